using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Pages.Certificates;

/// <summary>A certificate's code as people copy it from paper.</summary>
internal static class CertificateCode
{
    private const int Length = 26;
    private const int Group = 5;
    private const int LongestInput = 64;

    /// <summary>
    /// The code without spaces and dashes, in lower case, digits of any script as 0–9; letters that no code has are read as
    /// the digit they look like (o as 0, i and l as 1).
    /// </summary>
    public static string Read(string typed)
    {
        var text = Digits.Normalise(typed.Length > LongestInput ? typed[..LongestInput] : typed).ToLowerInvariant();

        return string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(character => character switch
        {
            'o' => '0',
            'i' or 'l' => '1',
            _ => character,
        }));
    }

    /// <summary>True for a text that can be a whole code.</summary>
    public static bool IsComplete(string code) => code.Length == Length;

    /// <summary>The code in groups of five: easier to copy.</summary>
    public static string Grouped(string code) => string.Join('-', code.Chunk(Group).Select(part => new string(part)));
}
