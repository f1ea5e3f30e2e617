using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>The fingerprint of a policy text: what a receipt quotes and anyone can compute again.</summary>
/// <remarks>
/// <para>
/// A <i>field</i> is written as <c>length:content\n</c>: the content is made well-formed (a lone surrogate becomes
/// U+FFFD), put into Unicode normal form C, given LF line ends (CRLF and CR become LF) and freed of white space at its
/// start and end; the length is the number of its UTF-8 bytes in decimal.
/// </para>
/// <para>
/// A <i>section</i> is the line <c>darsgah-policy-section-1\n</c>, then the fields heading and body (Markdown).
/// </para>
/// <para>
/// A <i>text</i> is the line <c>darsgah-policy-text-1\n</c>, then the fields language (BCP 47), title and preamble
/// (empty when there is none), then for each section in order the fields level (decimal), printed number (empty when
/// there is none) and hash of the section.
/// </para>
/// <para>The hash is SHA-256 over the UTF-8 bytes, as 64 lower-case hexadecimal digits.</para>
/// </remarks>
public static class PolicyHash
{
    // The hash of a body that stays in memory is asked for with every reader. Found by the string itself, so that an
    // entry lives as long as its text; the heading is compared, because two sections may share one body.
    private static readonly ConditionalWeakTable<string, Kept> kept = [];

    /// <summary>The hash of one section's words.</summary>
    public static string OfSection(string heading, string markdown)
    {
        if (kept.TryGetValue(markdown, out var known) && string.Equals(known.Heading, heading, StringComparison.Ordinal))
            return known.Hash;

        var hash = Digest(Field(Field(new StringBuilder("darsgah-policy-section-1\n"), heading), markdown));
        kept.AddOrUpdate(markdown, new Kept(heading, hash));
        return hash;
    }

    /// <summary>The hash of everything printed in <paramref name="text"/>, in order.</summary>
    public static string OfText(PolicyText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var canonical = new StringBuilder("darsgah-policy-text-1\n");
        Field(canonical, text.Language);
        Field(canonical, text.Title);
        Field(canonical, text.PreambleMarkdown ?? "");

        foreach (var section in text.Sections)
        {
            Field(canonical, section.Level.ToString(CultureInfo.InvariantCulture));
            Field(canonical, section.Number ?? "");
            Field(canonical, section.Hash);
        }

        return Digest(canonical);
    }

    private static StringBuilder Field(StringBuilder canonical, string content)
    {
        var clean = WellFormed(content).InForm(NormalizationForm.FormC)
            .Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();

        return canonical.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(clean)}:")
            .Append(clean).Append('\n');
    }

    private static string Digest(StringBuilder canonical) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));

    // Normalize throws on a lone surrogate, which a text from a form or a damaged store may hold.
    private static string WellFormed(string content) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(content));

    private sealed record Kept(string Heading, string Hash);
}
