using System.Globalization;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Tests.Localization;

public class DatesTests
{
    private static readonly TimeZoneInfo Kabul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kabul");
    private static readonly DateTimeOffset LateSaturday = new(2026, 11, 21, 20, 35, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "22 November 2026, 01:05")]
    [InlineData("fa-AF", "۱ قوس ۱۴۰۵، ساعت ۰۱:۰۵")]
    [InlineData("ar", "22 نوفمبر 2026، الساعة 01:05")]
    public void A_moment_is_told_in_the_zones_day_and_the_languages_calendar(string tag, string expected) =>
        Assert.Equal(expected, new Dates(UiLanguages.Find(tag)!, Kabul).Moment(LateSaturday));

    [Theory]
    [InlineData(2026, 3, 20, "۲۹ حوت ۱۴۰۴")]
    [InlineData(2026, 3, 21, "۱ حمل ۱۴۰۵")]
    [InlineData(2025, 3, 20, "۳۰ حوت ۱۴۰۳")] // the leap day of 1403
    [InlineData(2026, 4, 21, "۱ ثور ۱۴۰۵")]
    [InlineData(2026, 9, 22, "۳۱ سنبله ۱۴۰۵")]
    [InlineData(2026, 9, 23, "۱ میزان ۱۴۰۵")]
    public void Dari_days_follow_the_solar_year(int year, int month, int day, string expected) =>
        Assert.Equal(expected, new Dates(UiLanguages.Dari, Kabul).Day(new DateOnly(year, month, day)));

    [Fact]
    public void Every_day_of_four_years_goes_to_the_solar_calendar_and_back()
    {
        var first = new DateOnly(2024, 1, 1);
        var days = Enumerable.Range(0, 1461).Select(first.AddDays).ToList();

        Assert.Equal(days, days.Select(day => SolarHijri.Of(day)).Select(day => SolarHijri.ToGregorian(day.Year, day.Month, day.Day)!.Value));
    }

    [Theory]
    [InlineData(1405, 12, 30)] // not a leap year
    [InlineData(1405, 13, 1)]
    [InlineData(0, 1, 1)]
    public void Days_that_never_were_are_refused(int year, int month, int day) =>
        Assert.Null(SolarHijri.ToGregorian(year, month, day));

    [Fact]
    public void Machines_read_utc_whatever_the_language()
    {
        Assert.Equal("2026-11-21T20:35:00Z", Dates.Machine(LateSaturday));
        Assert.Equal("2026-11-22", Dates.Machine(new Dates(UiLanguages.Dari, Kabul).LocalDay(LateSaturday)));
    }

    [Fact]
    public void The_threads_culture_decides_nothing()
    {
        var before = CultureInfo.CurrentCulture;

        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");

            Assert.Equal("22 November 2026", new Dates(UiLanguages.English, Kabul).Day(LateSaturday));
            Assert.Equal("1,000", Numbers.Whole(1000, UiLanguages.English));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
