using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Tests.Localization;

public class UiLanguageTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN-gb", "en")]
    [InlineData("fa-AF", "fa-AF")]
    [InlineData("prs", "fa-AF")]
    [InlineData("prs-AF", "fa-AF")]
    [InlineData("fa-IR", "fa-AF")]
    [InlineData("ar_AE", "ar")]
    public void A_tag_finds_the_language_that_serves_it(string tag, string expected) =>
        Assert.Equal(expected, UiLanguages.Find(tag)!.Tag);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("de")]
    [InlineData("../en")]
    public void Other_tags_find_none(string? tag) => Assert.Null(UiLanguages.Find(tag));

    [Theory]
    [InlineData("ar, en;q=0.8", "ar")]
    [InlineData("de, fa;q=0.5, ar;q=0.9", "ar")]
    [InlineData("en;q=0, ar;q=0.1", "ar")]
    [InlineData("fa-AF,en", "fa-AF")]
    [InlineData("de", "fa-AF")]
    [InlineData("ar;q=nonsense", "fa-AF")]
    [InlineData(null, "fa-AF")]
    public void The_readers_wish_is_met_or_the_school_decides(string? header, string expected) =>
        Assert.Equal(expected, UiLanguages.Negotiate(header, UiLanguages.All, UiLanguages.Dari).Tag);

    [Fact]
    public void A_language_the_school_does_not_offer_is_passed_over() =>
        Assert.Same(
            UiLanguages.English,
            UiLanguages.Negotiate("ar, en;q=0.3", [UiLanguages.English, UiLanguages.Dari], UiLanguages.Dari));

    [Fact]
    public void A_header_of_absurd_length_is_not_read() =>
        Assert.Same(
            UiLanguages.English,
            UiLanguages.Negotiate(new string('x', 600) + ",ar", UiLanguages.All, UiLanguages.English));

    [Fact]
    public void Persian_letters_sort_in_their_own_places()
    {
        string[] names = ["گل", "ک", "پدر", "بابا", "تاج"];

        Assert.Equal(["بابا", "پدر", "تاج", "ک", "گل"], names.Order(UiLanguages.Dari.Comparer), StringComparer.Ordinal);
    }
}
