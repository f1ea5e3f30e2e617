using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Which documents a school can have, whom they are for, and which prevails.</summary>
public class DocumentRulesTests
{
    private static readonly Confirmation Ada = new("ada", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Refund policy", "refund-policy")]
    [InlineData("  Règles d’été — 2026! ", "regles-d-ete-2026")]
    [InlineData("قواعد صنف", "document")]
    [InlineData("A", "document")]
    [InlineData("Terms", "terms-2")] // taken
    [InlineData("New", "new-2")] // an address of the administration
    [InlineData("<script>alert(1)</script>", "script-alert-1-script")]
    [InlineData("../../privacy", "privacy-2")]
    [InlineData("", "document")]
    public void An_id_is_folded_out_of_a_name_and_is_free(string name, string id) =>
        Assert.Equal(id, DocumentRules.Fold(name, new DocumentSet().Listed().Select(document => document.Id)).Value);

    [Fact]
    public void However_long_a_name_is_its_id_is_short()
    {
        var id = DocumentRules.Fold(new string('a', 2 << 20), []);

        Assert.InRange(id.Value.Length, DocumentRules.ShortestId, DocumentRules.LongestId);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("new")]
    [InlineData("Refunds")]
    [InlineData("re funds")]
    [InlineData("-refunds")]
    [InlineData("refunds/../privacy")]
    [InlineData("ab\u202Ecd")]
    [InlineData("01234567890123456789012345678901234567890")]
    [InlineData(null)]
    public void An_id_that_cannot_be_one_is_refused(string? id) =>
        Assert.Equal("document.bad_id", DocumentRules.ReadId(id).Error!.Code);

    public static TheoryData<string?, string> BadNames => new()
    {
        { "", "document.bad_name" },
        { " Refunds", "document.bad_name" },
        { "Refunds\nand more", "document.bad_name" },
        { "\u202Esdnufer", "document.bad_name" }, // an override that turns what follows
        { "Refunds \u2066", "document.bad_name" },
        { "\ud800 half a pair", "document.bad_name" },
        { new string('n', 81), "document.bad_name" },
        { new string('n', 2 << 20), "document.bad_name" },
        { null, "document.bad_name" },
    };

    [Theory]
    [MemberData(nameof(BadNames))]
    [Trait("Threat", "SEC-E20")]
    public void A_name_is_short_stands_on_one_line_and_turns_nothing_around_it(string? name, string code) =>
        Assert.Equal(code, Check(Document("refunds") with { Names = Names("en", name!) })!.Code);

    [Theory]
    [InlineData("پالیسی برگشت پول")]
    [InlineData("کوکی\u200Cها")] // Dari is not written without it
    [InlineData("<b>Refunds</b> & more")] // text like any other: it is encoded where it is shown
    public void A_name_of_any_script_is_taken(string name) =>
        Assert.Null(Check(Document("refunds") with { Names = Names("fa-AF", name) }));

    [Theory]
    [InlineData("dari")]
    [InlineData("EN")]
    [InlineData("")]
    public void A_name_is_in_a_language_by_its_canonical_tag(string language) =>
        Assert.Equal("policy.bad_language", Check(Document("refunds") with { Names = Names(language, "Refunds") })!.Code);

    [Fact]
    public void A_document_of_ones_own_has_a_name_a_usual_one_need_not() => Assert.Equal(
        ("document.bad_name", null),
        (Check(Document("refunds") with { Names = ImmutableDictionary<string, string>.Empty })!.Code,
            DocumentRules.Check(new(), new DocumentSet().Listed(), [])?.Code));

    [Fact]
    public void Two_documents_do_not_have_one_id() =>
        Assert.Equal("document.taken", DocumentRules.Check(new(), new DocumentSet().Listed().Add(DocumentSet.Usual[1]), [])!.Code);

    [Theory]
    [InlineData("refunds", "refunds", "document.circle")]
    [InlineData("refunds", "terms", null)]
    [InlineData("refunds", "nowhere", "document.unknown")]
    [Trait("Rule", "M48")]
    public void A_document_depends_on_others_that_are_there_and_not_on_itself(string document, string needed, string? code) =>
        Assert.Equal(code, Check(Document(document) with { DependsOn = [Id(needed)] })?.Code);

    [Fact]
    [Trait("Rule", "M48")]
    public void A_circle_of_any_length_is_found_and_a_ladder_is_none()
    {
        var ladder = Enumerable.Range(0, 20).Select(number => Document($"step-{number}") with
        {
            DependsOn = number == 0 ? [] : [Id($"step-{number - 1}"), Id("step-0")],
        }).ToList();
        var circle = ladder.Select(step => step.Id.Value == "step-0" ? step with { DependsOn = [Id("step-19")] } : step);

        Assert.Null(DocumentRules.Check(new(), [.. DocumentSet.Usual, .. ladder], [])?.Code);
        Assert.Equal("document.circle", DocumentRules.Check(new(), [.. DocumentSet.Usual, .. circle], [])?.Code);
    }

    [Fact]
    public void A_document_that_was_published_is_not_removed_one_that_was_not_is()
    {
        var set = new DocumentSet { Arranged = [.. DocumentSet.Usual, Document("refunds")] };

        Assert.Equal("document.published", DocumentRules.Check(set, set.Without(Id("refunds")), [Id("refunds")])!.Code);
        Assert.Null(DocumentRules.Check(set, set.Without(Id("refunds")), []));
        Assert.Equal("document.published", DocumentRules.Check(set, set.Without(Id("terms")), [])!.Code);
    }

    [Fact]
    public void The_privacy_policy_stays_everybodys()
    {
        var privacy = DocumentSet.Usual[0];
        SchoolDocument[] lesser =
        [
            privacy with { Withdrawn = Ada }, privacy with { Asked = [] }, privacy with { Audience = [Audience.Student] },
        ];

        Assert.All(lesser, document => Assert.Equal("document.privacy_is_fixed", Check(document)!.Code));
        Assert.Null(Check(privacy with { Names = Names("en", "Privacy notice"), DependsOn = [Id("terms")] }));
    }

    [Fact]
    public void More_than_forty_documents_and_a_document_for_nobody_are_refused()
    {
        Assert.Equal(
            "document.too_many",
            DocumentRules.Check(new(), [.. Enumerable.Range(0, 41).Select(number => Document($"number-{number}"))], [])!.Code);
        Assert.Equal("document.no_audience", Check(Document("refunds") with { Audience = [] })!.Code);
        Assert.Equal("document.no_audience", Check(Document("refunds") with { Audience = [(Audience)77] })!.Code);
        Assert.Equal("document.bad_name", Check(Document("refunds") with { Audience = default })!.Code);
    }

    [Theory]
    [InlineData("Student", "privacy refunds")]
    [InlineData("Student Minor", "privacy refunds visitors")]
    [InlineData("Instructor", "privacy refunds teaching")]
    [InlineData("Student Instructor", "privacy refunds teaching")]
    [InlineData("Admin", "privacy")]
    [InlineData("Owner", "privacy")]
    [InlineData("", "privacy")]
    [Trait("Rule", "Q04")]
    public void People_are_asked_about_the_documents_that_are_for_them(string roles, string asked)
    {
        var set = new DocumentSet
        {
            Arranged =
            [
                .. DocumentSet.Usual, // terms, cookies and children are only read
                Document("refunds") with { Audience = [Audience.Student, Audience.Instructor], Asked = [DocumentTrigger.SignUp] },
                Document("teaching") with { Audience = [Audience.Instructor], Asked = [DocumentTrigger.SignUp] },
                Document("visitors") with { Audience = [Audience.Visitor, Audience.Lead, Audience.Minor], Asked = [DocumentTrigger.SignUp] },
                Document("old") with { Audience = [Audience.Student, Audience.Instructor], Asked = [DocumentTrigger.SignUp], Withdrawn = Ada },
            ],
        };

        var isMinor = roles.EndsWith("Minor", StringComparison.Ordinal);
        var found = set.AskedOf(
            [.. roles.Replace("Minor", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)], isMinor);

        Assert.Equal(asked, string.Join(' ', found.Select(document => document.Id)));
        Assert.False(set.Concerns(Id("old"), [Role.Student, Role.Instructor]));
    }

    public static TheoryData<bool, string?, string, string, string?> Precedences => new()
    {
        // order confirmed, setting, one, other, which prevails; the order is privacy, terms, cookies, children
        { false, null, "terms", "privacy", null },
        { true, null, "terms", "privacy", "privacy" },
        { true, null, "children", "terms", "terms" },
        { false, "terms", "privacy", "terms", "terms" }, // 11classes
        { true, "terms", "privacy", "terms", "terms" }, // the setting counts before the order
        { true, "terms", "privacy", "cookies", "privacy" },
        { false, "terms", "privacy", "cookies", null },
        { true, null, "privacy", "privacy", null },
        { true, null, "privacy", "nowhere", null },
    };

    [Theory]
    [MemberData(nameof(Precedences))]
    [Trait("Rule", "N02")]
    [Trait("Rule", "T54")]
    public void Of_two_documents_that_differ_the_one_that_the_school_puts_above_answers(
        bool confirmed, string? setting, string one, string other, string? prevailing)
    {
        var rules = Rules(confirmed, setting);

        Assert.Equal(prevailing, DocumentPrecedence.Prevailing(rules, Id(one), Id(other))?.Value);
        Assert.Equal(prevailing, DocumentPrecedence.Prevailing(rules, Id(other), Id(one))?.Value);
    }

    [Fact]
    [Trait("Rule", "N02")]
    public void What_stands_above_a_document_is_named_from_the_highest_down()
    {
        Assert.Equal("terms privacy", Above(Rules(confirmed: true, "terms"), "cookies"));
        Assert.Equal("", Above(Rules(confirmed: true, "terms"), "terms"));
        Assert.Equal("terms", Above(RulesPresets.TermsAbovePolicy, "privacy"));
        Assert.Equal("", Above(new SchoolRules(), "children"));
        Assert.Equal(
            "terms privacy cookies children",
            string.Join(' ', DocumentPrecedence.Ordered(RulesPresets.TermsAbovePolicy).Select(document => document.Id)));
    }

    [Theory]
    [InlineData("terms", -1, "terms privacy cookies children")]
    [InlineData("children", 1, "privacy terms cookies children")]
    [InlineData("privacy", -1, "privacy terms cookies children")]
    [InlineData("nowhere", 1, "privacy terms cookies children")]
    [InlineData("privacy", 1, "terms privacy cookies children")]
    public void A_document_moves_one_place_and_not_over_an_end(string document, int by, string order) =>
        Assert.Equal(order, string.Join(' ', new DocumentSet().Moved(Id(document), by).Select(moved => moved.Id)));

    private static string Above(SchoolRules rules, string document) => string.Join(' ', DocumentPrecedence.Above(rules, Id(document)));

    private static SchoolRules Rules(bool confirmed, string? setting) => new()
    {
        Documents = new() { Precedence = confirmed ? Ada : null },
        PolicyLanguage = setting is null
            ? new SchoolRules().PolicyLanguage
            : new("", Precedence.OtherDocumentPrevails, MissingAction.PublishWithWarning, StaleAction.Banner, null, setting),
    };

    private static Error? Check(SchoolDocument document) => DocumentRules.Check(new(), new DocumentSet().With(document), []);

    private static SchoolDocument Document(string id) => DocumentSet.Usual[1] with { Id = Id(id), Names = Names("en", id) };

    private static ImmutableDictionary<string, string> Names(string language, string name) =>
        ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(language, name)]);

    private static Id<Document> Id(string id) => Id<Document>.Parse(id);
}
