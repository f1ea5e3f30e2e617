using System.Globalization;

namespace Darsgah.Gateway.Localization;

/// <summary>The solar Hijri calendar as Afghanistan writes it: zodiac month names in their Arabic forms.</summary>
/// <remarks>The runtime's <c>fa-AF</c> month names are Iran's, so the names are our own; the arithmetic is the BCL's.</remarks>
internal static class SolarHijri
{
    private static readonly PersianCalendar Calendar = new();

    private static readonly string[] Months =
        ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"];

    /// <param name="month">1 (حمل, from about 21 March) to 12 (حوت).</param>
    public static string MonthName(int month) => Months[month - 1];

    /// <summary>Year, month from 1, and day from 1.</summary>
    public static (int Year, int Month, int Day) Of(DateOnly day)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0));

        return (Calendar.GetYear(noon), Calendar.GetMonth(noon), Calendar.GetDayOfMonth(noon));
    }

    /// <summary>The Gregorian date of a solar Hijri one, or null if there is no such day.</summary>
    public static DateOnly? ToGregorian(int year, int month, int day) =>
        year is >= 1 and <= 9000 && month is >= 1 and <= 12 && day >= 1 && day <= Calendar.GetDaysInMonth(year, month)
            ? DateOnly.FromDateTime(Calendar.ToDateTime(year, month, day, 12, 0, 0, 0))
            : null;
}
