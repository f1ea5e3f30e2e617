using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Pages.Admin.Teaching;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Api;

/// <summary>What staff do about a student's place in a course, and the grades that they give by hand. All of it can be repeated.</summary>
internal static class CoursePlacesApi
{
    public static void MapCoursePlaces(this RouteGroupBuilder course)
    {
        course.MapPatch("/people/{person}", Arrange)
            .WithSummary("Changes a student's place in it.")
            .WithDescription("What is absent stays. The student is told of each change. Who was removed and becomes active again takes a seat.")
            .Produces<CourseStanding>();
        course.MapDelete("/people/{person}", Remove)
            .WithSummary("Takes a student out of it. What she earned stays hers.").Produces(StatusCodes.Status204NoContent);
        course.MapPut("/people/{person}/grades/{lesson}", Grade)
            .WithSummary("Gives a grade by hand, which goes before what is reckoned.").Produces<LessonGrade>();
        course.MapDelete("/people/{person}/grades/{lesson}", TakeBack)
            .WithSummary("Takes a grade by hand back: what was reckoned holds again.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Arrange(string slug, string person, PlaceBody body, TenantRequest request)
    {
        if (await Find(slug, person, request) is not { } place)
            return Problems.Of(TeachingErrors.NoSuchStudent());

        if (!(await Acts(body, place.Course, request)).Succeeded(out var acts, out var objection))
            return Problems.Of(objection);

        var standing = place.Standing;

        foreach (var act in acts)
        {
            if (!(await place.Enrollment.Arrange(act)).Succeeded(out standing, out var refusal))
                return Problems.Of(refusal);
        }

        return TypedResults.Ok(CourseStanding.Of(standing));
    }

    private static async Task<IResult> Remove(string slug, string person, TenantRequest request) =>
        await Find(slug, person, request) is { } place
            ? (await place.Enrollment.Arrange(new(EnrollmentAct.Remove))).ToResult(_ => TypedResults.NoContent())
            : Problems.Of(TeachingErrors.NoSuchStudent());

    private static async Task<IResult> Grade(string slug, string person, string lesson, GradeBody body, TenantRequest request)
    {
        if (await Find(slug, person, request) is not { } place)
            return Problems.Of(TeachingErrors.NoSuchStudent());

        var id = Id<Lesson>.TryParse(lesson, out var read) ? read : default;

        if (decimal.Round(body.Points, 2) != body.Points || decimal.Round(body.OutOf, 2) != body.OutOf)
            return Problems.Of(TeachingErrors.BadGrade());

        return (await place.Enrollment.GradeByHand(new(id, body.Points, body.OutOf, body.Passed, FormText.Line(body.Reason))))
            .ToResult(_ => TypedResults.Ok(new LessonGrade(id, body.Points, body.OutOf, body.Passed, ByHand: true)));
    }

    private static async Task<IResult> TakeBack(string slug, string person, string lesson, TenantRequest request) =>
        await Find(slug, person, request) is { } place
            ? (await place.Enrollment.GradeByHand(new(Id<Lesson>.TryParse(lesson, out var id) ? id : default, null, 0, false, "")))
                .ToResult(_ => TypedResults.NoContent())
            : Problems.Of(TeachingErrors.NoSuchStudent());

    // First whether she is in it, which may be refused; what cannot be read is refused before anything is done.
    private static async Task<Outcome<ImmutableArray<ArrangeEnrollment>>> Acts(PlaceBody body, Id<Course> course, TenantRequest request)
    {
        var acts = ImmutableArray.CreateBuilder<ArrangeEnrollment>();

        if (body.State is EnrollmentState.Removed or EnrollmentState.Left)
            return TeachingErrors.BadState();

        if (body.State is { } state)
            acts.Add(new(state == EnrollmentState.Paused ? EnrollmentAct.Pause : EnrollmentAct.Resume));

        if (body.Until is { } until)
        {
            if (EndOf(until, request) is not { } end || end.Until <= request.Clock.GetUtcNow())
                return TeachingErrors.BadEnd();

            acts.Add(end);
        }

        if (body.Cohort is { } cohort)
        {
            if (!(await PlaceActs.Into(cohort, course, request)).Succeeded(out var into, out var refusal))
                return refusal;

            acts.Add(into);
        }

        return acts.ToImmutable();
    }

    private static ArrangeEnrollment? EndOf(string until, TenantRequest request) =>
        until.Length == 0 ? new(EnrollmentAct.Extend)
        : FormText.Day(until) is { } day ? PlaceActs.Until(day, request.School)
        : DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && FormText.Day(moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) is not null
            ? new(EnrollmentAct.Extend, moment.ToUniversalTime())
        : null;

    private static async Task<(Id<Course> Course, IEnrollmentGrain Enrollment, Enrollment Standing)?> Find(string slug, string person, TenantRequest request) =>
        Id<Course>.TryParse(slug, out var course) && Id<Person>.TryParse(person, out var student)
        && request.Grains.Enrollment(student, course) is var enrollment && await enrollment.Kept() is { } kept
            ? (course, enrollment, kept)
            : null;
}

/// <param name="State">Active or paused; absent to leave it.</param>
/// <param name="Until">The last day of access in the school's zone, 2027-03-31, or the moment when it ends; empty for no end; absent to leave it.</param>
/// <param name="Cohort">A cohort's id; empty for none; absent to leave it.</param>
internal sealed record PlaceBody(EnrollmentState? State = null, string? Until = null, string? Cohort = null);

/// <param name="Points">From 0 to what there was to get, with at most two decimal places.</param>
/// <param name="OutOf">What there was to get, 1 to 10000.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="Reason">Why, in 3 to 500 characters; the student reads it.</param>
internal sealed record GradeBody(decimal Points, decimal OutOf, bool Passed, string Reason);
