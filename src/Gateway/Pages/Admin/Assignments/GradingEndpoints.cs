using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin.Courses;
using Darsgah.Gateway.Pages.Admin.Teaching;
using Darsgah.Gateway.Pages.Assignments;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Assignments;

/// <summary>What students handed in: the list, one of them with its files, the grade or the return. Names alone, never an address (M21).</summary>
internal static class GradingEndpoints
{
    private static readonly string[] reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapGradingWork(this IEndpointRouteBuilder assignment)
    {
        assignment.MapGet("/submissions", List);
        assignment.MapGet("/people/{person}", ShowPerson);
        assignment.MapPost("/people/{person}", Extend);
        assignment.MapGet("/people/{person}/{number:int}", Show);
        assignment.MapPost("/people/{person}/{number:int}", Settle);
        assignment.MapMethods("/people/{person}/{number:int}/files/{file}", reading, GiveFile);
    }

    private static async Task<IResult> List(Id<Course> course, Id<Lesson> lesson, TenantRequest request, [FromQuery] string? before)
    {
        if (await AssignmentDraft.Find(course, lesson, request) is not { } draft)
            return Results.NotFound();

        // Those that wait stand above everybody, on the first page alone.
        var waiting = before is null ? await request.Grains.GradingQueue(course, lesson).Page(after: null) : new WaitingPage([], Next: null);
        return Page.Of<SubmissionListPage, SubmissionListModel>(
            new SubmissionListModel(draft, waiting, await request.Grains.AttemptList(course, lesson).Page(before)));
    }

    private static async Task<IResult> ShowPerson(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, TenantRequest request, PageContext context, [FromQuery] string? done) =>
        await FindPerson(course, lesson, person, request) is { } model
            ? Page.Of<PersonWorkPage, PersonWorkModel>(model.Written(context.Zone) with { IsDone = done is "saved" })
            : Results.NotFound();

    private static async Task<IResult> Extend(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (await FindPerson(course, lesson, person, request) is not { } model)
            return Results.NotFound();

        var typed = model with { DueDay = form.Line("due_day", 20), DueHour = form.Line("due_hour", 20) };
        var extended = AssignmentForm.Moment(typed.DueDay, typed.DueHour, context.Zone).Succeeded(out var due, out var refusal)
            ? await request.Grains.SubmissionBook(person, course, lesson).Extend(due.At)
            : refusal;

        return extended.Succeeded(out _, out refusal)
            ? Results.Redirect(model.Draft.Person(person) + "?done=saved")
            : Page.Of<PersonWorkPage, PersonWorkModel>(typed, refusal);
    }

    private static async Task<IResult> Show(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, TenantRequest request, PageContext context, [FromQuery] string? done) =>
        await Find(course, lesson, person, number, request) is { } model
            ? Page.Of<GradeWorkPage, GradeWorkModel>(model with { Form = GradeForm.Of(model.Work, context.Zone), Done = done })
            : Results.NotFound();

    private static async Task<IResult> Settle(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (await Find(course, lesson, person, number, request) is not { } model)
            return Results.NotFound();

        var typed = GradeForm.Read(form, model.Assignment);
        var returns = FormText.First(form, "do") is "return";
        var settled = returns ? await Return(model, typed, request, context) : await Grade(model, typed, request);

        if (settled.Succeeded(out _, out var refusal))
            return Results.Redirect(model.Draft.Submission(person, number) + (returns ? "?done=returned" : "?done=graded"));

        // What somebody else said meanwhile is shown beside what was typed, and saving again is done with both in sight.
        var now = await Find(course, lesson, person, number, request) ?? model;
        return Page.Of<GradeWorkPage, GradeWorkModel>(now with { Form = typed with { Seen = now.Work.Submission.Revision } }, refusal);
    }

    private static async Task<Outcome<Submission>> Grade(GradeWorkModel model, GradeForm typed, TenantRequest request)
    {
        var points = AssignmentForm.Number(typed.Points);

        return points is null && model.Assignment.Rubric.IsEmpty
            ? AssignmentErrors.BadPoints(Rubrics.OutOf(model.Assignment))
            : await model.Book(request).Grade(new GradeWork(
                model.Work.Submission.Number, typed.Seen, points ?? 0, typed.Levels, typed.Remarks, typed.Feedback, typed.WaivesPenalty));
    }

    private static async Task<Outcome<Submission>> Return(GradeWorkModel model, GradeForm typed, TenantRequest request, PageContext context) =>
        AssignmentForm.Moment(typed.DueDay, typed.DueHour, context.Zone).Succeeded(out var due, out var refusal)
            ? await model.Book(request).Return(new ReturnWork(model.Work.Submission.Number, typed.Seen, typed.Remarks, typed.Feedback, due.At))
            : refusal;

    private static async Task<IResult> GiveFile(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, string file, TenantRequest request, PersonFiles files, HttpContext http) =>
        await Find(course, lesson, person, number, request) is { } model
            ? await AssignmentEndpoints.Give(http, request, files, person, model.Work.Sheet.Find(file))
            : Results.NotFound();

    private static async Task<PersonWorkModel?> FindPerson(Id<Course> course, Id<Lesson> lesson, Id<Person> person, TenantRequest request) =>
        await AssignmentDraft.Find(course, lesson, request) is { } draft
        && await request.Grains.Person(person).Account(PurposeUses.StudentWork) is { } account
        && (await request.Grains.SubmissionBook(person, course, lesson).Due()).Succeeded(out var due, out _)
            ? new PersonWorkModel(draft, person, StudentNames.Of(account.DisplayName, person, request.Texts), due)
            : null;

    // Somebody who is not in the course is nobody here, though she may be known to the school.
    private static async Task<GradeWorkModel?> Find(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, TenantRequest request)
    {
        if (await AssignmentDraft.Find(course, lesson, request) is not { } draft
            || await request.Grains.Enrollment(person, course).Kept() is null
            || await request.Grains.Person(person).Account(PurposeUses.StudentWork) is not { } account)
        {
            return null;
        }

        var book = request.Grains.SubmissionBook(person, course, lesson);

        if ((await book.Show(number)).Value is not { } work)
            return null;

        var answered = await request.Grains.Lesson(course, lesson).Version(work.Submission.Version);
        return new GradeWorkModel(
            draft, person, StudentNames.Of(account.DisplayName, person, request.Texts), work, answered?.Content.Assignment ?? new Assignment(), await book.Standing());
    }
}

/// <param name="Waiting">Those that wait, oldest first; none on later pages.</param>
/// <param name="List">Everybody who handed in, with the newest of hers.</param>
public sealed record SubmissionListModel(AssignmentDraft Draft, WaitingPage Waiting, AttemptPage List);

/// <param name="Assignment">What was answered.</param>
/// <param name="All">All of her hand-ins.</param>
public sealed record GradeWorkModel(
    AssignmentDraft Draft, Id<Person> Person, string Name, HandedWork Work, Assignment Assignment, ImmutableArray<Submission> All)
{
    public GradeForm Form { get; init; } = new(0, "", "");

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    internal ISubmissionBookGrain Book(Darsgah.Gateway.Http.TenantRequest request) =>
        request.Grains.SubmissionBook(Person, Draft.Course.Slug, Draft.Lesson.Id);
}

/// <param name="Due">When it is due for her, and what she handed in.</param>
public sealed record PersonWorkModel(AssignmentDraft Draft, Id<Person> Person, string Name, PersonDue Due)
{
    public string DueDay { get; init; } = "";

    public string DueHour { get; init; } = "";

    /// <summary>It was just kept.</summary>
    public bool IsDone { get; init; }

    /// <summary>With the moment that is kept in its fields.</summary>
    internal PersonWorkModel Written(TimeZoneInfo zone) => this with
    {
        DueDay = SchoolTime.Day(Due.LongerUntil, zone) is { } day ? Localization.Dates.Machine(day) : "",
        DueHour = SchoolTime.Hour(Due.LongerUntil, zone),
    };
}

/// <summary>A grade, as typed.</summary>
/// <param name="Seen">Revision of the hand-in that was on the page.</param>
public sealed record GradeForm(int Seen, string Points, string Feedback)
{
    /// <summary>By criterion, the level.</summary>
    public ImmutableDictionary<string, string> Levels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>By criterion, what is said of it.</summary>
    public ImmutableDictionary<string, string> Remarks { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool WaivesPenalty { get; init; }

    public string DueDay { get; init; } = "";

    public string DueHour { get; init; } = "";

    /// <summary>Name of the field with a criterion's level.</summary>
    public static string Level(Criterion criterion) => $"level-{criterion?.Id}";

    /// <summary>Name of the field with what is said of a criterion.</summary>
    public static string Remark(Criterion criterion) => $"remark-{criterion?.Id}";

    internal static GradeForm Of(HandedWork work, TimeZoneInfo zone) => new(
        work.Submission.Revision,
        work.Submission.State == SubmissionState.Graded ? AssignmentForm.Written(work.Submission.Earned) : "",
        work.Sheet.Feedback)
    {
        Levels = work.Sheet.Levels,
        Remarks = work.Sheet.Remarks,
        WaivesPenalty = work.Submission is { State: SubmissionState.Graded, PenaltyPercent: > 0 } graded && graded.Earned == graded.Points && graded.Earned > 0,
        DueDay = SchoolTime.Day(work.Submission.DueAgainAt, zone) is { } day ? Localization.Dates.Machine(day) : "",
        DueHour = SchoolTime.Hour(work.Submission.DueAgainAt, zone),
    };

    internal static GradeForm Read(IFormCollection form, Assignment assignment) => new(
        form.Number("seen"), form.Line("points", 20), form.Block("feedback"))
    {
        Levels = Each(assignment, criterion => form.Line(Level(criterion), 40)),
        Remarks = Each(assignment, criterion => form.Block(Remark(criterion))),
        WaivesPenalty = form.Ticked("no_penalty"),
        DueDay = form.Line("due_day", 20),
        DueHour = form.Line("due_hour", 20),
    };

    private static ImmutableDictionary<string, string> Each(Assignment assignment, Func<Criterion, string> typed) => assignment.Rubric
        .Select(criterion => KeyValuePair.Create(criterion.Id, typed(criterion))).Where(pair => pair.Value.Length > 0)
        .ToImmutableDictionary(StringComparer.Ordinal);
}
