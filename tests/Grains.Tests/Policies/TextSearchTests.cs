using System.Collections.Immutable;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Exchange;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Words found however their letters were typed, and replaced where they stand.</summary>
public class TextSearchTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Your Data, our data.", "DATA", "Your X, our X.")]
    [InlineData("كتاب و کتاب", "کتاب", "X و X")] // both keyboards
    [InlineData("علي على علی", "علی", "X X X")]
    [InlineData("مُدَرِّسَةٌ هنا", "مدرسه", "X هنا")] // vowel signs go with their letter
    [InlineData("کتـــاب", "کتاب", "X")] // tatweel
    [InlineData("می‌خواهم", "میخواهم", "X")] // joiner
    [InlineData("سال ۱۴۰۵ و ١٤٠٥ و 1405", "1405", "سال X و X و X")]
    [InlineData("café Cafe", "cafe", "X X")]
    [InlineData("a  b\na b", "a b", "a  b\nX")]
    [InlineData("aaaa", "aa", "XX")]
    [InlineData("😀 data 😀", "data", "😀 X 😀")]
    [InlineData("nothing", "data", "nothing")]
    [InlineData("text", "  ", "text")]
    [InlineData("text", "\u064B", "text")]
    public void Words_are_found_and_replaced_letter_by_letter(string body, string words, string replaced)
    {
        var text = Text("en", body);
        var places = TextSearch.In([text], words);

        var changed = TextSearch.Replace([text], places, "X");

        Assert.Equal(replaced, (changed.IsEmpty ? text : changed[0]).Section("keep")!.Markdown);
    }

    [Fact]
    public void Only_the_chosen_places_change_in_headings_titles_and_bodies()
    {
        var (english, arabic) = (Text("en", "data and data") with { Title = "data" }, Text("ar", "data"));
        var places = TextSearch.In([english, arabic], "data");

        var changed = Assert.Single(TextSearch.Replace([english, arabic], places.Where(place => place.Name is "en:opening:h:0" or "en:keep:b:9"), "facts"));

        Assert.Equal(["en:opening:h:0", "en:keep:b:0", "en:keep:b:9", "ar:keep:b:0"], places.Select(place => place.Name));
        Assert.Equal(("facts", "data and facts"), (changed.Title, changed.Section("keep")!.Markdown));
    }

    [Fact]
    public void A_replacement_is_taken_back_as_a_whole_while_nothing_was_saved_after_it()
    {
        var none = ImmutableDictionary<string, PolicyText>.Empty;
        var (english, arabic) = (Text("en", "data"), Text("ar", "data").MadeFrom(Text("en", "data")));
        var draft = new PolicyVersions().Save(english, 0, none, "ada", Monday).Value!.Save(arabic, 1, none, "ada", Monday).Value!;
        var texts = TextSearch.Replace([english, arabic], TextSearch.In([english, arabic], "data"), "facts");

        var replaced = draft.Replace(texts, 2, none, "ada", Monday).Value!;
        var undone = replaced.UndoReplacement(4, "eve", Monday).Value!;
        var edited = replaced.Save(Text("en", "else"), 4, none, "eve", Monday).Value!;

        Assert.Equal(("facts", "facts", 4), (replaced.Draft!.Texts["en"].Section("keep")!.Markdown, replaced.Draft.Texts["ar"].Section("keep")!.Markdown, replaced.LastRevision));
        Assert.Equal(english, undone.Draft!.Texts["en"]);
        Assert.Equal(arabic, undone.Draft.Texts["ar"]);
        Assert.Null(undone.Replacement);
        Assert.Equal("policy.nothing_to_undo", edited.UndoReplacement(5, "ada", Monday).Error!.Code);
        Assert.Equal("policy.nothing_to_undo", replaced.UndoReplacement(3, "ada", Monday).Error!.Code);
        Assert.Equal("policy.draft_changed", draft.Replace(texts, 1, none, "ada", Monday).Error!.Code);
    }

    [Fact]
    public void A_replaced_source_makes_its_translation_stale()
    {
        var english = Text("en", "data");
        var arabic = Text("ar", "معلومات").MadeFrom(english);

        var changed = TextSearch.Replace([english, arabic], TextSearch.In([english], "data"), "facts");

        Assert.Equal(SectionState.Stale, LanguageRules.States(arabic, changed.Single())["keep"]);
    }

    private static PolicyText Text(string language, string body) => new(language, [new PolicySection("keep", 1, "1.", "Heading", body)], "Policy");
}
