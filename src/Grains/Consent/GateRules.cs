using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent;

/// <summary>What a school's rules ask of a person now. Computed from what is live, never kept as a flag.</summary>
internal static class GateRules
{
    /// <param name="rules">The school's rules, raised where her law or the school's asks for more (N04, M46).</param>
    /// <param name="heads">All versions, newest first.</param>
    /// <param name="current">The one in force; null where none is.</param>
    /// <param name="joined">When she came, UTC: what was in force then is no change to her.</param>
    public static ConsentGate For(
        SchoolRules rules,
        ImmutableArray<PolicyVersionHead> heads,
        int? current,
        ConsentLedger ledger,
        Id<Document> document,
        DateTimeOffset joined = default)
    {
        var asked = rules.Documents.Of(document);

        if (current is not { } version || asked.Withdrawn is not null || asked.Asked.IsEmpty)
            return new ConsentGate(GateDemand.Nothing, current ?? 0, ledger.Known(document), null, document);

        var head = heads.First(candidate => candidate.Number == version);
        var standing = ledger.Standing(document);
        var known = Math.Max(standing?.Shown.Version ?? 0, ledger.Served(document, version) is null ? Before(ledger, document, version) : version);

        if (standing?.Shown.Version >= version)
            return new ConsentGate(GateDemand.Nothing, version, known, null, document);

        var demand = standing is not null || HasMetOlder(ledger, document, version)
            ? asked.IsAskedAt(DocumentTrigger.Change)
                ? Changed(rules, heads, ledger, document, version, Before(ledger, document, version)) : GateDemand.Nothing
            : asked.IsAskedAt(DocumentTrigger.SignUp) ? First(rules, ledger, document, version)
            : InForceAt(heads, joined) is > 0 and var met && met < version ? Changed(rules, heads, ledger, document, version, met)
            : GateDemand.Nothing;

        return new ConsentGate(
            demand, version, known, demand == GateDemand.Nothing ? null : head, document, Refused(ledger, document, version));
    }

    // 0 where none was.
    private static int InForceAt(ImmutableArray<PolicyVersionHead> heads, DateTimeOffset at) =>
        heads.Where(head => head.CalledOff is null && head.EffectiveAt <= at).Select(head => head.Number).DefaultIfEmpty(0).Max();

    // She knows no older version: the rule of first acceptance decides.
    private static GateDemand First(SchoolRules rules, ConsentLedger ledger, Id<Document> document, int version)
    {
        // Who refused or withdrew is asked, even where use accepts.
        var mode = SettingResolver.InForce([], rules, new PersonWord(Refused(ledger, document, version))).Acceptance.Mode;

        if (mode is AcceptanceMode.Checkbox or AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton)
            return Answered(ledger, document, version, rules);

        if (ledger.Served(document, version) is null)
            return GateDemand.ServeNotice;

        return mode == AcceptanceMode.ContinuedUse ? GateDemand.RecordUse : GateDemand.Nothing;
    }

    // She knows an older version, or it was in force when she came: the weightiest change since then decides.
    private static GateDemand Changed(
        SchoolRules rules,
        ImmutableArray<PolicyVersionHead> heads,
        ConsentLedger ledger,
        Id<Document> document,
        int version,
        int since)
    {
        var missed = heads.Where(head => head.Number > since && head.Number <= version && head.CalledOff is null).ToList();
        var treatment = missed.Select(head => rules.Change.For(head.Class, head.NewPurpose)).DefaultIfEmpty(ChangeTreatment.Nothing).Max();

        if (treatment == ChangeTreatment.AskAgain || Refused(ledger, document, version))
            return Answered(ledger, document, version, rules);

        if (treatment == ChangeTreatment.Nothing)
            return GateDemand.Nothing;

        if (ledger.Served(document, version) is null)
            return GateDemand.ServeNotice;

        // Use accepts a changed document even where the first acceptance was an act (E60, T27).
        return rules.Acceptance.Mode == AcceptanceMode.None ? GateDemand.Nothing : GateDemand.RecordUse;
    }

    // A person who refused stays where her refusal left her until she answers otherwise.
    private static GateDemand Answered(ConsentLedger ledger, Id<Document> document, int version, SchoolRules rules) =>
        Refused(ledger, document, version) && rules.Refusal == RefusalAction.PartialFunctions
            ? GateDemand.Nothing
            : GateDemand.Ask;

    private static bool Refused(ConsentLedger ledger, Id<Document> document, int version) =>
        ledger.Last(document) is { Act: ConsentAct.Refused or ConsentAct.Withdrawn } last && last.Shown.Version >= version;

    private static bool HasMetOlder(ConsentLedger ledger, Id<Document> document, int version) => Before(ledger, document, version) > 0;

    private static int Before(ConsentLedger ledger, Id<Document> document, int version) => ledger.Entries
        .Where(entry => ConsentLedger.IsOf(entry, document) && entry.Shown.Version < version)
        .Select(entry => entry.Shown.Version)
        .DefaultIfEmpty(0)
        .Max();
}
