using System.Collections.Immutable;
using Darsgah.Grains.Policies.Glossary;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Policies.Lint;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>A school's words for terms, and translations that say them otherwise.</summary>
public class GlossaryTests
{
    [Theory]
    [InlineData("We ask for your consent.", "رضایت شما را می‌پرسیم.", "")]
    [InlineData("We ask for your consent.", "رِضـــایَت شما را می‌پرسیم.", "")] // vowel signs and tatweel
    [InlineData("We ask for your CONSENTS.", "رضایت‌های شما.", "")]
    [InlineData("We ask for your consent.", "موافقت شما را می‌پرسیم.", "")] // the other word that is right
    [InlineData("We ask for your consent.", "اجازهٔ شما را می‌پرسیم.", "glossary_word")]
    [InlineData("Consenting adults.", "بزرگسالان.", "")] // another word
    [InlineData("We ask nothing.", "هیچ نمی‌پرسیم.", "")]
    [InlineData("We ask for your consent.", "", "")] // not translated at all: that is said elsewhere
    public void A_translation_says_a_term_in_the_schools_word(string english, string dari, string codes) =>
        Assert.Equal(codes, Linting.Codes(Found(english, dari, Term(("en", "consent"), ("fa-AF", "رضایت / موافقت")))));

    [Fact]
    public void The_finding_names_term_and_word_and_can_be_decided()
    {
        var finding = Assert.Single(Found("Your consent.", "اجازهٔ شما.", Term(("en", "consent"), ("fa-AF", "رضایت"))));

        Assert.Equal(("consent", "رضایت", "fa-AF", "general"), (finding.Values["term"], finding.Values["word"], finding.Language, finding.Section));
        Assert.Equal((LintSeverity.Warning, true), (finding.Severity, finding.Decidable));
    }

    [Fact]
    public void A_term_without_a_word_in_the_language_asks_nothing_of_it() =>
        Assert.Empty(Found("Your consent.", "اجازهٔ شما.", Term(("en", "consent"), ("ar", "موافقة"))));

    [Fact]
    public void A_term_is_added_changed_and_removed()
    {
        var added = new GlossaryState().Put(Term(("en", " consent "), ("ar", "موافقة"), ("fa-AF", " ")), 0, "a").Value!;
        var changed = added.Put(added.Terms[0] with { Note = "By an act." }, 1, "b").Value!;

        Assert.Equal(("a", 1), (added.Terms[0].Id, added.Revision));
        Assert.Equal(["ar", "en"], added.Terms[0].Words.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("consent", added.Terms[0].Words["en"]);
        Assert.Equal(("By an act.", 2), (Assert.Single(changed.Terms).Note, changed.Revision));
        Assert.Empty(changed.Remove("a", 2).Value!.Terms);
        Assert.Same(changed, changed.Remove("b", 0).Value);
    }

    [Fact]
    public void What_cannot_be_a_term_is_refused()
    {
        var one = new GlossaryState().Put(Term(("en", "consent"), ("ar", "موافقة")), 0, "a").Value!;

        Assert.Equal("glossary.words_needed", one.Put(Term(("en", "purpose")), 1, "b").Error!.Code);
        Assert.Equal("glossary.words_needed", one.Put(Term(("en", "purpose"), ("ar", " / ")), 1, "b").Error!.Code);
        Assert.Equal("glossary.too_long", one.Put(Term(("en", new string('x', 201)), ("ar", "غرض")), 1, "b").Error!.Code);
        Assert.Equal("glossary.known", one.Put(Term(("en", "agreement/Consent"), ("ar", "رضا")), 1, "b").Error!.Code);
        Assert.Equal("glossary.changed", one.Put(Term(("en", "purpose"), ("ar", "غرض")), 0, "b").Error!.Code);
        Assert.Equal("glossary.no_such_term", one.Put(Term(("en", "purpose"), ("ar", "غرض")) with { Id = "gone" }, 1, "b").Error!.Code);
        Assert.Equal("glossary.changed", one.Remove("a", 0).Error!.Code);
    }

    /// <summary>What a program sends is as clean as what a page sends (SEC-E20).</summary>
    [Fact]
    public void Words_without_a_language_are_refused_and_words_that_are_none_are_left_out()
    {
        var sent = new GlossaryTerm(
            "", ImmutableDictionary<string, string>.Empty.Add("en", "con\u202Esent\0").Add("ar", "موافقة").Add("fa-AF", null!), "By\u2066 an act.\u0007");

        var kept = Assert.Single(new GlossaryState().Put(sent, 0, "a").Value!.Terms);

        Assert.Equal(("consent", "By an act.", 2), (kept.Words["en"], kept.Note, kept.Words.Count));
        Assert.Equal("policy.bad_language", new GlossaryState().Put(sent with { Words = sent.Words.Add("fa-af", "رضایت") }, 0, "a").Error!.Code);
    }

    [Fact]
    public void A_glossary_has_an_end()
    {
        var glossary = new GlossaryState();

        for (var number = 0; number < GlossaryState.MostTerms; number++)
            glossary = glossary.Put(Term(("en", $"word{number}"), ("ar", $"كلمة{number}")), number, $"t{number}").Value!;

        Assert.Equal("glossary.full", glossary.Put(Term(("en", "more"), ("ar", "أكثر")), GlossaryState.MostTerms, "more").Error!.Code);
    }

    private static IEnumerable<LintFinding> Found(string english, string dari, GlossaryTerm term)
    {
        var source = Linting.Text("en", english);
        var made = Linting.Text("fa-AF", dari, heading: dari.Length > 0 ? "عمومی" : "").MadeFrom(source);

        return PolicyLint.Of(
            ImmutableDictionary<string, PolicyText>.Empty.Add("en", source).Add("fa-AF", made),
            Linting.Context(new SchoolRules { PolicyLanguage = RulesPresets.ConvenienceTranslations("en").PolicyLanguage }) with { Glossary = [term] })
            .Where(finding => finding.Rule == LintRules.GlossaryWord.Code);
    }

    private static GlossaryTerm Term(params (string Language, string Word)[] words) =>
        new("", words.ToImmutableDictionary(word => word.Language, word => word.Word, StringComparer.Ordinal), "");
}
