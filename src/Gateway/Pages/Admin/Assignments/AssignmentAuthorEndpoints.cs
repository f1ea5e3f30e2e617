using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Assignments;

/// <summary>Saying what an assignment asks and how it counts. What is saved is the lesson's draft.</summary>
internal static class AssignmentAuthorEndpoints
{
    public static void MapAdminAssignments(this IEndpointRouteBuilder course)
    {
        var assignment = course.MapGroup("/lessons/{lesson}/assignment");

        assignment.MapGet("/", Show);
        assignment.MapPost("/", Save);
        assignment.MapGradingWork();
    }

    private static async Task<IResult> Show(Id<Course> course, Id<Lesson> lesson, TenantRequest request, PageContext context, string? done) =>
        await AssignmentDraft.Find(course, lesson, request) is { } draft
            ? Page.Of<AssignmentPage, AssignmentModel>(new AssignmentModel(draft, AssignmentForm.Of(draft.Assignment, context.Zone)) { IsDone = done is "saved" })
            : Results.NotFound();

    private static async Task<IResult> Save(
        Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (await AssignmentDraft.Find(course, lesson, request) is not { } draft)
            return Results.NotFound();

        var typed = AssignmentForm.Read(form);

        if (FormText.First(form, "do") is "rows")
            return Page.Of<AssignmentPage, AssignmentModel>(new AssignmentModel(draft, typed.WithMoreRows()));

        var kept = AssignmentForm.MarkOf(draft.Assignment);

        if (typed.Seen != kept)
            return Page.Of<AssignmentPage, AssignmentModel>(new AssignmentModel(draft, typed with { Seen = kept }), QuizErrors.Changed);

        if (!typed.ToAssignment(context.Zone).Succeeded(out var assignment, out var refusal)
            || !(await draft.Save(assignment, request)).Succeeded(out _, out refusal))
        {
            return Page.Of<AssignmentPage, AssignmentModel>(new AssignmentModel(draft, typed), refusal);
        }

        return Results.Redirect(draft.Address + "?done=saved");
    }
}

public sealed record AssignmentModel(AssignmentDraft Draft, AssignmentForm Form)
{
    public bool IsDone { get; init; }
}
