using System.Collections.Immutable;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class SectionKeysTests
{
    private static readonly PolicySection Scope = new("", 1, "1.", "Scope", "All of us, wherever we are.");
    private static readonly PolicySection Rights = new("", 1, "2.", "Your Rights", "");
    private static readonly PolicySection Ask =
        new("", 2, "2.1.", "", "You may ask what we hold about you at any time.");
    private static readonly PolicySection Forget =
        new("", 2, "2.2.", "", "You may tell us to delete your account and all in it.");

    [Theory]
    [InlineData("Your Rights!", "your-rights")]
    [InlineData("What we’ve e-mailed", "what-weve-emailed")]
    [InlineData("حقوق شما", "حقوق-شما")]
    [InlineData("نمی\u200Cفروشیم", "نمیفروشیم")]
    [InlineData("***", "")]
    [InlineData("Information We Collect That You Choose To Provide To Us", "information-we-collect-that-you-choose-to")]
    public void A_heading_becomes_a_key(string heading, string key) => Assert.Equal(key, SectionKeys.Slug(heading));

    [Fact]
    public void A_section_without_heading_is_named_after_its_place() =>
        Assert.Equal("scope your-rights your-rights.1 your-rights.2", Keys(Assigned([Scope, Rights, Ask, Forget])));

    [Fact]
    public void A_taken_name_gets_a_number() =>
        Assert.Equal("scope scope-2 opening-2 scope-3",
            Keys(Assigned([Scope, Scope, Scope with { Heading = "Opening" }, Scope])));

    [Fact]
    [Trait("Rule", "T04")]
    public void An_inserted_section_renumbers_the_others_and_takes_no_key()
    {
        var old = Text([Scope, Rights, Ask, Forget]);
        var fresh = new PolicySection("", 1, "1.", "Who We Are", "A school in a town.");

        var keys = SectionKeys.Assign(
            [fresh, Scope with { Number = "2." }, Rights with { Number = "3." }, Ask with { Number = "3.1." }, Forget with { Number = "3.2." }],
            "en", old);

        Assert.Equal("who-we-are scope your-rights your-rights.1 your-rights.2", Keys(keys));
    }

    [Fact]
    public void A_removed_clause_takes_its_key_with_it()
    {
        var keys = SectionKeys.Assign([Scope, Rights, Forget with { Number = "2.1." }], "en",
            Text([Scope, Rights, Ask, Forget]));

        Assert.Equal("scope your-rights your-rights.2", Keys(keys));
    }

    [Fact]
    public void A_changed_heading_keeps_its_key_while_the_body_is_alike()
    {
        var renamed = Scope with { Heading = "Whom this is for", Markdown = "All of us, wherever we live." };

        Assert.Equal("scope", Keys(SectionKeys.Assign([renamed], "en", Text([Scope, Rights]))));
    }

    [Fact]
    public void A_changed_body_keeps_its_key_under_the_same_heading()
    {
        var rewritten = Scope with { Number = "7.", Markdown = "Entirely other words." };

        Assert.Equal("scope", Keys(SectionKeys.Assign([rewritten], "en", Text([Rights, Scope]))));
    }

    [Fact]
    public void The_same_number_alone_is_no_reason_to_keep_a_key()
    {
        var other = new PolicySection("", 1, "1.", "Cookies", "Small files.");

        Assert.Equal("cookies", Keys(SectionKeys.Assign([other], "en", Text([Scope]))));
    }

    [Fact]
    public void Of_two_equal_headings_the_number_decides()
    {
        var old = Text([Scope, Rights, Scope with { Number = "6.2.", Markdown = "Other." }]);

        var keys = SectionKeys.Assign(
            [Scope with { Number = "6.2.", Markdown = "New words." }, Scope with { Markdown = "Newer words." }], "en", old);

        Assert.Equal("scope-2 scope", Keys(keys));
    }

    [Fact]
    public void A_translation_of_the_same_shape_takes_the_keys_by_place()
    {
        var dari = Assigned(
            [new("", 1, "۱.", "دامنه", "همه."), new("", 1, "۲.", "حقوق", ""), new("", 2, null, "", "بپرسید."), new("", 2, null, "", "حذف.")],
            "fa-AF", Text([Scope, Rights, Ask, Forget]));

        Assert.Equal("scope your-rights your-rights.1 your-rights.2", Keys(dari));
    }

    [Fact]
    public void A_translation_of_another_shape_takes_the_keys_by_number()
    {
        var arabic = Assigned(
            [new("", 1, "ثانياً:", "حقوقك", "لك."), new("", 1, "ثالثاً:", "أخرى", "نص.")], "ar", Text([Scope, Rights, Ask, Forget]));

        Assert.Equal("your-rights أخرى", Keys(arabic));
    }

    private static PolicyText Text(ImmutableArray<PolicySection> sections) => new("en", Assigned(sections), "Policy");

    private static ImmutableArray<PolicySection> Assigned(
        ImmutableArray<PolicySection> sections, string language = "en", PolicyText? earlier = null) =>
        SectionKeys.Assign(sections, language, earlier);

    private static string Keys(ImmutableArray<PolicySection> sections) =>
        string.Join(' ', sections.Select(section => section.Key));
}
