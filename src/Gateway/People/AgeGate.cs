using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
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

    /// <summary>Too young to decide alone: a guardian is asked (E49). Asking again is of no use.</summary>
    NeedsGuardian = 4,
}

/// <summary>
/// The question for a date of birth, and where the law of a country decides for the country, that stands before sign-up. It
/// names no age, so that nobody is told what to answer; the date itself is never kept (N30).
/// </summary>
internal sealed class AgeGate(SealedCookies cookies, TimeProvider clock)
{
    private static readonly TimeSpan PassTime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefusalTime = TimeSpan.FromHours(24);

    /// <summary>The school asks for a date of birth before anything else.</summary>
    public static bool Asks(TenantRequest request) => request.Rules.Age.Basis is AgeBasis.Fixed or AgeBasis.MajorityByBirthDate;

    /// <summary>The country is asked with it, because its law decides.</summary>
    public static bool AsksCountry(TenantRequest request) => request.Rules.Age.Basis == AgeBasis.MajorityByBirthDate;

    /// <summary>What a person who is too young is told; only after she answered.</summary>
    public static Error Refusal(TenantRequest request) =>
        AsksCountry(request) ? PeopleErrors.UnderAge() : PeopleErrors.TooYoung(request.Rules.Age.Years);

    public AgeAnswer AnswerOf(HttpContext http, TenantRequest request) => !Asks(request)
        ? AgeAnswer.OldEnough
        : Kept(http, request) switch
        {
            ["old_enough", ..] => AgeAnswer.OldEnough,
            ["too_young"] => AgeAnswer.TooYoung,

            // Where the school refuses by now, it refuses.
            ["guardian", ..] => AsksGuardian(request) ? AgeAnswer.NeedsGuardian : AgeAnswer.TooYoung,
            _ => AgeAnswer.None,
        };

    /// <summary>Who is too young here is not refused: her guardian is asked.</summary>
    public static bool AsksGuardian(TenantRequest request) => request.Rules.Guardians.Action == MinorAction.Guardian;

    /// <summary>The country whose law judged her; null where no law was asked.</summary>
    public string? CountryOf(HttpContext http, TenantRequest request) => !AsksCountry(request)
        ? null
        : Kept(http, request) switch
        {
            ["old_enough", var country] => country,
            ["guardian", _, { Length: > 0 } country] => country,
            _ => null,
        };

    /// <summary>The day on which she is of age, kept in her browser alone; null where no guardian is asked.</summary>
    public DateOnly? OfAgeOn(HttpContext http, TenantRequest request) =>
        Kept(http, request) is ["guardian", var day, _]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null;

    /// <summary>Judges the date and keeps only the answer, for this school, in this browser.</summary>
    /// <returns>The answer that stands; a first one that she is too young is not undone by another date.</returns>
    /// <param name="country">Where she lives; empty where the school's rule is a number of years.</param>
    public AgeAnswer Answer(HttpContext http, TenantRequest request, DateOnly born, string country)
    {
        if (AnswerOf(http, request) is AgeAnswer.TooYoung or AgeAnswer.NeedsGuardian || !Asks(request))
            return AnswerOf(http, request);

        var today = request.School.DayAt(clock.GetUtcNow());
        var oldEnough = AsksCountry(request)
            ? AgeOfMajority.Shipped.IsReached(country, born, today)
            : AgeOfMajority.YearsOn(AgeCalendar.Gregorian, today, born) >= request.Rules.Age.Years;

        // Of who is refused the browser keeps that she was, and nobody anything else.
        var (answer, life) = !oldEnough && AsksGuardian(request) ? (string.Create(CultureInfo.InvariantCulture, $"guardian\n{OfAge(request, born, country, today):yyyy-MM-dd}\n{country}"), RefusalTime)
            : !oldEnough ? ("too_young", RefusalTime)
            : (AsksCountry(request) ? $"old_enough\n{country}" : "old_enough", PassTime);
        cookies.Write(http, request.Tenant, SealedCookies.Age, answer, life);
        return oldEnough ? AgeAnswer.OldEnough : AsksGuardian(request) ? AgeAnswer.NeedsGuardian : AgeAnswer.TooYoung;
    }

    private static DateOnly OfAge(TenantRequest request, DateOnly born, string country, DateOnly today) => AsksCountry(request)
        ? AgeOfMajority.Shipped.ReachedOn(country, born, today)
        : AgeOfMajority.YearsReachedOn(request.Rules.Age.Years, born);

    private string[] Kept(HttpContext http, TenantRequest request) =>
        cookies.Read(http, request.Tenant, SealedCookies.Age)?.Split('\n') ?? [];

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

    private static DateOnly? Gregorian(int year, int month, int day) =>
        year <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
