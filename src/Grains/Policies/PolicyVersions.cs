using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>A document's published versions and its draft, and the rules for making the next one.</summary>
[GenerateSerializer, Immutable, Alias("policies.policy.state")]
internal sealed record PolicyVersions
{
    /// <summary>
    /// Oldest first; only publishing adds, and nothing removes. What a version says never changes (C1 rule 5); all that is
    /// ever added to it is that it was called off before its day.
    /// </summary>
    [Id(0)] public ImmutableArray<PublishedVersion> Versions { get; init; } = [];

    [Id(1)] public PolicyDraft? Draft { get; init; }

    /// <summary>
    /// The revision that the draft has, or, while nothing is saved, the one that the first edit is made from. It only
    /// rises: a save, a publishing and a discarding each count, so no revision ever means two states.
    /// </summary>
    [Id(2)] public int LastRevision { get; init; }

    /// <summary>What translations were made from, and which were found still correct.</summary>
    [Id(3)] public TranslationHistory Translations { get; init; } = TranslationHistory.None;

    /// <summary>What waits for a second person; it lapses when the draft's revision rises.</summary>
    [Id(4)] public PublishRequest? Request { get; init; }

    /// <summary>What words were replaced last, while the draft has the revision that made.</summary>
    [Id(5)] public DraftReplacement? Replacement { get; init; }

    /// <summary>The version in force: the newest whose time has come and that was not called off (M47, N06: exactly one).</summary>
    /// <remarks>
    /// Days rise with the numbers, so from its first version on a document has no day without a text. It is a function of
    /// the clock alone: where the clock is set back over a day, the version before is in force again until that day.
    /// </remarks>
    public PublishedVersion? Current(DateTimeOffset now) =>
        Versions.LastOrDefault(version => version.Head is { CalledOff: null } head && head.EffectiveAt <= now);

    /// <summary>The newest version that holds, in force or not; the newest at all where every one was called off; null for none.</summary>
    public PublishedVersion? Latest =>
        Versions.LastOrDefault(version => version.Head.CalledOff is null) ?? Versions.LastOrDefault();

    /// <summary>A version by its number, called off or not; null for none.</summary>
    public PublishedVersion? Number(int number) =>
        number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <summary>The draft; while nothing is saved, what the first edit starts from.</summary>
    /// <param name="latest">The texts of <see cref="Latest"/>.</param>
    public PolicyDraft DraftOn(ImmutableDictionary<string, PolicyText> latest) =>
        Draft ?? new PolicyDraft(LastRevision, Latest?.Head.Number ?? 0, latest, SavedBy: "", SavedAt: null);

    /// <param name="latest">The texts of <see cref="Latest"/>, which a new draft starts from.</param>
    /// <param name="stillCorrect">By section: why its translation fits the changed section as it is.</param>
    public Outcome<PolicyVersions> Save(
        PolicyText text,
        int expectedRevision,
        ImmutableDictionary<string, PolicyText> latest,
        string actor,
        DateTimeOffset at,
        ImmutableDictionary<string, string>? stillCorrect = null)
    {
        var basis = DraftOn(latest);

        if (!LanguageTag.TryCanonical(text.Language, out var language, out _) || language != text.Language)
            return PolicyErrors.BadLanguage(text.Language);

        if (basis.Revision != expectedRevision)
            return PolicyErrors.DraftChanged(expectedRevision, basis.Revision);

        var reasons = stillCorrect ?? ImmutableDictionary<string, string>.Empty;

        if (reasons.FirstOrDefault(pair => pair.Value.Trim().Length is 0 or > StillCorrect.LongestReason) is { Key: { } unexplained })
            return PolicyErrors.StillCorrectReasonNeeded(unexplained);

        var draft = basis with
        {
            Revision = basis.Revision + 1,
            Texts = basis.Texts.SetItem(text.Language, text),
            SavedBy = actor,
            SavedAt = at,
        };
        var confirmed = text.Parts
            .Where(part => reasons.ContainsKey(part.Key) && part.BasedOn is not null)
            .Select(part => new StillCorrect(
                text.Language,
                part.Key,
                basis.Texts.GetValueOrDefault(text.Language)?.Section(part.Key)?.BasedOn ?? "",
                part.BasedOn!,
                reasons[part.Key].Trim(),
                actor,
                at));
        var history = Translations.After(basis.Texts, draft.Texts, at);

        return this with
        {
            Draft = draft,
            LastRevision = draft.Revision,
            Replacement = null,
            Translations = history with { Confirmed = history.Confirmed.AddRange(confirmed) },
        };
    }

    /// <summary>All these texts in the draft, or none; what they take the place of is kept until the next save.</summary>
    public Outcome<PolicyVersions> Replace(
        ImmutableArray<PolicyText> texts, int expectedRevision, ImmutableDictionary<string, PolicyText> latest, string actor, DateTimeOffset at)
    {
        var basis = DraftOn(latest);
        Outcome<PolicyVersions> next = this;

        for (var index = 0; index < texts.Length && next.Succeeded(out var state, out _); index++)
            next = state.Save(texts[index], expectedRevision + index, latest, actor, at);

        return next.Then(state => state.Draft is { } draft && !texts.IsEmpty
            ? state with { Replacement = new DraftReplacement(draft.Revision, DraftReplacement.Between(basis.Texts, draft.Texts), actor, at) }
            : state);
    }

    /// <summary>The draft as it was before the last replacement.</summary>
    public Outcome<PolicyVersions> UndoReplacement(int expectedRevision, string actor, DateTimeOffset at) =>
        Replacement is { } replacement && Draft is { } draft && replacement.Revision == draft.Revision && expectedRevision == draft.Revision
            ? Replace(replacement.Restored(draft.Texts), expectedRevision, draft.Texts, actor, at).Then(state => state with { Replacement = null })
            : PolicyErrors.NothingToUndo();

    /// <summary>The draft without a language, which the version made of it does not have either; never the one that binds, nor the last.</summary>
    public Outcome<PolicyVersions> Leave(
        string language, int expectedRevision, ImmutableDictionary<string, PolicyText> latest, LanguageRule rule, string actor, DateTimeOffset at)
    {
        var basis = DraftOn(latest);

        if (basis.Revision != expectedRevision)
            return PolicyErrors.DraftChanged(expectedRevision, basis.Revision);

        if (language == rule.Authoritative || basis.Texts.Count < 2 || !basis.Texts.ContainsKey(language))
            return PolicyErrors.BindingLeftOut(language);

        var draft = basis with { Revision = basis.Revision + 1, Texts = basis.Texts.Remove(language), SavedBy = actor, SavedAt = at };

        return this with { Draft = draft, LastRevision = draft.Revision, Replacement = null, Translations = Translations.After(basis.Texts, draft.Texts, at) };
    }

    /// <summary>A draft that starts from a version, with what each of its translations was made from.</summary>
    /// <param name="texts">The version's, as they were written.</param>
    /// <param name="expectedRevision">The draft's revision that was looked at; null for whatever it is.</param>
    /// <param name="latest">The texts of <see cref="Latest"/>, which it starts from otherwise.</param>
    public Outcome<PolicyVersions> StartFrom(
        int number,
        ImmutableDictionary<string, PolicyText> texts,
        int? expectedRevision,
        ImmutableDictionary<string, PolicyText> latest,
        string actor,
        DateTimeOffset at)
    {
        if (expectedRevision is { } seen && seen != LastRevision)
            return PolicyErrors.DraftChanged(seen, LastRevision);

        // Nobody's work is written over: a draft is thrown away knowingly, or not at all.
        if (Draft is not null)
            return PolicyErrors.DraftSaved();

        var draft = new PolicyDraft(LastRevision + 1, number, texts, actor, at);

        return this with { Draft = draft, LastRevision = draft.Revision, Translations = Translations.After(latest, texts, at) };
    }

    /// <param name="expectedRevision">The draft's revision that was looked at; null for whatever it is.</param>
    public Outcome<PolicyVersions> Discard(int? expectedRevision)
    {
        if (expectedRevision is { } seen && seen != LastRevision)
            return PolicyErrors.DraftChanged(seen, LastRevision);

        return Draft is null ? this : this with { Draft = null, LastRevision = LastRevision + 1, Request = null, Replacement = null };
    }

    /// <param name="fill">Gives the texts their values, for a version of that number in force from that moment; null for texts as they are.</param>
    public Outcome<PublishedVersion> Publish(
        PublishPolicy command,
        SchoolRules rules,
        DateTimeOffset now,
        Func<ImmutableDictionary<string, PolicyText>, DateTimeOffset, int, ImmutableDictionary<string, PolicyText>>? fill = null)
    {
        if (LastRevision != command.ExpectedRevision)
            return PolicyErrors.DraftChanged(command.ExpectedRevision, LastRevision);

        if (Draft is null)
            return PolicyErrors.NothingToPublish();

        if (command.Without.FirstOrDefault(left => left == rules.PolicyLanguage.Authoritative || !Draft.Texts.ContainsKey(left)) is { } bound)
            return PolicyErrors.BindingLeftOut(bound);

        var last = Versions.LastOrDefault(version => version.Head.CalledOff is null);
        var written = TextsOf(command);
        var effective = command.EffectiveAt is { } at && at > now ? at : now;
        var texts = fill is null ? written : fill(written, effective, Versions.Length + 1);

        if (texts.IsEmpty)
            return PolicyErrors.NothingToPublish();

        if (RefuseLanguages(texts, rules.PolicyLanguage) is { } language)
            return language;

        if (RefuseSummaries(command.Summaries) is { } summary)
            return summary;

        var authoritative = Authoritative(texts, rules.PolicyLanguage);
        var content = PolicyVersionTexts.HashOf(texts);

        if (last?.Content == content)
            return PolicyErrors.NothingToPublish();

        var first = last is null;

        if (rules.Change.EffectiveDateRequired && command.EffectiveAt is null)
            return PolicyErrors.EffectiveDateNeeded();

        // A day, not a moment: today is fine from its start in any zone.
        if (!first && command.EffectiveAt < now.AddDays(-1))
            return PolicyErrors.EffectiveBeforePublished();

        // Who reads the text in a language is told what changed in that language; the one that binds is asked for first.
        if (!first && rules.Change.SummaryRequired && command.Class == ChangeClass.Significant
            && texts.Keys.OrderByDescending(tag => tag == authoritative).ThenBy(tag => tag, StringComparer.Ordinal)
                .FirstOrDefault(tag => string.IsNullOrWhiteSpace(command.Summaries.GetValueOrDefault(tag))) is { } unsaid)
            return PolicyErrors.SummaryNeeded(unsaid);

        // A version that waits for its day: the next one comes after it, or it is called off first.
        if (last is { Head: var waiting } && waiting.EffectiveAt > now && waiting.EffectiveAt > waiting.PublishedAt && effective <= waiting.EffectiveAt)
            return PolicyErrors.EffectiveBeforeScheduled(waiting.Number, waiting.EffectiveAt);

        return new PublishedVersion(
            content,
            new PolicyVersionHead(
                Versions.Length + 1,
                now,
                // The last one was published at once, by a clock that has been set back since.
                last is not null && effective < last.Head.EffectiveAt ? last.Head.EffectiveAt : effective,
                command.StatedDate,
                command.Class,
                command.NewPurpose,
                command.Summaries.ToImmutableDictionary(summary => summary.Key, summary => PlainText.Block(summary.Value), StringComparer.Ordinal),
                texts.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Hash, StringComparer.Ordinal),
                authoritative,
                texts.GetValueOrDefault(authoritative)?.Hash,
                command.Actor)
            {
                Decision = command.Decision,
            })
        {
            Written = PolicyVersionTexts.HashOf(written) is var names && names != content ? names : "",
        };
    }

    /// <summary>The draft's texts that such a version has.</summary>
    public ImmutableDictionary<string, PolicyText> TextsOf(PublishPolicy command) =>
        (Draft?.Texts ?? ImmutableDictionary<string, PolicyText>.Empty).RemoveRange(command.Without);

    /// <summary>A request to publish, in place of an earlier one; refused where publishing is.</summary>
    /// <param name="fill">As for <see cref="Publish"/>.</param>
    public Outcome<PolicyVersions> Ask(
        PublishPolicy command,
        SchoolRules rules,
        string id,
        DateTimeOffset now,
        Func<ImmutableDictionary<string, PolicyText>, DateTimeOffset, int, ImmutableDictionary<string, PolicyText>>? fill = null) =>
        Publish(command, rules, now, fill).Then(version => this with { Request = new PublishRequest(id, command, version.Content, now) });

    /// <summary>What an approval publishes.</summary>
    public Outcome<PublishPolicy> Approve(ApprovePublish approval)
    {
        if (Request is not { } request)
            return PolicyErrors.NoPublishRequest();

        return request.Refuse(approval, LastRevision) is { } refusal ? refusal : request.Command;
    }

    /// <summary>With a version called off; as it is where that was done already.</summary>
    /// <param name="by">Who does so, and when.</param>
    public Outcome<PolicyVersions> CallOff(Id<Document> document, int number, Confirmation by)
    {
        if (Number(number) is not { } version)
            return PolicyErrors.NoSuchVersion(document, number);

        if (version.Head.CalledOff is not null)
            return this;

        return version.Head.EffectiveAt > by.At && version.Head.EffectiveAt > version.Head.PublishedAt
            ? this with { Versions = Versions.SetItem(number - 1, version with { Head = version.Head with { CalledOff = by } }) }
            : PolicyErrors.AlreadyInForce(number);
    }

    public PolicyVersions With(PublishedVersion version) =>
        this with
        {
            Versions = Versions.Add(version),
            Draft = LeftOver(version),
            LastRevision = LastRevision + 1,
            Translations = Translations.Of(Draft?.Texts ?? ImmutableDictionary<string, PolicyText>.Empty),
            Request = null,
            Replacement = null,
        };

    // A language that the version leaves out is worked on further.
    private PolicyDraft? LeftOver(PublishedVersion version) =>
        Draft is { } draft && draft.Texts.Keys.Any(language => !version.Head.Hashes.ContainsKey(language))
            ? draft with { Revision = LastRevision + 1, BasedOn = version.Head.Number }
            : null;

    // The school's rule names the language that binds; a single text binds by being the only one (Q01).
    private static string Authoritative(ImmutableDictionary<string, PolicyText> texts, LanguageRule rule) =>
        rule.Authoritative.Length > 0 ? rule.Authoritative : texts.Count == 1 ? texts.Keys.First() : "";

    private static Error? RefuseSummaries(ImmutableDictionary<string, string> summaries)
    {
        if (summaries.Keys.FirstOrDefault(language => !LanguageTag.TryCanonical(language, out var tag, out _) || tag != language) is { } unknown)
            return PolicyErrors.BadLanguage(unknown);

        // A program may say null.
        return summaries.FirstOrDefault(summary => summary.Value is not { Length: <= PublishPolicy.LongestSummary }) is { Key: { } language }
            ? PolicyErrors.SummaryTooLong(language)
            : null;
    }

    private static Error? RefuseLanguages(ImmutableDictionary<string, PolicyText> texts, LanguageRule rule)
    {
        var authoritative = Authoritative(texts, rule);

        if (authoritative.Length == 0 && rule.Precedence is not (Precedence.NotStated or Precedence.OtherDocumentPrevails))
            return PolicyErrors.AuthoritativeNotChosen();

        return rule.OnMissing == MissingAction.BlockPublish && !texts.ContainsKey(authoritative)
            ? PolicyErrors.AuthoritativeMissing(authoritative)
            : null;
    }
}

/// <param name="Content">Hash that names the texts' grain.</param>
[GenerateSerializer, Immutable, Alias("policies.published_version")]
internal sealed record PublishedVersion(string Content, PolicyVersionHead Head)
{
    /// <summary>
    /// Hash that names the grain of the texts as they were written, with names where values stand in what was published;
    /// empty where they are the same. The next draft starts from them.
    /// </summary>
    [Id(0)] public string Written { get; init; } = "";
}
