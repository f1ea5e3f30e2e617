using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Consent;

/// <summary>What five kinds of policy ask of a person at first, and after a change.</summary>
public class GateRulesTests
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, GateDemand, GateDemand> First => new()
    {
        // rules, before the notice, after it
        { "mbtelm", GateDemand.ServeNotice, GateDemand.RecordUse },
        { "belimon", GateDemand.ServeNotice, GateDemand.RecordUse },
        { "mathacademy", GateDemand.Ask, GateDemand.Ask },
        { "qalam", GateDemand.ServeNotice, GateDemand.Nothing },
        { "11classes", GateDemand.ServeNotice, GateDemand.RecordUse },
    };

    [Theory]
    [Trait("Rule", "M04"), Trait("Rule", "Q18"), Trait("Rule", "N01")]
    [MemberData(nameof(First))]
    public void A_new_person_meets_the_rule_of_first_acceptance(string rules, GateDemand before, GateDemand after)
    {
        Assert.Equal(before, Gate(rules, new ConsentLedger(), Head(1)));
        Assert.Equal(after, Gate(rules, Served(new ConsentLedger(), 1), Head(1)));
    }

    public static TheoryData<string, string, ChangeClass, bool, GateDemand, GateDemand> Changes => new()
    {
        // rules, country, change, new purpose, before the notice, after it
        { "mbtelm", "AF", ChangeClass.Significant, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "mbtelm", "AF", ChangeClass.Editorial, false, GateDemand.Nothing, GateDemand.Nothing },
        { "belimon", "GB", ChangeClass.Ordinary, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "belimon", "GB", ChangeClass.Significant, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "mathacademy", "AE", ChangeClass.Significant, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "mathacademy", "AE", ChangeClass.Significant, true, GateDemand.Ask, GateDemand.Ask },
        { "mathacademy", "AE", ChangeClass.Ordinary, true, GateDemand.Ask, GateDemand.Ask },
        { "qalam", "SA", ChangeClass.Significant, false, GateDemand.Nothing, GateDemand.Nothing },
        { "mbtelm", "DE", ChangeClass.Significant, false, GateDemand.Ask, GateDemand.Ask }, // M46
        { "mbtelm", "DE", ChangeClass.Ordinary, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "belimon", "GB", ChangeClass.Ordinary, true, GateDemand.Ask, GateDemand.Ask }, // by law, not by its policy
        { "qalam", "AE", ChangeClass.Significant, true, GateDemand.Ask, GateDemand.Ask },
        { "qalam", "SA", ChangeClass.Significant, true, GateDemand.Nothing, GateDemand.Nothing },
        { "11classes", "DE", ChangeClass.Significant, false, GateDemand.Ask, GateDemand.Ask },
        { "11classes", "DE", ChangeClass.Ordinary, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "11classes", "US", ChangeClass.Significant, false, GateDemand.ServeNotice, GateDemand.RecordUse },
        { "11classes", "AF", ChangeClass.Significant, false, GateDemand.Nothing, GateDemand.Nothing },
    };

    [Theory]
    [Trait("Rule", "B43"), Trait("Rule", "T15"), Trait("Rule", "T27")]
    [MemberData(nameof(Changes))]
    [Trait("Rule", "M46")]
    [Trait("Rule", "N04")]
    public void A_change_is_treated_as_the_rules_say(
        string rules, string country, ChangeClass change, bool newPurpose, GateDemand before, GateDemand after)
    {
        var knows = Accepted(Served(new ConsentLedger(), 1), 1, rules);
        ImmutableArray<PolicyVersionHead> heads = [Head(2, change, newPurpose), Head(1)];

        Assert.Equal(before, Gate(rules, knows, country, heads));
        Assert.Equal(after, Gate(rules, Served(knows, 2), country, heads));
    }

    [Fact]
    public void The_weightiest_of_several_missed_changes_decides()
    {
        var knows = Accepted(Served(new ConsentLedger(), 1), 1, "mathacademy");

        Assert.Equal(
            GateDemand.Ask,
            Gate("mathacademy", knows, "AE", [Head(3, ChangeClass.Editorial), Head(2, ChangeClass.Ordinary, newPurpose: true), Head(1)]));
    }

    [Fact]
    public void Whoever_accepted_the_version_in_force_is_asked_nothing()
    {
        var accepted = Accepted(Served(new ConsentLedger(), 1), 1, "mbtelm");

        Assert.Equal(GateDemand.Nothing, Gate("mbtelm", accepted, Head(1)));
    }

    [Fact]
    public void Nothing_is_asked_where_nothing_is_published() => Assert.Equal(
        GateDemand.Nothing,
        GateRules.For(Rules("mathacademy"), [], null, new ConsentLedger(), Privacy).Demand);

    [Fact]
    public void A_version_that_is_not_in_force_yet_asks_nothing()
    {
        var accepted = Accepted(Served(new ConsentLedger(), 1), 1, "mbtelm");

        var gate = GateRules.For(
            Rules("mbtelm"), [Head(2, ChangeClass.Significant), Head(1)], current: 1, accepted, Privacy);

        Assert.Equal(GateDemand.Nothing, gate.Demand);
    }

    [Fact]
    public void Whoever_withdrew_where_use_accepts_is_asked_before_going_on()
    {
        var ledger = Accepted(Served(new ConsentLedger(), 1), 1, "mbtelm");
        ledger = ledger.With(ledger.Withdraw(Privacy, "/", "ada", Monday).Value!);

        Assert.Equal(GateDemand.Ask, Gate("mbtelm", ledger, Head(1)));
    }

    private static GateDemand Gate(string rules, ConsentLedger ledger, PolicyVersionHead head) => Gate(rules, ledger, "", [head]);

    private static GateDemand Gate(string rules, ConsentLedger ledger, string country, ImmutableArray<PolicyVersionHead> heads) =>
        GateRules.For(InForce(Rules(rules), country), heads, heads[0].Number, ledger, Privacy).Demand;

    // As the ledger has it: what the school says, raised by the law of her country on the day.
    private static SchoolRules InForce(SchoolRules rules, string country) => SettingResolver.InForce(
        JurisdictionProfiles.Shipped.InForce(DateOnly.FromDateTime(Monday.UtcDateTime), country, school: ""), rules);

    private static SchoolRules Rules(string school) => school switch
    {
        "mbtelm" => RulesPresets.ConvenienceTranslations("fa-AF"),
        "belimon" => RulesPresets.DatedChanges,
        "mathacademy" => RulesPresets.ExplicitConsent,
        "qalam" => RulesPresets.NoticeOnly,
        _ => RulesPresets.TermsAbovePolicy,
    };

    private static ConsentLedger Served(ConsentLedger ledger, int version) =>
        ledger.With(ledger.ServeNotice(Shown(version), "/", "ada", Monday));

    // By the school's own way: where nothing is accepted, nothing is.
    private static ConsentLedger Accepted(ConsentLedger ledger, int version, string rules) =>
        Rules(rules).Acceptance.Mode == AcceptanceMode.None
            ? ledger
            : ledger.With(ledger.Accept(
                new AcceptDocument(Shown(version), Rules(rules).Acceptance.Mode, "", "", [], "/", Explicit: false), "ada", Monday).Value!);

    private static ShownText Shown(int version) => new(Privacy, version, "en", "shown", "en", "shown");

    private static PolicyVersionHead Head(int number, ChangeClass change = ChangeClass.Significant, bool newPurpose = false) => new(
        number,
        Monday,
        Monday,
        null,
        change,
        newPurpose,
        ImmutableDictionary<string, string>.Empty,
        ImmutableDictionary<string, string>.Empty,
        "en",
        "hash",
        "owner");
}
