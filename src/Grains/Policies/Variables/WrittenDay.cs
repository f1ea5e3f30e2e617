namespace Darsgah.Grains.Policies.Variables;

/// <summary>A day as a published text writes it: in the calendar and the digits of its language.</summary>
/// <remarks>As pages show days to readers of that language; in a language the product does not speak, 2026-11-22.</remarks>
public static class WrittenDay
{
    private static readonly PersianCalendar solar = new();

    private static readonly string[] english =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] arabic =
        ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

    private static readonly string[] dari =
        ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"];

    /// <param name="language">Canonical tag.</param>
    public static string In(DateOnly day, string language)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0));

        return language switch
        {
            "en" => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {english[day.Month - 1]} {day.Year}"),
            "ar" => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {arabic[day.Month - 1]} {day.Year}"),
            "fa-AF" => Digits(
                string.Create(CultureInfo.InvariantCulture, $"{solar.GetDayOfMonth(noon)} {dari[solar.GetMonth(noon) - 1]} {solar.GetYear(noon)}"), language),
            _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Digits as the language writes them.</summary>
    internal static string Digits(string digits, string language) => language == "fa-AF"
        ? string.Concat(digits.Select(digit => char.IsAsciiDigit(digit) ? (char)('۰' + (digit - '0')) : digit))
        : digits;
}
