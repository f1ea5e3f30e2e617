using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies;

/// <summary>What is known of a document's translations beside what they say.</summary>
/// <param name="Former">By hash: sections that a translation was made from and that say something else now.</param>
/// <param name="Confirmed">Translations that somebody found still correct, oldest first.</param>
[GenerateSerializer, Immutable, Alias("policies.translation_history")]
public sealed record TranslationHistory(
    ImmutableDictionary<string, FormerSection> Former, ImmutableArray<StillCorrect> Confirmed)
{
    // Sections that no translation is made from yet, though a translator may sit before one. She saves every few seconds,
    // and so does whoever writes the source; a published one is found in its version besides.
    private const int MostLoose = 20;

    /// <summary>Nothing.</summary>
    public static TranslationHistory None { get; } = new(ImmutableDictionary<string, FormerSection>.Empty, []);

    /// <summary>Why a translated section counts as current though its source changed; null where it was made from what stands there.</summary>
    public StillCorrect? Why(string language, PolicySection made)
    {
        ArgumentNullException.ThrowIfNull(made);

        return made.BasedOn is null
            ? null
            : Confirmed.LastOrDefault(one => one.Language == language && one.Section == made.Key && one.To == made.BasedOn);
    }

    /// <summary>The history after a save: what changed is kept while a translation is made from it, or may still be.</summary>
    internal TranslationHistory After(
        ImmutableDictionary<string, PolicyText> before, ImmutableDictionary<string, PolicyText> after, DateTimeOffset at)
    {
        var here = after.Values.SelectMany(text => text.Parts).Select(part => part.Hash).ToHashSet(StringComparer.Ordinal);
        var former = Former.RemoveRange(here);

        foreach (var part in before.Values.SelectMany(text => text.Parts).Where(part => !here.Contains(part.Hash)))
            former = former.SetItem(part.Hash, new FormerSection(part, at));

        return (this with { Former = former }).Of(after);
    }

    /// <summary>The history without what none of these texts was made from, and nobody has before her any more.</summary>
    internal TranslationHistory Of(ImmutableDictionary<string, PolicyText> texts)
    {
        var sources = Sources(texts);
        var gone = Former.Where(pair => !sources.Contains(pair.Key))
            .OrderByDescending(pair => pair.Value.ChangedAt).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Skip(MostLoose).Select(pair => pair.Key);

        return this with { Former = Former.RemoveRange(gone) };
    }

    private static HashSet<string> Sources(ImmutableDictionary<string, PolicyText> texts) =>
        texts.Values.SelectMany(text => text.Parts).Select(part => part.BasedOn).OfType<string>().ToHashSet(StringComparer.Ordinal);
}

/// <summary>A section as it was when it was translated.</summary>
/// <param name="ChangedAt">When it became another, UTC.</param>
[GenerateSerializer, Immutable, Alias("policies.former_section")]
public sealed record FormerSection(PolicySection Section, DateTimeOffset ChangedAt);

/// <summary>Somebody's word that a translation fits a changed section as it is.</summary>
/// <param name="Section">Key of the section.</param>
/// <param name="From">Hash of what it was made from; empty where nobody knows.</param>
/// <param name="To">Hash of what it fits as well.</param>
/// <param name="Reason">Why the change does not touch the translation, in her words: 1 to <see cref="LongestReason"/> characters.</param>
/// <param name="By">Who: a person's id, <c>key:…</c>, <c>operator:…</c>.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("policies.still_correct")]
public sealed record StillCorrect(
    string Language, string Section, string From, string To, string Reason, string By, DateTimeOffset At)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 1000;
}
