using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies;

/// <summary>What stood in the draft before words were replaced in it.</summary>
/// <param name="Revision">That the replacement made; it can be taken back while the draft has it.</param>
/// <param name="Before">The sections that changed, as they were.</param>
/// <param name="By">Who replaced.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("policies.draft_replacement")]
public sealed record DraftReplacement(int Revision, ImmutableArray<SectionBefore> Before, string By, DateTimeOffset At)
{
    /// <summary>What changes between two states of a draft.</summary>
    internal static ImmutableArray<SectionBefore> Between(
        ImmutableDictionary<string, PolicyText> before, ImmutableDictionary<string, PolicyText> after) =>
    [
        .. from text in before.Values.OrderBy(text => text.Language, StringComparer.Ordinal)
           from part in text.Parts
           where after.GetValueOrDefault(text.Language)?.Section(part.Key) is { } now && now.Hash != part.Hash
           select new SectionBefore(text.Language, part),
    ];

    /// <summary>The texts as they were.</summary>
    internal ImmutableArray<PolicyText> Restored(ImmutableDictionary<string, PolicyText> texts) =>
    [
        .. from language in Before.Select(one => one.Language).Distinct(StringComparer.Ordinal)
           let sections = Before.Where(one => one.Language == language).ToDictionary(one => one.Section.Key, one => one.Section, StringComparer.Ordinal)
           let text = texts[language]
           let opening = sections.GetValueOrDefault(PolicyText.OpeningKey)
           select text with
           {
               Title = opening?.Heading ?? text.Title,
               PreambleMarkdown = opening is null ? text.PreambleMarkdown : opening.Markdown.Length > 0 ? opening.Markdown : null,
               Sections = [.. text.Sections.Select(section => sections.GetValueOrDefault(section.Key) ?? section)],
           },
    ];
}

/// <param name="Section">As it was.</param>
[GenerateSerializer, Immutable, Alias("policies.section_before")]
public sealed record SectionBefore(string Language, PolicySection Section);
