using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>Purposes, limits and ledgers to try the rules on.</summary>
internal static class Examples
{
    public static readonly DateTimeOffset At = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static readonly Id<Purpose> Key = Id<Purpose>.Parse("marketing");

    public static PurposeLimits Limits { get; } = new(
        ["en", "ar"], [.. Enum.GetValues<LawfulBasis>()], ImmutableDictionary<LawfulBasis, string>.Empty, []);

    public static PurposeTerms Terms { get; } = new()
    {
        Titles = Texts("News", "أخبار"),
        Descriptions = Texts("Mail with news.", "رسائل بالأخبار."),
        DpvPurpose = "DirectMarketing",
        Basis = LawfulBasis.Consent,
        Categories = [DataCategory.Contact],
        Operations = [DataOperation.Use],
        Channels = [PurposeChannel.Email],
        Retention = PurposeRetention.Of(RetentionKind.AfterLastActivity, "P3Y"),
        Withdrawable = true,
    };

    public static Purpose Purpose { get; } = Of(Terms);

    public static Purpose Of(PurposeTerms terms) => new(Key, 1, PurposeState.Enabled, BuiltIn: false, PurposeRules.Normal(terms), []);

    public static ImmutableDictionary<string, string> Texts(string english, string arabic) => ImmutableDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create("en", english), KeyValuePair.Create("ar", arabic)]);

    /// <summary>A ledger in which she decided these, one after another, each about the version as it was then.</summary>
    public static ConsentLedger Ledger(params (Purpose Purpose, PurposeDecision Decision)[] decisions) => decisions.Aggregate(
        new ConsentLedger(),
        (ledger, decision) => ledger.With(Answer(ledger, decision.Purpose, decision.Decision).Value
            ?? throw new InvalidOperationException(Answer(ledger, decision.Purpose, decision.Decision).Error!.Message)));

    public static Outcome<ConsentEntry> Answer(
        ConsentLedger ledger, Purpose purpose, PurposeDecision decision, int? version = null, string? hash = null, bool isExplicit = true, SchoolRules? rules = null)
    {
        var words = PurposeText.Of(purpose, "en", ["en", "ar"]);
        var command = new AnswerPurpose(
            purpose.Key, version ?? purpose.Version, hash ?? words.Hash, "en", "", decision, "purpose-agree", "Yes, I agree to: News", "/here", isExplicit);

        return ledger.Answer(command, purpose, words, rules ?? new SchoolRules(), "p1", At);
    }
}
