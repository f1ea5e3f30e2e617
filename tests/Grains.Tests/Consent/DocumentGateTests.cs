using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Consent;

/// <summary>What documents beside the privacy policy ask of a person, by when the school asks about them.</summary>
public class DocumentGateTests
{
    private static readonly Id<Document> Terms = Id<Document>.Parse("terms");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, int, string, GateDemand> Demands => new()
    {
        // asked at, day she came (version 1 is of day 0, version 2 of day 10, version 3 of day 20), what she has done, demand on day 30
        { "", 0, "", GateDemand.Nothing },
        { "", 0, "served1", GateDemand.Nothing },
        { "SignUp", 0, "", GateDemand.Ask },
        { "SignUp", 25, "", GateDemand.Ask },
        { "SignUp", 0, "accepted1", GateDemand.Nothing }, // changes are not asked about
        { "SignUp Change", 0, "accepted1", GateDemand.ServeNotice },
        { "SignUp Change", 0, "accepted3", GateDemand.Nothing },
        { "Change", 0, "", GateDemand.ServeNotice }, // she was there when version 1 held
        { "Change", 15, "", GateDemand.ServeNotice },
        { "Change", 25, "", GateDemand.Nothing }, // nothing changed since she came
        { "Change", -5, "", GateDemand.Nothing }, // a document that came after her is no change
        { "Change", 0, "accepted3", GateDemand.Nothing },
        { "withdrawn", 0, "", GateDemand.Nothing },
    };

    [Theory]
    [MemberData(nameof(Demands))]
    public void A_document_is_asked_about_when_the_school_says_so(string asked, int came, string done, GateDemand demand)
    {
        var rules = Rules(asked);
        var ledger = done.Length == 0 ? new ConsentLedger() : Met(done[..^1], done[^1] - '0');

        var gate = GateRules.For(rules, Heads, current: 3, ledger, Terms, Monday.AddDays(came));

        Assert.Equal((demand, Terms), (gate.Demand, gate.Document));
    }

    [Fact]
    public void A_change_that_was_called_off_weighs_nothing()
    {
        var rules = Rules("SignUp Change");
        ImmutableArray<PolicyVersionHead> heads =
        [
            Head(3, ChangeClass.Editorial),
            Head(2, ChangeClass.Significant) with { CalledOff = new("ada", Monday) },
            Head(1),
        ];

        Assert.Equal(GateDemand.Nothing, GateRules.For(rules, heads, current: 3, Met("accepted", 1), Terms).Demand);
    }

    [Fact]
    public void The_gate_says_whether_she_refused_this_document()
    {
        var ledger = new ConsentLedger();
        ledger = ledger.With(ledger.Refuse(Shown(3), "/", "ada", Monday));

        Assert.True(GateRules.For(Rules("SignUp Change"), Heads, 3, ledger, Terms).Refused);
        Assert.False(GateRules.For(Rules("SignUp Change"), Heads, 3, ledger, DocumentSet.Privacy).Refused);
    }

    private static ImmutableArray<PolicyVersionHead> Heads =>
        [Head(3, ChangeClass.Significant), Head(2, ChangeClass.Ordinary), Head(1)];

    private static SchoolRules Rules(string asked) => new()
    {
        Acceptance = new(AcceptanceMode.Checkbox, "I agree"),
        Change = new(ChangeTreatment.Notice, ChangeTreatment.Notice, false, false, false, false),
        Documents = new()
        {
            Arranged = new DocumentSet().With(DocumentSet.Usual[1] with
            {
                Asked = asked is "" or "withdrawn" ? asked.Length == 0 ? [] : [DocumentTrigger.SignUp, DocumentTrigger.Change]
                    : [.. asked.Split(' ').Select(Enum.Parse<DocumentTrigger>)],
                Withdrawn = asked is "withdrawn" ? new("ada", Monday) : null,
            }),
        },
    };

    private static ConsentLedger Met(string how, int version)
    {
        var ledger = new ConsentLedger();
        ledger = ledger.With(ledger.ServeNotice(Shown(version), "/", "ada", Monday));

        return how is "served"
            ? ledger
            : ledger.With(ledger.Accept(new AcceptDocument(Shown(version), AcceptanceMode.Checkbox, "", "", [], "/", Explicit: true), "ada", Monday).Value!);
    }

    private static ShownText Shown(int version) => new(Terms, version, "en", "shown", "en", "shown");

    private static PolicyVersionHead Head(int number, ChangeClass change = ChangeClass.Significant) => new(
        number,
        Monday.AddDays((number - 1) * 10),
        Monday.AddDays((number - 1) * 10),
        null,
        change,
        NewPurpose: false,
        ImmutableDictionary<string, string>.Empty,
        ImmutableDictionary<string, string>.Empty,
        "en",
        "hash",
        "owner");
}
