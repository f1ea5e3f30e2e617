using System.Globalization;

namespace Darsgah.Gateway.Localization;

/// <summary>Moments and days as a reader sees them: in a language, in a time zone, in that language's calendar.</summary>
/// <remarks>
/// English and Arabic use the Gregorian calendar (Arabic with the month names of the Gulf and Egypt, نوفمبر and not
/// تشرين الثاني); Dari the solar Hijri one. The patterns are ours: the runtime's Dari has the wrong order and digits.
/// </remarks>
public sealed class Dates(UiLanguage language, TimeZoneInfo zone)
{
    private static readonly string[] English =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] Arabic =
    [
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ];

    /// <summary>The zone that moments are shown in.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>22 November 2026 · ۱ قوس ۱۴۰۵ · 22 نوفمبر 2026.</summary>
    public string Day(DateOnly day)
    {
        var (year, month, number) = Parts(day);

        return Digits.Localise(
            string.Create(CultureInfo.InvariantCulture, $"{number} {MonthName(month)} {year}"), language);
    }

    /// <summary>The day in the zone on which a moment falls.</summary>
    public string Day(DateTimeOffset at) => Day(LocalDay(at));

    /// <summary>22 November 2026, 14:05 · ۱ قوس ۱۴۰۵، ساعت ۱۴:۰۵ · 22 نوفمبر 2026، الساعة 14:05.</summary>
    public string Moment(DateTimeOffset at)
    {
        var join = language.Tag switch
        {
            "fa-AF" => "، ساعت ",
            "ar" => "، الساعة ",
            _ => ", ",
        };

        return Day(at) + join + Time(at);
    }

    /// <summary>14:05 in the zone, on a 24-hour clock.</summary>
    public string Time(DateTimeOffset at) =>
        Digits.Localise(
            TimeZoneInfo.ConvertTime(at, zone).ToString("HH':'mm", CultureInfo.InvariantCulture), language);

    /// <summary>November 2026 · قوس ۱۴۰۵.</summary>
    public string Month(DateOnly day)
    {
        var (year, month, _) = Parts(day);

        return Digits.Localise(string.Create(CultureInfo.InvariantCulture, $"{MonthName(month)} {year}"), language);
    }

    /// <summary>The year that the language's calendar gives a day: 2026 or ۱۴۰۵.</summary>
    public string Year(DateOnly day) =>
        Digits.Localise(Parts(day).Year.ToString(CultureInfo.InvariantCulture), language);

    /// <summary>The day in the zone on which a moment falls.</summary>
    public DateOnly LocalDay(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>RFC 3339 in UTC, for <c>datetime</c> attributes and JSON.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy'-'MM'-'dd'T'HH':'mm':'ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>2026-11-22, whatever the language.</summary>
    public static string Machine(DateOnly day) => day.ToString("yyyy'-'MM'-'dd", CultureInfo.InvariantCulture);

    private (int Year, int Month, int Day) Parts(DateOnly day) =>
        language == UiLanguages.Dari ? SolarHijri.Of(day) : (day.Year, day.Month, day.Day);

    private string MonthName(int month) => language.Tag switch
    {
        "fa-AF" => SolarHijri.MonthName(month),
        "ar" => Arabic[month - 1],
        _ => English[month - 1],
    };
}
