namespace Darsgah.Grains.Policies.Texts;

/// <summary>The whole text of one policy version in one language.</summary>
/// <param name="Language">Canonical BCP 47 tag, as <see cref="LanguageTag.Canonical"/> writes it: <c>fa-AF</c>.</param>
/// <param name="Sections">In printed order; keys are unique.</param>
/// <param name="Title">Title as plain text; empty when the source has none.</param>
/// <param name="PreambleMarkdown">What stands before the first section, or null.</param>
/// <param name="OpeningBasedOn">
/// In a translation: the authoritative <see cref="Opening"/>'s hash that title and preamble were made from.
/// </param>
[GenerateSerializer, Immutable, Alias("policies.text")]
public sealed record PolicyText(
    string Language, ImmutableArray<PolicySection> Sections, string Title, string? PreambleMarkdown = null,
    string? OpeningBasedOn = null)
{
    /// <summary>The key of <see cref="Opening"/>; no other section has it.</summary>
    public const string OpeningKey = "opening";

    /// <summary>
    /// SHA-256 (64 lower-case hex digits) over all that is printed, in order; see <see cref="PolicyHash"/>.
    /// </summary>
    public string Hash => PolicyHash.OfText(this);

    /// <summary>The direction the language is written in.</summary>
    public TextDirection Direction => LanguageTag.DirectionOf(Language);

    /// <summary>
    /// Title and preamble as a section of level 1, so that they are compared and translated like the rest.
    /// </summary>
    public PolicySection Opening => new(OpeningKey, 1, Number: null, Title, PreambleMarkdown ?? "", OpeningBasedOn);

    /// <summary><see cref="Opening"/>, then <see cref="Sections"/>.</summary>
    public ImmutableArray<PolicySection> Parts => [Opening, .. Sections];

    /// <summary>The section with this key (<see cref="OpeningKey"/> included), or null.</summary>
    public PolicySection? Section(string key) =>
        Parts.FirstOrDefault(section => string.Equals(section.Key, key, StringComparison.Ordinal));

    /// <summary>This text as a translation made from <paramref name="authoritative"/> as it stands now.</summary>
    /// <remarks>Each section is paired by key; a section the authoritative text lacks is based on nothing.</remarks>
    public PolicyText MadeFrom(PolicyText authoritative)
    {
        ArgumentNullException.ThrowIfNull(authoritative);
        var hashes = authoritative.Sections.ToDictionary(
            section => section.Key, section => section.Hash, StringComparer.Ordinal);

        return this with
        {
            Sections = [.. Sections.Select(section =>
                section with { BasedOn = hashes.GetValueOrDefault(section.Key) })],
            OpeningBasedOn = authoritative.Opening.Hash,
        };
    }

    /// <summary>Equal when every member is, the sections one by one.</summary>
    public bool Equals(PolicyText? other) =>
        other is not null
        && string.Equals(Language, other.Language, StringComparison.Ordinal)
        && string.Equals(Title, other.Title, StringComparison.Ordinal)
        && string.Equals(PreambleMarkdown, other.PreambleMarkdown, StringComparison.Ordinal)
        && string.Equals(OpeningBasedOn, other.OpeningBasedOn, StringComparison.Ordinal)
        && Sections.AsSpan().SequenceEqual(other.Sections.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Language, Title, PreambleMarkdown, Sections.AsSpan().Length);
}
