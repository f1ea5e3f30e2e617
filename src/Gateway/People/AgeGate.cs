using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>What a browser's visitor has answered about her age.</summary>
public enum AgeAnswer
{
    /// <summary>Nothing yet.</summary>
    None = 1,

    /// <summary>Old enough.</summary>
    OldEnough = 2,

    /// <summary>Too young; asking again is of no use (N30).</summary>
    TooYoung = 3,
}

/// <summary>
/// The question for a date of birth that stands before sign-up where a school's policy has a fixed age. It names no
/// age,
/// so that nobody is told what to answer; the date itself is never kept.
/// </summary>
internal sealed class AgeGate(SealedCookies cookies, TimeProvider clock)
{
    private static readonly TimeSpan PassTime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefusalTime = TimeSpan.FromHours(24);

    public AgeAnswer AnswerOf(HttpContext http, TenantRequest request) =>
        request.School.Rules.Age.Basis != AgeBasis.Fixed
            ? AgeAnswer.OldEnough
            : cookies.Read(http, request.Tenant, SealedCookies.Age) switch
            {
                "old_enough" => AgeAnswer.OldEnough,
                "too_young" => AgeAnswer.TooYoung,
                _ => AgeAnswer.None,
            };

    /// <summary>Judges the date and keeps only the answer, for this school, in this browser.</summary>
    /// <returns>The answer that stands; a first refusal is not undone by another date.</returns>
    public AgeAnswer Answer(HttpContext http, TenantRequest request, DateOnly born)
    {
        if (AnswerOf(http, request) is AgeAnswer.TooYoung || request.School.Rules.Age.Basis != AgeBasis.Fixed)
            return AnswerOf(http, request);

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(request.School.Profile.TimeZone, out var found)
            ? found
            : TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var oldEnough = AgeOn(today, born) >= request.School.Rules.Age.Years;

        var (answer, life) = oldEnough ? ("old_enough", PassTime) : ("too_young", RefusalTime);
        cookies.Write(http, request.Tenant, SealedCookies.Age, answer, life);
        return oldEnough ? AgeAnswer.OldEnough : AgeAnswer.TooYoung;
    }

    /// <summary>A date as typed, in digits of any script: Gregorian, or solar Hijri where the year says so.</summary>
    public static Outcome<DateOnly> Read(string? year, string? month, string? day, DateOnly today)
    {
        if (!Digits.TryParse(year, out var y) || !Digits.TryParse(month, out var m) || !Digits.TryParse(day, out var d))
            return PeopleErrors.FieldBad("birth", "There is no such date. Check day, month and year.");

        // Nobody alive was born in 1500; in 1300 to 1500 of the solar Hijri calendar everybody was.
        var date = y < 1500 ? SolarHijri.ToGregorian(y, m, d) : Gregorian(y, m, d);

        return date is { } born && born <= today && born.Year >= today.Year - 130
            ? born
            : PeopleErrors.FieldBad("birth", "There is no such date. Check day, month and year.");
    }

    /// <summary>Full years; somebody born on 29 February has her birthday on 1 March in other years.</summary>
    public static int AgeOn(DateOnly today, DateOnly born)
    {
        var years = today.Year - born.Year;
        return (today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }

    private static DateOnly? Gregorian(int year, int month, int day) =>
        year <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
