using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using PromiseRules = Darsgah.Grains.Privacy.Promises.PromiseRules;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>What keeps each clause of a live text: its settings, what people say, and what the linter finds against it.</summary>
public class PromiseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly PolicyText Text = new(
        "en",
        [
            Section("collect", "1.", "Personal information we gather", "Your name."),
            Section("agree", "4.", "Agreeing", "You agree."),
            Section("agree.1", "4.1.", "", "By a tick."),
            Section("age", "7.", "Children", "Adults only."),
            Section("empty", "8.", "A heading alone", ""),
            Section("last", "9.", "Modifications", "We tell you."),
        ],
        "Policy",
        "Welcome.");

    [Theory]
    [InlineData("4.1", "agree.1")]
    [InlineData("4.2", "agree")]
    [InlineData("2.1 and 7", "age")]
    [InlineData("4.1, 7.3", "agree.1 age")]
    [InlineData("§ 4.1: by a tick, see 7", "agree.1")]
    [InlineData("7, \"under the law of 9 lands\"", "age")]
    [InlineData("opening words", "opening")]
    [InlineData("closing words: there is no clause of acceptance", "last")]
    [InlineData("modifications", "last")]
    [InlineData("personal information", "collect")]
    [InlineData("decided by default: the policy does not say", "")]
    [InlineData("3", "")]
    [InlineData("of course", "")]
    [InlineData("", "")]
    public void A_clause_stands_for_the_sections_it_names(string clause, string sections) =>
        Assert.Equal(sections, string.Join(' ', ClauseReference.Sections(clause, Text)));

    [Theory]
    [InlineData("أولاً", "first")]
    [InlineData("1", "first")]
    [InlineData("۲", "")]
    [InlineData("2", "second")]
    public void A_number_is_found_in_whatever_script_the_text_prints_it(string clause, string section)
    {
        var text = new PolicyText("ar", [Section("first", "أولاً:", "جمع البيانات", "نجمع."), Section("second", "٢-", "الحقوق", "لك.")], "سياسة");

        Assert.Equal(section, string.Join(' ', clause is "أولاً" ? ClauseReference.Sections("1", text) : ClauseReference.Sections(clause, text)));
    }

    [Fact]
    public void A_setting_that_names_its_clause_keeps_it_and_the_rest_stand_beside()
    {
        var register = Of(Rules(("acceptance.initial.mode", "4.1"), ("age.minimum", "7")));

        Assert.Equal(["opening", "collect", "agree", "agree.1", "age", "last"], register.Promises.Select(promise => promise.Section));
        Assert.Equal(PromiseKind.Enforced, Kind(register, "agree.1"));
        Assert.Equal("acceptance.initial.mode", Assert.Single(Promise(register, "agree.1").Keepers).Setting);
        Assert.Equal(PromiseKind.Uncovered, Kind(register, "collect"));
        Assert.Equal(4, register.Count(PromiseKind.Uncovered));
        Assert.DoesNotContain(register.Beside, keeper => keeper.Setting is "acceptance.initial.mode" or "age.minimum");
        Assert.Equal(SettingCatalogue.All.Length - 2, register.Beside.Length);
    }

    [Fact]
    [Trait("Rule", "Q14")]
    public void Each_kind_follows_from_what_keeps_the_clause()
    {
        var kept = Bound("collect", PromiseBasis.Procedure, "", "The office asks for nothing else.");
        kept = Bound("agree", PromiseBasis.Statement, "", "It says what agreeing is.", kept);
        kept = Bound("age", PromiseBasis.Setting, "age.minimum", "", kept);
        var register = Of(Rules(("policy.prevailingDocument", "9")), kept, Found("agree.1", "lint.contradiction_refusal"), Found("age", "lint.time_vague"));

        Assert.Equal(PromiseKind.Procedural, Kind(register, "collect"));
        Assert.Equal(PromiseKind.StatementOnly, Kind(register, "agree"));
        Assert.Equal(PromiseKind.Contradictory, Kind(register, "agree.1"));
        Assert.Equal(PromiseKind.Enforced, Kind(register, "age"));
        Assert.Equal(PromiseKind.StatementOnly, Kind(register, "last"));
        Assert.Equal(PromiseKind.Uncovered, Kind(register, "opening"));
    }

    [Theory]
    [InlineData(PurposeState.Enabled)]
    [InlineData(PurposeState.Disabled)]
    [Trait("Rule", "M19")]
    public void A_purpose_keeps_its_clause_whether_it_is_pursued_or_not(PurposeState state)
    {
        var purpose = new Purpose(Id<Purpose>.Parse("offers"), 1, state, BuiltIn: false, new PurposeTerms { Clause = "4.1(b), second half" }, []);
        var register = Of(new(), [purpose], null, []);

        Assert.Equal(PromiseKind.Enforced, Kind(register, "agree.1"));
        Assert.Equal(new(purpose.Key, state), Assert.Single(Promise(register, "agree.1").Purposes));
        Assert.Equal(PromiseKind.Uncovered, Kind(register, "age"));
    }

    [Fact]
    public void A_contradiction_that_was_decided_is_none()
    {
        var finding = Found("age", "lint.contradiction_refusal");
        var decided = finding with { Decision = new(finding.Finding.Fingerprint, "", "en", "age", "", "The first holds.", "a", Now) };

        Assert.Equal(PromiseKind.Enforced, Kind(Of(Rules(("age.minimum", "7")), new(), decided), "age"));
    }

    [Fact]
    public void What_was_said_lapses_when_the_clause_is_worded_otherwise_and_is_kept()
    {
        var kept = Bound("age", PromiseBasis.Procedure, "", "Asked at the door.");
        var later = Text with { Sections = [.. Text.Sections.Select(section => section.Key == "age" ? section with { Markdown = "Everybody." } : section)] };
        var register = PromiseRules.Of(2, later, SettingResolver.All([], new()), [], kept, []);

        Assert.Equal(PromiseKind.Uncovered, Kind(register, "age"));
        Assert.Equal("Asked at the door.", Assert.Single(register.Lapsed).Note);
    }

    [Theory]
    [InlineData("nowhere", "", PromiseBasis.Procedure, "", "A note.", "promise.no_such_clause")]
    [InlineData("age", "0000", PromiseBasis.Procedure, "", "A note.", "promise.clause_changed")]
    [InlineData("age", "", PromiseBasis.Setting, "age.none", "", "promise.no_such_setting")]
    [InlineData("age", "", PromiseBasis.Procedure, "", "  ", "promise.note_needed")]
    [InlineData("age", "", PromiseBasis.Statement, "", "", "promise.note_needed")]
    public void What_cannot_be_kept_is_refused(string section, string hash, PromiseBasis basis, string setting, string note, string code)
    {
        var command = new BindPromise(section, hash.Length > 0 ? hash : Text.Section("age")!.Hash, basis, setting, note, "a");

        Assert.Equal(code, new PromiseBindings().Bind(command, Text, Now).Error!.Code);
    }

    [Fact]
    public void Saying_it_again_changes_the_note_and_the_same_twice_is_one()
    {
        var once = Bound("age", PromiseBasis.Procedure, "", "One.");
        var same = once.Bind(new("age", Text.Section("age")!.Hash, PromiseBasis.Procedure, "", "One.", "a"), Text, Now.AddDays(1)).Value!;
        var other = Bound("age", PromiseBasis.Procedure, "", "Two.", once);

        Assert.Same(once, same);
        Assert.Equal("Two.", Assert.Single(other.Bindings).Note);
        Assert.Empty(other.Unbind(other.Bindings[0]).Value!.Bindings);
        Assert.Equal("promise.not_bound", new PromiseBindings().Unbind(other.Bindings[0]).Error!.Code);
    }

    private static PolicySection Section(string key, string number, string heading, string markdown) => new(key, 1, number, heading, markdown);

    private static SchoolRules Rules(params (string Path, string Clause)[] clauses) =>
        new() { Clauses = clauses.ToImmutableDictionary(clause => clause.Path, clause => clause.Clause, StringComparer.Ordinal) };

    private static PromiseRegister Of(SchoolRules rules, PromiseBindings? kept = null, params ImmutableArray<JudgedFinding> findings) =>
        Of(rules, [], kept, findings);

    private static PromiseRegister Of(SchoolRules rules, ImmutableArray<Purpose> purposes, PromiseBindings? kept, ImmutableArray<JudgedFinding> findings) =>
        PromiseRules.Of(1, Text, SettingResolver.All([], rules), purposes, (kept ?? new()).Placing(rules.Clauses, Text), findings);

    private static PromiseBindings Bound(string section, PromiseBasis basis, string setting, string note, PromiseBindings? before = null) =>
        (before ?? new()).Bind(new(section, Text.Section(section)!.Hash, basis, setting, note, "a"), Text, Now).Value!;

    private static JudgedFinding Found(string section, string rule) => new(
        new(rule, [], LintSeverity.Warning, Id<Document>.Parse("privacy"), "en", section, "", ImmutableDictionary<string, string>.Empty, rule + section), null);

    private static Promise Promise(PromiseRegister register, string section) => register.Promises.Single(promise => promise.Section == section);

    private static PromiseKind Kind(PromiseRegister register, string section) => Promise(register, section).Kind;
}
