namespace Darsgah.Grains.Policies.Texts;

/// <summary>One section of a policy in one language: what is printed, under a key that outlives renumbering.</summary>
/// <param name="Key">
/// Names the section in every language and version (<c>your-rights</c>, <c>user-rights.4</c>); see
/// <see cref="SectionKeys"/>. Rules and links point here, never at the printed number (T04).
/// </param>
/// <param name="Level">Depth in the document, from 1 (a top section) to 6.</param>
/// <param name="Number">What is printed before the heading (<c>6.2.</c>, <c>أولاً:</c>), or null. Only text.</param>
/// <param name="Heading">Heading as plain text; empty for a numbered clause without one.</param>
/// <param name="Markdown">Body as Markdown, without heading; may be empty.</param>
/// <param name="BasedOn">
/// In a translation: <see cref="Hash"/> of the authoritative section that the translator had in front of them. Null in
/// an authoritative text, and in a translation whose origin nobody stated (such a section counts as stale).
/// </param>
[GenerateSerializer, Immutable, Alias("policies.text.section")]
public sealed record PolicySection(
    string Key, int Level, string? Number, string Heading, string Markdown, string? BasedOn = null)
{
    /// <summary>SHA-256 (64 lower-case hex digits) over heading and body; see <see cref="PolicyHash"/>.</summary>
    /// <remarks>
    /// Number and level are left out, so that a section inserted above does not make every translation below stale.
    /// <see cref="PolicyText.Hash"/> covers them.
    /// </remarks>
    public string Hash => PolicyHash.OfSection(Heading, Markdown);
}
