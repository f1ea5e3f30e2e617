using Darsgah.Grains.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Micro;

/// <summary>What a policy asks of a person, computed with every request of hers.</summary>
public class Gate
{
    private static readonly Id<Document> document = Id<Document>.Parse("privacy");
    private static readonly SchoolRules rules = RulesPresets.TermsAbovePolicy with
    {
        Change = RulesPresets.TermsAbovePolicy.Change with { Significant = ChangeTreatment.AskAgain },
    };

    private ImmutableArray<PolicyVersionHead> heads = [];
    private ConsentLedger agreed = new();
    private ConsentLedger behind = new();

    /// <summary>Versions that the document has had; she has met every one but the newest.</summary>
    [Params(2, 20)]
    public int Versions { get; set; }

    [GlobalSetup]
    public void Agree()
    {
        heads = [.. Enumerable.Range(1, Versions).Reverse().Select(PolicyTexts.Head)];

        for (var version = 1; version <= Versions; version++)
        {
            behind = agreed;
            var shown = new ShownText(document, version, "en", new string('a', 64), "en", new string('a', 64));
            agreed = agreed.With(agreed.ServeNotice(shown, "/", "person", DateTimeOffset.UnixEpoch));
            var accepted = agreed.Accept(
                new AcceptDocument(shown, AcceptanceMode.Button, "agree", "I agree", [], "/", Explicit: true), "person", DateTimeOffset.UnixEpoch);
            agreed = agreed.With(accepted.Succeeded(out var entry, out _) ? entry : throw new InvalidOperationException("No consent."));
        }
    }

    [Benchmark]
    public bool Open() =>
        GateRules.For(rules, heads, Versions, agreed, document).Demand == GateDemand.Nothing
            ? true
            : throw new InvalidOperationException("She has agreed, and is asked.");

    [Benchmark]
    public bool Closed() =>
        GateRules.For(rules, heads, Versions, behind, document).Demand == GateDemand.Ask
            ? true
            : throw new InvalidOperationException("She has not agreed, and is not asked.");
}
