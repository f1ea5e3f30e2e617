using System.Collections.Immutable;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Cookies;

/// <summary>Which cookies somebody gets and what she is asked, as a table.</summary>
public class CookieTermsTests
{
    private static readonly CookieVersion Declared = new(
        3,
        DateTimeOffset.UnixEpoch,
        "test",
        [
            Cookie("_ga", CookieCategory.Analytics, since: 1),
            Cookie("_fbp", CookieCategory.Social, since: 2),
            Cookie("speed", CookieCategory.Functional, since: 1),
        ]);

    // answer, consent → what of analytics, social and functional is set
    public static TheoryData<string, CookieConsent, string> Sets => new()
    {
        { "nothing", CookieConsent.None, "_ga _fbp speed" },
        { "nothing", CookieConsent.ByUse, "" },
        { "nothing", CookieConsent.OptIn, "" },
        { "by use", CookieConsent.ByUse, "_ga _fbp speed" },
        { "by use", CookieConsent.OptIn, "" },
        { "allowed analytics", CookieConsent.OptIn, "_ga" },
        { "allowed analytics", CookieConsent.None, "_ga" },
        { "allowed all", CookieConsent.OptIn, "_ga _fbp speed" },
        { "refused", CookieConsent.None, "" },
        { "refused", CookieConsent.OptIn, "" },
        { "signalled before", CookieConsent.None, "speed" },
        { "signalled before", CookieConsent.OptIn, "" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("Rule", "B29"), Trait("Rule", "B30"), Trait("Rule", "E59")]
    public void Only_what_the_answer_and_the_schools_rule_allow_is_set(string answer, CookieConsent consent, string set)
    {
        var terms = Terms(answer, new(CookieControl.Browser, consent, UnknownVisitor.SchoolCountry));

        Assert.Equal(set, string.Join(' ', Declared.Cookies.Where(terms.Allows).Select(cookie => cookie.Name)));
        Assert.True(terms.Allows(CookieCategory.Essential));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("Rule", "M32"), Trait("Rule", "B16"), Trait("Rule", "N26"), Trait("Rule", "T21")]
    public void A_browsers_signal_takes_analytics_and_social_media_out_of_every_answer(string answer, CookieConsent consent, string set)
    {
        var terms = Terms(answer, new(CookieControl.Browser, consent, UnknownVisitor.SchoolCountry)) with { Signal = true };

        Assert.Equal(
            string.Join(' ', set.Split(' ').Where(name => name == "speed")),
            string.Join(' ', Declared.Cookies.Where(terms.Allows).Select(cookie => cookie.Name)));
    }

    [Theory]
    [InlineData("Somebody", "speed")]
    [InlineData("Other", "_ga _fbp")]
    [InlineData("Nobody", "_ga _fbp speed")]
    [Trait("Rule", "M38")]
    public void Whoever_is_refused_by_name_sets_nothing_in_a_category_that_is_allowed(string company, string set)
    {
        var declared = Declared with { Cookies = [.. Declared.Cookies.Select(cookie => cookie with { SetBy = cookie.Name == "speed" ? "Other" : "Somebody" })] };
        var all = new CookieAnswer(CookieAnswerKind.Chosen, 3, [CookieCategory.Functional, CookieCategory.Analytics, CookieCategory.Social]) { Without = [company] };
        var terms = new CookieTerms(declared, new(CookieControl.Banner, CookieConsent.OptIn, UnknownVisitor.SchoolCountry), all, Signal: false, HasAccount: true);

        // What she refused is no question again either, when it comes anew.
        var later = terms with { Answer = all with { Version = 0 } };

        Assert.Equal(set, string.Join(' ', declared.Cookies.Where(terms.Allows).Select(cookie => cookie.Name)));
        Assert.Equal(["Other", "Somebody"], terms.Companies);
        Assert.Equal(CookieQuestion.None, terms.Question);
        Assert.Equal(CookieQuestion.Ask, later.Question);
        Assert.Equal(CookieQuestion.None, (later with { Answer = later.Answer! with { Without = ["Other", "Somebody"] } }).Question);
    }

    [Theory]
    // control, consent, answer, account, signal → question
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "nothing", false, false, CookieQuestion.Ask)]
    [InlineData(CookieControl.Banner, CookieConsent.None, "nothing", false, false, CookieQuestion.Ask)]
    [InlineData(CookieControl.Browser, CookieConsent.OptIn, "nothing", false, false, CookieQuestion.None)]
    [InlineData(CookieControl.Browser, CookieConsent.None, "nothing", true, false, CookieQuestion.None)]
    [InlineData(CookieControl.Browser, CookieConsent.ByUse, "nothing", true, false, CookieQuestion.Notify)]
    [InlineData(CookieControl.Browser, CookieConsent.ByUse, "nothing", false, false, CookieQuestion.None)]
    [InlineData(CookieControl.Browser, CookieConsent.ByUse, "by use", true, false, CookieQuestion.None)]
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "by use", true, false, CookieQuestion.Ask)]
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "allowed all", false, false, CookieQuestion.None)]
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "allowed analytics", false, false, CookieQuestion.None)]
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "refused", false, false, CookieQuestion.None)]
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "signalled before", true, false, CookieQuestion.Ask)]
    [InlineData(CookieControl.Banner, CookieConsent.OptIn, "nothing", false, true, CookieQuestion.Ask)]
    [Trait("Rule", "B32"), Trait("Rule", "E59"), Trait("Rule", "T59")]
    public void Who_is_asked(CookieControl control, CookieConsent consent, string answer, bool account, bool signal, CookieQuestion question) =>
        Assert.Equal(
            question,
            (Terms(answer, new(control, consent, UnknownVisitor.SchoolCountry)) with { HasAccount = account, Signal = signal }).Question);

    [Fact]
    [Trait("Rule", "M32")]
    public void A_signal_that_answers_all_there_is_to_ask_leaves_no_question()
    {
        var terms = Terms("nothing", Asking) with { Signal = true, Declared = Declared with { Cookies = [.. Declared.Cookies.Where(cookie => cookie.Name != "speed")] } };

        Assert.Equal(CookieQuestion.None, terms.Question);
    }

    [Fact]
    public void Where_nothing_can_be_refused_nothing_is_asked() =>
        Assert.Equal(CookieQuestion.None, (Terms("nothing", Asking) with { Declared = CookieVersion.None }).Question);

    [Theory]
    // A cookie of a category comes with version 4; who is asked again?
    [InlineData("allowed analytics", CookieCategory.Analytics, CookieQuestion.Ask)]
    [InlineData("allowed analytics", CookieCategory.Social, CookieQuestion.None)]
    [InlineData("allowed all", CookieCategory.Social, CookieQuestion.Ask)]
    [InlineData("refused", CookieCategory.Analytics, CookieQuestion.None)]
    public void What_is_added_to_an_allowed_category_is_not_allowed_and_asks_again(string answer, CookieCategory category, CookieQuestion question)
    {
        var added = Cookie("new", category, since: 4);
        var terms = Terms(answer, Asking) with { Declared = Declared with { Number = 4, Cookies = Declared.Cookies.Add(added) } };

        Assert.Equal(question, terms.Question);
        Assert.False(terms.Allows(added));
    }

    [Fact]
    public void A_category_that_was_not_there_is_asked_about_unless_everything_was_refused()
    {
        var before = Declared with { Cookies = [.. Declared.Cookies.Where(cookie => cookie.Category == CookieCategory.Analytics)] };
        var now = before with { Number = 4, Cookies = before.Cookies.Add(Cookie("_fbp", CookieCategory.Social, since: 4)) };

        Assert.Equal(CookieQuestion.Ask, (Terms("allowed analytics", Asking) with { Declared = now }).Question);
        Assert.Equal(CookieQuestion.None, (Terms("refused", Asking) with { Declared = now }).Question);
    }

    [Fact]
    [Trait("Rule", "B32")]
    public void A_school_can_say_that_a_visitor_of_nowhere_has_the_strictest_law()
    {
        var rule = new CookieRule(CookieControl.Browser, CookieConsent.None, UnknownVisitor.Strictest);

        Assert.Equal((CookieControl.Banner, CookieConsent.OptIn), (rule.For(isKnown: false).Control, rule.For(isKnown: false).Consent));
        Assert.Equal(rule, rule.For(isKnown: true));
        Assert.Equal(Asking, Asking.For(isKnown: false));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("by use", true)]
    [InlineData("allowed all", false)]
    [InlineData("refused", false)]
    [InlineData("signalled before", false)]
    [Trait("Rule", "M32")]
    public void The_signal_is_written_down_unless_she_chose_herself(string answer, bool written)
    {
        Assert.Equal(written, (Terms(answer, Asking) with { Signal = true, HasAccount = true }).RecordsSignal);
        Assert.False((Terms(answer, Asking) with { Signal = true }).RecordsSignal);
        Assert.False((Terms(answer, Asking) with { HasAccount = true }).RecordsSignal);
    }

    private static CookieRule Asking { get; } = new(CookieControl.Banner, CookieConsent.OptIn, UnknownVisitor.SchoolCountry);

    private static CookieTerms Terms(string answer, CookieRule rule) => new(
        Declared,
        rule,
        answer switch
        {
            "by use" => new(CookieAnswerKind.ByUse, 3, [CookieCategory.Functional, CookieCategory.Analytics, CookieCategory.Social]),
            "allowed analytics" => new(CookieAnswerKind.Chosen, 3, [CookieCategory.Analytics]),
            "allowed all" => new(CookieAnswerKind.Chosen, 3, [CookieCategory.Functional, CookieCategory.Analytics, CookieCategory.Social]),
            "refused" => new(CookieAnswerKind.Chosen, 3, []),
            "signalled before" => new(CookieAnswerKind.BySignal, 3, []),
            _ => null,
        },
        Signal: false,
        HasAccount: false);

    private static CookieDeclaration Cookie(string name, CookieCategory category, int since) =>
        new(name, category, "Somebody", 30, ImmutableDictionary<string, string>.Empty.Add("en", "For something."), since);
}
