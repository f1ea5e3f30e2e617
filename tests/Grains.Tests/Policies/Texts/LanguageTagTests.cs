using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class LanguageTagTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN", "en")]
    [InlineData("prs", "fa-AF")]
    [InlineData("PRS", "fa-AF")]
    [InlineData("prs-AF", "fa-AF")]
    [InlineData("prs-Arab", "fa-Arab-AF")]
    [InlineData("fa-af", "fa-AF")]
    [InlineData("pes", "fa")]
    [InlineData("ara", "ar")]
    [InlineData("ar-arb", "ar")]
    [InlineData("zh-cmn-hans-cn", "zh-Hans-CN")]
    [InlineData("UZ-arab-af", "uz-Arab-AF")]
    [InlineData("de-ch-1901", "de-CH-1901")]
    [InlineData("es-419", "es-419")]
    [InlineData("ar-u-NU-arab", "ar-u-nu-arab")]
    [InlineData("en-x-Plain", "en-x-plain")]
    [InlineData("iw", "he")]
    public void A_tag_is_written_in_one_way(string tag, string canonical) =>
        Assert.Equal(canonical, LanguageTag.Canonical(tag));

    [Theory]
    [InlineData("fa_AF", "fa-AF")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("e", "not a language tag")]
    [InlineData("english language", "not a language tag")]
    [InlineData("en-", "not a language tag")]
    [InlineData("-en", "not a language tag")]
    [InlineData("en--US", "not a language tag")]
    [InlineData("en-u", "not a language tag")]
    [InlineData("x-private", "not a language tag")]
    [InlineData("دری", "not a language tag")]
    [InlineData("und", "names no language")]
    [InlineData("en-a-bbb-a-bbb-a-bbb-a-bbb-a-bbb-a-bbb", "at most 35")]
    public void Anything_else_is_refused_with_what_is_right(string tag, string says)
    {
        var refusal = Assert.Throws<FormatException>(() => LanguageTag.Canonical(tag));

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tag_at_all_is_refused_too() => Assert.False(LanguageTag.TryCanonical(null, out _, out _));

    [Theory]
    [InlineData("fa-AF", "fa-AF fa")]
    [InlineData("prs", "fa-AF fa")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW zh-Hant zh")]
    [InlineData("en-x-plain", "en-x-plain en")]
    [InlineData("ar", "ar")]
    public void Fallbacks_go_from_narrow_to_wide(string tag, string chain) =>
        Assert.Equal(chain, string.Join(' ', LanguageTag.Fallbacks(tag)));

    [Theory]
    [InlineData("fa", "rtl")]
    [InlineData("prs", "rtl")]
    [InlineData("ps", "rtl")]
    [InlineData("ar-EG", "rtl")]
    [InlineData("ur", "rtl")]
    [InlineData("he", "rtl")]
    [InlineData("ckb", "rtl")]
    [InlineData("uz-AF", "rtl")]
    [InlineData("uz", "ltr")]
    [InlineData("uz-Arab", "rtl")]
    [InlineData("ar-Latn", "ltr")]
    [InlineData("en", "ltr")]
    [InlineData("tg", "ltr")]
    public void Direction_follows_the_script(string tag, string direction) =>
        Assert.Equal(direction, LanguageTag.HtmlDirection(tag));
}
