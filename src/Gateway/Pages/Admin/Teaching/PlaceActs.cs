using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Teaching;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>What staff do about somebody's place in a course, as forms say it.</summary>
internal static class PlaceActs
{
    /// <summary>What a form asks for under <c>do</c>; null for what is nothing of this kind.</summary>
    /// <returns>It; or <see cref="TeachingErrors.BadEnd"/>, <see cref="TeachingErrors.NoSuchCohort"/>.</returns>
    public static async Task<Outcome<ArrangeEnrollment>?> Read(IFormCollection form, Id<Course> course, TenantRequest request) => FormText.First(form, "do") switch
    {
        "pause" => new ArrangeEnrollment(EnrollmentAct.Pause),
        "resume" => new ArrangeEnrollment(EnrollmentAct.Resume),
        "remove" => new ArrangeEnrollment(EnrollmentAct.Remove),
        "extend" when FormText.First(form, "until").Trim().Length == 0 => new ArrangeEnrollment(EnrollmentAct.Extend),
        "extend" => form.Day("until") is { } day ? Until(day, request.School) : TeachingErrors.BadEnd(),
        "cohort" => await Into(form.Line("cohort", 20), course, request),
        _ => default(Outcome<ArrangeEnrollment>?),
    };

    /// <summary>Access until the end of a day, which is the last one on which lessons open, in the school's zone.</summary>
    public static ArrangeEnrollment Until(DateOnly day, School school)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var own) ? own : TimeZoneInfo.Utc;
        return new(EnrollmentAct.Extend, zone.MomentOf(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));
    }

    /// <summary>Into a cohort that takes people; with an empty one, into none.</summary>
    public static async Task<Outcome<ArrangeEnrollment>> Into(string cohort, Id<Course> course, TenantRequest request) =>
        cohort.Length > 0 && await request.Grains.Cohorts(course).Find(cohort) is not { Closed: false }
            ? TeachingErrors.NoSuchCohort()
            : new ArrangeEnrollment(EnrollmentAct.PutInCohort, Cohort: cohort);
}
