using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>One student in one course: how far she is, what she was given, and what staff can do.</summary>
internal static class StudentEndpoints
{
    public static void MapStudent(this IEndpointRouteBuilder course)
    {
        course.MapGet("/people/{person}", Show);
        course.MapPost("/people/{person}", Change);
    }

    private static async Task<IResult> Show(Id<Course> course, Id<Person> person, TenantRequest request, string? done) =>
        await Model(course, person, request) is { } model
            ? Page.Of<StudentPage, StudentModel>(model with { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Change(Id<Course> course, Id<Person> person, IFormCollection form, TenantRequest request)
    {
        if (await Model(course, person, request) is not { } before)
            return Results.NotFound();

        var enrollment = request.Grains.Enrollment(person, course);
        var outcome = FormText.First(form, "do") switch
        {
            "grade" => await Grade(enrollment, form),
            "take_back" => await enrollment.GradeByHand(new(Lesson(form), null, 0, false, "")),
            _ when await PlaceActs.Read(form, course, request) is { } read =>
                read.Succeeded(out var act, out var objection) ? await enrollment.Arrange(act) : objection,
            _ => before.Enrollment,
        };

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect(TeachingPlaces.Student(course, person) + "?done=saved")
            : Page.Of<StudentPage, StudentModel>(before, refusal);
    }

    private static async Task<Outcome<Enrollment>> Grade(IEnrollmentGrain enrollment, IFormCollection form) =>
        Points(form, "points") is { } points && Points(form, "out_of") is { } outOf
            ? await enrollment.GradeByHand(new(Lesson(form), points, outOf, form.Ticked("passed"), form.Line("reason", 501)))
            : TeachingErrors.BadGrade();

    private static decimal? Points(IFormCollection form, string name) =>
        decimal.TryParse(
            Digits.Normalise(FormText.First(form, name)).Replace('٫', '.').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
            && decimal.Round(points, 2) == points
            ? points
            : null;

    private static Id<Lesson> Lesson(IFormCollection form) => Id<Lesson>.TryParse(form.Line("lesson", 64), out var lesson) ? lesson : default;

    private static async Task<StudentModel?> Model(Id<Course> course, Id<Person> person, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline
            || await request.Grains.Enrollment(person, course).Kept() is not { } enrollment)
            return null;

        var account = await request.Grains.Person(person).Account(PurposeUses.RosterName);
        var name = account is null ? "" : StudentNames.Of(account);

        // Who runs the school sees addresses among its members; who teaches only where the school's policy lets her (M21).
        var email = request.Account!.RunsSchool || !request.School.Rules.HidesAddressesFromInstructors
            ? (await request.Grains.Person(person).Account(PurposeUses.StudentAddress))?.Email ?? ""
            : "";

        return new StudentModel(
            outline, person, name, email, enrollment, new CourseWay(outline, enrollment), await request.Grains.Cohorts(course).All(), request.Clock.GetUtcNow());
    }
}

/// <param name="Name">Empty where she gave none.</param>
/// <param name="Email">Empty for who may not see it.</param>
public sealed record StudentModel(
    CourseOutline Course, Id<Person> Person, string Name, string Email, Enrollment Enrollment, CourseWay Way, ImmutableArray<Cohort> Cohorts, DateTimeOffset Now)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    public Id<Grains.Common.Course> Slug => Course.Description.Slug;
}
