using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Grains.Privacy;

namespace Darsgah.Gateway.Tests.People;

public class FieldTests
{
    [Theory]
    [InlineData("+93 70 123 4567", "", "+93701234567")]
    [InlineData("0093701234567", "", "+93701234567")]
    [InlineData("070 123 4567", "AF", "+93701234567")]
    [InlineData("۰۷۰ ۱۲۳ ۴۵۶۷", "AF", "+93701234567")]
    [InlineData("٠٥٠-١٢٣-٤٥٦٧", "AE", "+971501234567")]
    [InlineData("+49 (151) 1234.5678", "AF", "+4915112345678")]
    [InlineData("\u200E+93701234567", "", "+93701234567")]
    [InlineData("333 123 4567", "IT", "+393331234567")]
    public void A_mobile_number_is_kept_as_E164(string typed, string country, string kept) =>
        Assert.Equal(kept, MobileNumber.Read(typed, country).Value);

    [Theory]
    [InlineData("070 123 4567", "")]
    [InlineData("call me", "AF")]
    [InlineData("+", "AF")]
    [InlineData("+999701234567", "AF")]
    [InlineData("+93", "AF")]
    [InlineData("+937012345678901234", "AF")]
    [InlineData("+93701234567\r\n1", "AF")]
    [InlineData("+9370+1234567", "AF")]
    public void What_is_no_number_is_refused(string typed, string country) =>
        Assert.Equal("people.field_bad_mobile", MobileNumber.Read(typed, country).Error?.Code);

    [Theory]
    [InlineData("Ada")]
    [InlineData("مریم‌السادات احمدی")]
    [InlineData("O'Brien-Ní Dhomhnaill")]
    [InlineData("🐎")]
    public void Names_of_every_script_are_names(string typed) =>
        Assert.Equal(typed, PersonNames.Read(typed, "name").Value);

    [Theory]
    [InlineData("Ada\nLovelace")]
    [InlineData("Ada\u2028Lovelace")]
    [InlineData("Ada\u202Eecalevol")]
    [InlineData("Ada\0")]
    public void A_name_has_no_invisible_characters(string typed) =>
        Assert.Equal("people.field_bad_name", PersonNames.Read(typed, "name").Error?.Code);

    [Fact]
    public void Half_a_character_is_no_name() => Assert.NotNull(PersonNames.Read("Ada \ud83d", "name").Error);

    [Fact]
    public void A_name_has_100_characters_at_most()
    {
        Assert.NotNull(PersonNames.Read(new string('a', 100), "name").Value);
        Assert.Null(PersonNames.Read(new string('a', 101), "name").Value);
    }

    [Theory]
    [InlineData("ada", true)]
    [InlineData("Ada-1815", true)]
    [InlineData("ab", false)]
    [InlineData("-ada", false)]
    [InlineData("ada--l", false)]
    [InlineData("аdа", false)] // Cyrillic
    [InlineData("ada lovelace", false)]
    [InlineData("a@b", false)]
    public void A_user_name_is_Latin(string typed, bool good) =>
        Assert.Equal(good, PersonNames.ReadUserName(typed).Error is null);

    [Fact]
    public void Countries_have_names_in_every_language_of_the_interface()
    {
        Assert.Contains(Countries.In(UiLanguages.English), choice => choice is { Value: "AF", Text: "Afghanistan" });
        Assert.Contains(Countries.In(UiLanguages.Dari), choice => choice is { Value: "AF", Text: "افغانستان" });
        Assert.Contains(Countries.In(UiLanguages.Arabic), choice => choice is { Value: "AF", Text: "أفغانستان" });
        Assert.All(UiLanguages.All, language => Assert.Equal(200, Countries.In(language).Length));
    }

    [Theory]
    [InlineData("2008", "3", "2", 2008, 3, 2)]
    [InlineData("۱۳۸۶", "۱۲", "۱۲", 2008, 3, 2)] // solar Hijri
    [InlineData("٢٠٠٨", "٠٣", "٠٢", 2008, 3, 2)]
    public void A_date_of_birth_is_read_in_three_scripts_and_two_calendars(
        string year, string month, string day, int y, int m, int d) =>
        Assert.Equal(new DateOnly(y, m, d), AgeGate.Read(year, month, day, new DateOnly(2026, 3, 2)).Value);

    [Theory]
    [InlineData("2008", "2", "30")]
    [InlineData("2027", "1", "1")]
    [InlineData("1800", "1", "1")]
    [InlineData("1386", "12", "30")]
    [InlineData("", "1", "1")]
    [InlineData("x", "1", "1")]
    public void A_date_that_is_none_is_refused(string year, string month, string day) =>
        Assert.Equal("people.field_bad_birth", AgeGate.Read(year, month, day, new DateOnly(2026, 3, 2)).Error?.Code);

    [Theory]
    [InlineData("2008-03-02", 18)]
    [InlineData("2008-03-03", 17)] // 17 years and 364 days
    [InlineData("2008-02-29", 18)]
    public void Age_is_counted_in_full_years(string born, int age) => Assert.Equal(
        age,
        AgeOfMajority.YearsOn(AgeCalendar.Gregorian,
            new DateOnly(2026, 3, 2), DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture)));
}
