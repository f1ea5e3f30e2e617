using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What lies on the table: the draft, this language's text in it, the text it translates, and what is known of that.</summary>
internal sealed record EditorSheet(
    Id<Document> Document, string Language, PolicyDraft Draft, PolicyText? Authoritative, TranslationHistory History)
{
    /// <summary>The authoritative text of the version that the draft started from.</summary>
    private PolicyText? Published { get; init; }

    /// <summary>This language's text in the newest version, as it was written; null where a translation is edited, or there is none.</summary>
    public PolicyText? Newest { get; private init; }

    /// <summary>The number that the draft would have as a version.</summary>
    private int NextNumber { get; init; }

    public PolicyText? Saved => Draft.Texts.GetValueOrDefault(Language);

    public static async Task<EditorSheet> Of(Id<Document> document, string language, TenantRequest request)
    {
        var policy = request.Grains.Policy(document);
        var draft = await policy.Draft();
        var next = (await policy.Overview()).Versions.Length + 1;
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);

        if (binding is null || binding == language || !draft.Texts.TryGetValue(binding, out var authoritative))
        {
            return new(document, language, draft, Authoritative: null, TranslationHistory.None)
            {
                Newest = (await policy.Newest()).GetValueOrDefault(language),
                NextNumber = next,
            };
        }

        var history = await policy.Translations();
        var published = draft.BasedOn > 0 ? (await policy.Version(draft.BasedOn)).Value?.Texts.GetValueOrDefault(binding) : null;

        return new(document, language, draft, authoritative, history) { Published = published, NextNumber = next };
    }

    // What a translation was made from: a section that was kept, or one of the version that the draft started from.
    private FormerSection? Source(string hash) =>
        History.Former.GetValueOrDefault(hash)
        ?? (Published?.Parts.FirstOrDefault(part => part.Hash == hash) is { } section && Draft.SavedAt is { } at ? new(section, at) : null);

    public EditorModel Model(EditorForm form)
    {
        var states = Authoritative is null
            ? ImmutableDictionary<string, SectionState>.Empty
            : LanguageRules.States(Saved ?? new PolicyText(Language, [], ""), Authoritative);

        // Before anything is saved in this language, its title is missing like everything else.
        if (Saved is null && Authoritative is not null)
            states = states.SetItem(PolicyText.OpeningKey, SectionState.Missing);

        return new EditorModel(Document, Language, form, Authoritative, states, Changes(), Confirmed())
        {
            Binding = Authoritative ?? Saved,
            NextNumber = NextNumber,
            Newest = Newest,
        };
    }

    // What has changed in the authoritative sections since each was translated.
    private ImmutableDictionary<string, SourceChange> Changes()
    {
        var changes = ImmutableDictionary.CreateBuilder<string, SourceChange>(StringComparer.Ordinal);

        foreach (var part in Saved?.Parts ?? [])
        {
            var now = Authoritative?.Section(part.Key);

            if (part.BasedOn is { } made && made != now?.Hash && Source(made) is { } former)
                changes[part.Key] = SourceChange.Between(former, now);
        }

        return changes.ToImmutable();
    }

    private ImmutableDictionary<string, StillCorrect> Confirmed() => (Saved?.Parts ?? [])
        .Select(part => (part.Key, Why: History.Why(Language, part)))
        .Where(pair => pair.Why is not null)
        .ToImmutableDictionary(pair => pair.Key, pair => pair.Why!, StringComparer.Ordinal);
}

/// <summary>What became of an authoritative section since it was translated.</summary>
/// <param name="At">When it last changed from what was translated, UTC.</param>
/// <param name="Words">Words added and removed.</param>
public sealed record SourceChange(DateTimeOffset At, int Words, ImmutableArray<DiffRun> Heading, ImmutableArray<DiffRun> Body)
{
    /// <param name="now">The section as it is; null where it is gone.</param>
    public static SourceChange Between(FormerSection former, PolicySection? now)
    {
        ArgumentNullException.ThrowIfNull(former);

        var heading = WordDiff.Between(former.Section.Heading, now?.Heading ?? "");
        var body = WordDiff.Between(former.Section.Markdown, now?.Markdown ?? "");
        ImmutableArray<DiffRun> runs = [.. heading, .. body];

        return new(former.ChangedAt, WordDiff.Count(runs, DiffKind.Added) + WordDiff.Count(runs, DiffKind.Removed), WordDiff.Readable(heading), WordDiff.Readable(body));
    }
}
