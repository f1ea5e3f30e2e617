namespace Darsgah.Grains.Policies.Texts;

/// <summary>What to show a reader, and what it binds them to.</summary>
/// <param name="Language">The language shown.</param>
/// <param name="Opening">Title and preamble.</param>
/// <param name="Sections">In printed order.</param>
/// <param name="ConvenienceNotice">
/// Say that this text is for convenience and that <paramref name="Prevailing"/> prevails (M01).
/// </param>
/// <param name="Prevailing">The language that prevails by the document's rule; null where none is stated.</param>
/// <param name="BindingMissing">The text in the authoritative language is not there (M02, T01).</param>
/// <param name="AcceptanceBlocked">The school lets nobody accept this for now.</param>
/// <param name="PrevailingDocument">The document that stands above this one, or null (N02).</param>
/// <param name="ShownHash">
/// <see cref="PolicyText.Hash"/> of what is shown: the text's own, unless authoritative sections stand in its sections'
/// places.
/// </param>
/// <param name="BindingLanguage">The language of the text that binds; null when it is missing.</param>
/// <param name="BindingHash">
/// Hash of the text that binds; null when it is missing. Where several languages exist and none is authoritative, what
/// was shown is what binds.
/// </param>
/// <param name="Alternates">The other languages, authoritative first.</param>
[GenerateSerializer, Immutable, Alias("policies.rendering")]
public sealed record PolicyRendering(
    string Language,
    RenderedSection Opening,
    ImmutableArray<RenderedSection> Sections,
    bool ConvenienceNotice,
    string? Prevailing,
    bool BindingMissing,
    bool AcceptanceBlocked,
    string? PrevailingDocument,
    string ShownHash,
    string? BindingLanguage,
    string? BindingHash,
    ImmutableArray<PolicyAlternate> Alternates)
{
    /// <summary>The direction of <see cref="Language"/>.</summary>
    public TextDirection Direction => LanguageTag.DirectionOf(Language);

    /// <summary>Some part is not a current translation.</summary>
    public bool Incomplete => Opening.State != SectionState.Current
        || Sections.Any(section => section.State != SectionState.Current);
}

/// <summary>One section as it is shown.</summary>
/// <param name="Section">What is printed: the translation, or the authoritative section in its place.</param>
/// <param name="State">
/// Of the translation. Always current in the authoritative text, and where there is none to compare with.
/// </param>
/// <param name="StandsIn">
/// True when <paramref name="Section"/> is the authoritative one in a translation's place.
/// </param>
/// <param name="Language">The language of <paramref name="Section"/>.</param>
[GenerateSerializer, Immutable, Alias("policies.rendered_section")]
public sealed record RenderedSection(PolicySection Section, SectionState State, bool StandsIn, string Language)
{
    /// <summary>The direction of <see cref="Language"/>.</summary>
    public TextDirection Direction => LanguageTag.DirectionOf(Language);
}

/// <summary>How a translated section stands to the authoritative one.</summary>
[GenerateSerializer, Alias("policies.section_state")]
public enum SectionState
{
    /// <summary>Made from the authoritative section as it is.</summary>
    Current = 0,

    /// <summary>
    /// Made from an older one, from nobody knows what, or without counterpart in the authoritative text.
    /// </summary>
    Stale = 1,

    /// <summary>Not translated.</summary>
    Missing = 2,
}

/// <summary>Another language this version can be read in.</summary>
/// <param name="Language">Canonical tag.</param>
/// <param name="Authoritative">It is the one that binds.</param>
/// <param name="Current">Every section of it is current.</param>
[GenerateSerializer, Immutable, Alias("policies.alternate")]
public sealed record PolicyAlternate(string Language, bool Authoritative, bool Current);

/// <summary>A section that only some languages have; which of them is right a person has to say.</summary>
[GenerateSerializer, Immutable, Alias("policies.section_conflict")]
public sealed record SectionConflict(string Key, ImmutableArray<string> In, ImmutableArray<string> MissingFrom);
