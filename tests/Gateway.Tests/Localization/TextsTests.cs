using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Tests.Localization;

public class TextsTests
{
    [Fact]
    public void Placeholders_are_filled_by_name() =>
        Assert.Equal(
            "Version 3, in force from 22 November 2026",
            Texts.Of(UiLanguages.English).Format("policy.version_line", ("date", "22 November 2026"), ("number", 3)));

    [Fact]
    public void Numbers_are_drawn_in_the_languages_digits() =>
        Assert.Equal("نسخهٔ ۱۲", Texts.Of(UiLanguages.Dari).Format("policy.version", ("number", 12)));

    [Fact]
    public void A_foreign_name_is_isolated_and_a_native_one_is_not()
    {
        var dari = Texts.Of(UiLanguages.Dari);

        Assert.Equal("به \u2068North Star 2\u2069 خوش آمدید", dari.Format("portal.welcome", ("school", "North Star 2")));
        Assert.Equal("به مکتب شمال خوش آمدید", dari.Format("portal.welcome", ("school", "مکتب شمال")));
        Assert.Equal(
            "Welcome to \u2068مکتب شمال\u2069",
            Texts.Of(UiLanguages.English).Format("portal.welcome", ("school", "مکتب شمال")));
    }

    [Theory]
    [InlineData(0, "لا دروس")]
    [InlineData(1, "درس واحد")]
    [InlineData(2, "درسان")]
    [InlineData(7, "7 دروس")]
    [InlineData(11, "11 درسًا")]
    [InlineData(100, "100 درس")]
    [InlineData(103, "103 دروس")]
    public void Arabic_counts_with_its_six_forms(int count, string expected) =>
        Assert.Equal(expected, Texts.Of(UiLanguages.Arabic).Count("course.lessons", count));

    [Theory]
    [InlineData(1, "1 lesson", "۱ درس")]
    [InlineData(12, "12 lessons", "۱۲ درس")]
    public void English_counts_with_two_and_Dari_with_one(int count, string english, string dari)
    {
        Assert.Equal(english, Texts.Of(UiLanguages.English).Count("course.lessons", count));
        Assert.Equal(dari, Texts.Of(UiLanguages.Dari).Count("course.lessons", count));
    }

    [Fact]
    public void A_refusal_is_told_in_the_readers_language()
    {
        var refusal = Error.Invalid("sign_up.too_young", "Too young.", "birth_date", ("age", "16"));

        Assert.Contains("16", Texts.Of(UiLanguages.Arabic).Refusal(refusal), StringComparison.Ordinal);
        Assert.NotEqual(refusal.Message, Texts.Of(UiLanguages.Arabic).Refusal(refusal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_refusal_nobody_translated_keeps_its_english_message() =>
        Assert.Equal("As it was.", Texts.Of(UiLanguages.Dari).Refusal(Error.Conflict("no.such_code", "As it was.")));

    [Fact]
    public void A_key_nobody_wrote_is_an_error()
    {
        var missing = Assert.Throws<KeyNotFoundException>(() => Texts.Of(UiLanguages.Dari)["common.no_such_text"]);

        Assert.Contains("common.no_such_text", missing.Message, StringComparison.Ordinal);
    }
}
