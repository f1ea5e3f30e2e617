using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>A document's published versions and its draft, and the rules for making the next one.</summary>
[GenerateSerializer, Immutable, Alias("policies.policy.state")]
internal sealed record PolicyVersions
{
    /// <summary>Oldest first; only publishing adds, nothing changes or removes (C1 rule 5).</summary>
    [Id(0)] public ImmutableArray<PublishedVersion> Versions { get; init; } = [];

    [Id(1)] public PolicyDraft? Draft { get; init; }

    /// <summary>Revision of the last draft there was; drafts after it count on.</summary>
    [Id(2)] public int LastRevision { get; init; }

    /// <summary>The version in force: the newest whose time has come (M47: exactly one).</summary>
    public PublishedVersion? Current(DateTimeOffset now) => Versions.LastOrDefault(version => version.Head.EffectiveAt <= now);

    public PublishedVersion? Number(int number) =>
        number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    public Outcome<PolicyVersions> Save(
        PolicyText text, int expectedRevision, PolicyDraft basis, string actor, DateTimeOffset at)
    {
        if (!LanguageTag.TryCanonical(text.Language, out var language, out _) || language != text.Language)
            return PolicyErrors.BadLanguage(text.Language);

        if (basis.Revision != expectedRevision)
            return PolicyErrors.DraftChanged(expectedRevision, basis.Revision);

        var revision = Math.Max(LastRevision, basis.Revision) + 1;
        var draft = basis with
        {
            Revision = revision,
            Texts = basis.Texts.SetItem(text.Language, text),
            SavedBy = actor,
            SavedAt = at,
        };

        return this with { Draft = draft, LastRevision = revision };
    }

    public Outcome<PublishedVersion> Publish(PublishPolicy command, SchoolRules rules, DateTimeOffset now)
    {
        if (Draft?.Revision != command.ExpectedRevision)
            return PolicyErrors.DraftChanged(command.ExpectedRevision, Draft?.Revision ?? 0);

        var content = PolicyVersionTexts.HashOf(Draft.Texts);

        if (Draft.Texts.IsEmpty || (Versions.Length > 0 && Versions[^1].Content == content))
            return PolicyErrors.NothingToPublish();

        if (RefuseLanguages(Draft, rules.PolicyLanguage) is { } language)
            return language;

        var first = Versions.Length == 0;

        if (rules.Change.EffectiveDateRequired && command.EffectiveAt is null)
            return PolicyErrors.EffectiveDateNeeded();

        // A day, not a moment: today is fine from its start in any zone.
        if (!first && command.EffectiveAt < now.AddDays(-1))
            return PolicyErrors.EffectiveBeforePublished();

        if (!first && rules.Change.SummaryRequired && command.Class == ChangeClass.Significant && command.Summaries.Values.All(string.IsNullOrWhiteSpace))
            return PolicyErrors.SummaryNeeded(Draft.Texts.Keys.Order(StringComparer.Ordinal).First());

        var effective = command.EffectiveAt is { } at && at > now ? at : now;
        var authoritative = Authoritative(Draft, rules.PolicyLanguage);

        return new PublishedVersion(
            content,
            new PolicyVersionHead(
                Versions.Length + 1,
                now,
                Versions.Length > 0 && effective < Versions[^1].Head.EffectiveAt ? Versions[^1].Head.EffectiveAt : effective,
                command.StatedDate,
                command.Class,
                command.NewPurpose,
                command.Summaries,
                Draft.Texts.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Hash, StringComparer.Ordinal),
                authoritative,
                Draft.Texts.GetValueOrDefault(authoritative)?.Hash,
                command.Actor));
    }

    public PolicyVersions With(PublishedVersion version) =>
        this with { Versions = Versions.Add(version), Draft = null };

    // The school's rule names the language that binds; a single text binds by being the only one (Q01).
    private static string Authoritative(PolicyDraft draft, LanguageRule rule) =>
        rule.Authoritative.Length > 0 ? rule.Authoritative : draft.Texts.Count == 1 ? draft.Texts.Keys.First() : "";

    private static Error? RefuseLanguages(PolicyDraft draft, LanguageRule rule)
    {
        var authoritative = Authoritative(draft, rule);

        if (authoritative.Length == 0 && rule.Precedence is not (Precedence.NotStated or Precedence.OtherDocumentPrevails))
            return PolicyErrors.AuthoritativeNotChosen();

        return rule.OnMissing == MissingAction.BlockPublish && !draft.Texts.ContainsKey(authoritative)
            ? PolicyErrors.AuthoritativeMissing(authoritative)
            : null;
    }
}

/// <param name="Content">Hash that names the texts' grain.</param>
[GenerateSerializer, Immutable, Alias("policies.published_version")]
internal sealed record PublishedVersion(string Content, PolicyVersionHead Head);
