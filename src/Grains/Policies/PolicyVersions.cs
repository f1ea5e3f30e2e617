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

    /// <summary>
    /// The revision that the draft has, or, while nothing is saved, the one that the first edit is made from. It only
    /// rises: a save, a publishing and a discarding each count, so no revision ever means two states.
    /// </summary>
    [Id(2)] public int LastRevision { get; init; }

    /// <summary>The version in force: the newest whose time has come (M47: exactly one).</summary>
    public PublishedVersion? Current(DateTimeOffset now) => Versions.LastOrDefault(version => version.Head.EffectiveAt <= now);

    public PublishedVersion? Number(int number) =>
        number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <summary>The draft; while nothing is saved, what the first edit starts from.</summary>
    /// <param name="latest">The newest version's texts.</param>
    public PolicyDraft DraftOn(ImmutableDictionary<string, PolicyText> latest) =>
        Draft ?? new PolicyDraft(LastRevision, Versions.LastOrDefault()?.Head.Number ?? 0, latest, SavedBy: "", SavedAt: null);

    /// <param name="latest">The newest version's texts, which a new draft starts from.</param>
    public Outcome<PolicyVersions> Save(
        PolicyText text,
        int expectedRevision,
        ImmutableDictionary<string, PolicyText> latest,
        string actor,
        DateTimeOffset at)
    {
        var basis = DraftOn(latest);

        if (!LanguageTag.TryCanonical(text.Language, out var language, out _) || language != text.Language)
            return PolicyErrors.BadLanguage(text.Language);

        if (basis.Revision != expectedRevision)
            return PolicyErrors.DraftChanged(expectedRevision, basis.Revision);

        var draft = basis with
        {
            Revision = basis.Revision + 1,
            Texts = basis.Texts.SetItem(text.Language, text),
            SavedBy = actor,
            SavedAt = at,
        };

        return this with { Draft = draft, LastRevision = draft.Revision };
    }

    /// <param name="expectedRevision">The draft's revision that was looked at; null for whatever it is.</param>
    public Outcome<PolicyVersions> Discard(int? expectedRevision)
    {
        if (expectedRevision is { } seen && seen != LastRevision)
            return PolicyErrors.DraftChanged(seen, LastRevision);

        return Draft is null ? this : this with { Draft = null, LastRevision = LastRevision + 1 };
    }

    public Outcome<PublishedVersion> Publish(PublishPolicy command, SchoolRules rules, DateTimeOffset now)
    {
        if (LastRevision != command.ExpectedRevision)
            return PolicyErrors.DraftChanged(command.ExpectedRevision, LastRevision);

        if (Draft is null)
            return PolicyErrors.NothingToPublish();

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
        this with { Versions = Versions.Add(version), Draft = null, LastRevision = LastRevision + 1 };

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
