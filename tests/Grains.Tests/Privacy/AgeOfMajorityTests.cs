using System.Globalization;
using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>Of age by the law of the country, of the day, in the calendar that the law counts in (E02).</summary>
[Trait("Rule", "E02")]
public class AgeOfMajorityTests
{
    /// <summary>21 lunar years are 7,441 or 7,442 days: 20 years and four and a half months.</summary>
    [Theory]
    [InlineData("AE", "2008-01-01", "2026-05-31", false)] // 18 on the day before the new law: a minor
    [InlineData("AE", "2008-01-01", "2026-06-01", true)] // of age on its first day
    [InlineData("AE", "2008-06-01", "2026-06-01", true)] // 18 that day
    [InlineData("AE", "2008-06-02", "2026-06-01", false)] // 17 years and 364 days
    [InlineData("AE", "2009-11-22", "2026-11-21", false)] // aged 16
    [InlineData("AE", "2000-01-01", "2020-05-10", false)] // 24 Ramadan 1420, 21 lunar years on 24 Ramadan 1441: 17 May 2020
    [InlineData("AE", "2000-01-01", "2020-05-16", false)]
    [InlineData("AE", "2000-01-01", "2020-05-17", true)]
    [InlineData("AF", "2008-11-22", "2026-11-22", true)]
    [InlineData("AF", "2008-11-23", "2026-11-22", false)]
    [InlineData("JP", "2003-04-01", "2022-03-31", false)]
    [InlineData("JP", "2003-04-01", "2022-04-01", true)]
    [InlineData("ZZ", "2006-11-22", "2026-11-22", false)] // no row: the highest age known
    [InlineData("ZZ", "2005-11-22", "2026-11-22", true)]
    [InlineData("DE", "2008-02-29", "2026-02-28", false)]
    [InlineData("DE", "2008-02-29", "2026-03-01", true)]
    public void Somebody_is_of_age_from_the_day_the_law_says(string country, string born, string on, bool ofAge) =>
        Assert.Equal(ofAge, AgeOfMajority.Shipped.IsReached(country, Day(born), Day(on)));

    [Fact]
    public void Lunar_years_are_counted_by_the_Umm_al_Qura_calendar()
    {
        var calendar = new UmAlQuraCalendar();

        // Born on the 30th of Muharram of a year that has one, 21 years before one that has none.
        var year = Enumerable.Range(1400, 40).First(one => calendar.GetDaysInMonth(one, 1) == 30 && calendar.GetDaysInMonth(one + 21, 1) == 29);
        var born = DateOnly.FromDateTime(calendar.ToDateTime(year, 1, 30, 12, 0, 0, 0));
        var last = DateOnly.FromDateTime(calendar.ToDateTime(year + 21, 1, 29, 12, 0, 0, 0));

        Assert.Equal(20, AgeOfMajority.YearsOn(AgeCalendar.LunarHijri, last, born));
        Assert.Equal(21, AgeOfMajority.YearsOn(AgeCalendar.LunarHijri, last.AddDays(1), born));
        Assert.Equal(126, AgeOfMajority.YearsOn(AgeCalendar.LunarHijri, new(2026, 1, 1), new(1900, 1, 1))); // before the table: solar years, and old enough by any
    }

    [Theory]
    [InlineData("\"years\": 18", "\"years\": 3", "rows[1]: years: 3 is no age of majority.")]
    [InlineData("\"from\": \"2026-06-01\"", "\"from\": \"2026-06-02\"", "rows[1]: from: nothing is in force between")]
    [InlineData("\"from\": \"2026-06-01\"", "\"from\": \"2026-05-01\"", "rows[1]: from: it begins on 2026-05-01 while rows[0]")]
    [InlineData("\"otherwise\": 21", "\"otherwise\": 18", "otherwise: where nothing is known, the highest age")]
    [InlineData("\"lunarHijri\"", "\"lunar\"", "$.rows[0].calendar")]
    public void A_broken_table_names_its_row(string right, string wrong, string message)
    {
        var text = ProfileFiles.Text(AgeOfMajority.File);
        var at = text.IndexOf(right, StringComparison.Ordinal);

        var refused = Assert.Throws<FormatException>(() => AgeOfMajority.Read(text[..at] + wrong + text[(at + right.Length)..]));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
