using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

/// <summary>
/// The golden values were computed from the description in <see cref="PolicyHash"/> by a program in another language.
/// </summary>
public class PolicyHashTests
{
    private static readonly PolicySection Rights =
        new("your-rights", 1, "1.", "Your rights", "You may ask.\n\n- Once\n- Twice");
    private static readonly PolicyText English = new("en", [Rights], "Privacy");

    [Theory]
    [InlineData("", "", "0f94759eebde34334c3f189f9ded95945310e10f04e86ffff95f97a8c16714d1")]
    [InlineData("Your rights", "You may ask.\n\n- Once\n- Twice", "eaa53a7f5aab7094f147ea25a403cb08e468b3e14e7426935a75eae2f694b268")]
    [InlineData("حقوق شما", "می\u200Cتوانید بپرسید.", "a9ec93f6c0d61cbf2a4015aaee7820e9336b23077548c32c4664ad72a0d034fc")]
    [InlineData("Café", "x", "d295af091cb618d59cc4276a57b7cef37ab74e8253218348a3f56a9e37afad34")]
    public void A_sections_hash_is_the_golden_one(string heading, string markdown, string golden) =>
        Assert.Equal(golden, new PolicySection("any", 1, null, heading, markdown).Hash);

    [Fact]
    public void A_texts_hash_is_the_golden_one()
    {
        var dari = new PolicyText(
            "fa-AF",
            [new("a", 1, "۱.", "حقوق شما", "می\u200Cتوانید بپرسید."), new("a.1", 2, null, "", "بند")],
            "حریم", "پیش\u200Cگفتار");

        Assert.Equal("2acb37e453c90e33b314a03f2bf69211d34373f79aae8f79394ab484083a824f", English.Hash);
        Assert.Equal("1019dfa6bf27bd043de7c2ad77e90a2e72d9f78d5e552390089e0df81084e147", dari.Hash);
    }

    [Theory]
    [InlineData("You may ask.\r\n\r\n- Once\r\n- Twice")]
    [InlineData("You may ask.\r\r- Once\r- Twice")]
    [InlineData("\n You may ask.\n\n- Once\n- Twice  \n\n")]
    public void Line_ends_and_white_space_around_do_not_count(string markdown) =>
        Assert.Equal(Rights.Hash, (Rights with { Markdown = markdown }).Hash);

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same() =>
        Assert.Equal(PolicyHash.OfSection("Café", "x"), PolicyHash.OfSection("Cafe\u0301", "x"));

    [Fact]
    public void A_joiner_and_its_absence_are_not_the_same() =>
        Assert.NotEqual(PolicyHash.OfSection("می\u200Cخواهم", ""), PolicyHash.OfSection("میخواهم", ""));

    [Fact]
    public void Words_cannot_move_between_heading_and_body_unnoticed() =>
        Assert.NotEqual(PolicyHash.OfSection("ab", "c"), PolicyHash.OfSection("a", "bc"));

    [Fact]
    public void A_number_counts_for_the_text_and_not_for_the_section()
    {
        var renumbered = Rights with { Number = "2.", Key = "other", BasedOn = "x" };

        Assert.Equal(Rights.Hash, renumbered.Hash);
        Assert.NotEqual(English.Hash, (English with { Sections = [renumbered] }).Hash);
    }

    [Fact]
    public void Keys_and_origins_do_not_count()
    {
        var other = English with { Sections = [Rights with { Key = "other", BasedOn = "x" }], OpeningBasedOn = "y" };

        Assert.Equal(English.Hash, other.Hash);
    }

    [Fact]
    public void Half_a_character_has_a_hash_too() => Assert.Equal(64, PolicyHash.OfSection("\uD83D", "\uDE00").Length);

    [Fact]
    public void Equal_texts_are_equal_though_their_lists_are_not_the_same_list()
    {
        var copy = English with { Sections = [.. English.Sections.Select(section => section with { })] };

        Assert.Equal(English, copy);
        Assert.Equal(English.GetHashCode(), copy.GetHashCode());
        Assert.NotEqual(English, copy with { Title = "Other" });
    }
}
