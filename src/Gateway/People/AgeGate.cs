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
            _ => AgeAnswer.None,
        };

    /// <summary>The country whose law let her pass; null where no law was asked.</summary>
    public string? CountryOf(HttpContext http, TenantRequest request) =>
        AsksCountry(request) && Kept(http, request) is ["old_enough", var country] ? country : null;

    /// <summary>Judges the date and keeps only the answer, for this school, in this browser.</summary>
    /// <returns>The answer that stands; a first refusal is not undone by another date.</returns>
    /// <param name="country">Where she lives; empty where the school's rule is a number of years.</param>
    public AgeAnswer Answer(HttpContext http, TenantRequest request, DateOnly born, string country)
    {
        if (AnswerOf(http, request) is AgeAnswer.TooYoung || !Asks(request))
            return AnswerOf(http, request);

        var today = request.School.DayAt(clock.GetUtcNow());
        var oldEnough = AsksCountry(request)
            ? AgeOfMajority.Shipped.IsReached(country, born, today)
            : AgeOfMajority.YearsOn(AgeCalendar.Gregorian, today, born) >= request.Rules.Age.Years;

        // Of who is refused the browser keeps that she was, and nobody anything else.
        var (answer, life) = !oldEnough ? ("too_young", RefusalTime)
            : (AsksCountry(request) ? $"old_enough\n{country}" : "old_enough", PassTime);
        cookies.Write(http, request.Tenant, SealedCookies.Age, answer, life);
        return oldEnough ? AgeAnswer.OldEnough : AgeAnswer.TooYoung;
    }

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
