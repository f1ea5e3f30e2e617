using System.Text;

namespace Darsgah.Grains.Common;

/// <summary>What a person or a program wrote, as text that can be kept.</summary>
/// <remarks>
/// Control characters go, and invisible characters that reorder the text around them (SEC-E20): nobody types them, and they
/// make a name look like another. A zero-width non-joiner stays; Dari is not written without it.
/// </remarks>
public static class PlainText
{
    /// <summary>One line, trimmed.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text, lines: false).Trim();
    }

    /// <summary>Several lines, ended by line feeds, without empty ones around them and without spaces at the end.</summary>
    public static string Block(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Clean(text.ReplaceLineEndings("\n"), lines: true).Trim('\n').TrimEnd();
    }

    private static string Clean(string text, bool lines)
    {
        var clean = new StringBuilder(text.Length);

        foreach (var character in text.InForm(NormalizationForm.FormC))
        {
            if (character is '\n' or '\t')
                clean.Append(lines ? character : ' ');
            else if (!char.IsControl(character) && !Reorders(character))
                clean.Append(character);
        }

        return clean.ToString();
    }

    // Embeddings, overrides and isolates; the marks U+200E and U+200F only stand for a letter and stay.
    private static bool Reorders(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
