using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Operator;

/// <summary>A short name for a school's address, made from its name in any script we know.</summary>
/// <remarks>
/// Dari and Arabic letters are written as people here write them in Latin ones; short vowels are not in the script, so a
/// person corrects what comes out. It is only ever proposed.
/// </remarks>
internal static class SlugProposal
{
    private const int Longest = 40;

    private static readonly FrozenDictionary<char, string> Latin = new Dictionary<char, string>
    {
        ['ا'] = "a",
        ['أ'] = "a",
        ['إ'] = "i",
        ['آ'] = "a",
        ['ب'] = "b",
        ['پ'] = "p",
        ['ت'] = "t",
        ['ث'] = "s",
        ['ج'] = "j",
        ['چ'] = "ch",
        ['ح'] = "h",
        ['خ'] = "kh",
        ['د'] = "d",
        ['ذ'] = "z",
        ['ر'] = "r",
        ['ز'] = "z",
        ['ژ'] = "zh",
        ['س'] = "s",
        ['ش'] = "sh",
        ['ص'] = "s",
        ['ض'] = "z",
        ['ط'] = "t",
        ['ظ'] = "z",
        ['ع'] = "a",
        ['غ'] = "gh",
        ['ف'] = "f",
        ['ق'] = "q",
        ['ک'] = "k",
        ['ك'] = "k",
        ['گ'] = "g",
        ['ل'] = "l",
        ['م'] = "m",
        ['ن'] = "n",
        ['و'] = "w",
        ['ؤ'] = "w",
        ['ه'] = "h",
        ['ة'] = "a",
        ['ۀ'] = "h",
        ['ی'] = "i",
        ['ي'] = "i",
        ['ى'] = "a",
        ['ئ'] = "i",
        ['ټ'] = "t",
        ['ډ'] = "d",
        ['ړ'] = "r",
        ['ږ'] = "zh",
        ['ښ'] = "sh",
        ['ځ'] = "dz",
        ['څ'] = "ts",
        ['ڼ'] = "n",
        ['ې'] = "e",
        ['ۍ'] = "ai",
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ı'] = "i",
    }.ToFrozenDictionary();

    /// <returns>3 to 40 of a–z, 0–9 and hyphens, starting with a letter or digit; empty where the name gives none.</returns>
    public static string From(string name)
    {
        var slug = new StringBuilder();

        foreach (var character in name.ToLowerInvariant())
            Append(slug, character);

        var text = slug.ToString().Trim('-');

        if (text.Length > Longest)
            text = text[..Longest].Trim('-');

        return text.Length >= 3 ? text : "";
    }

    private static void Append(StringBuilder slug, char character)
    {
        if (Latin.TryGetValue(character, out var letters))
        {
            slug.Append(letters);
            return;
        }

        foreach (var part in character.ToString().InForm(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterLower(part) || char.IsAsciiDigit(part))
                slug.Append(part);
            else if (CharUnicodeInfo.GetDecimalDigitValue(part) is >= 0 and var digit)
                slug.Append(digit.ToString(CultureInfo.InvariantCulture));
            else if ((char.IsWhiteSpace(part) || part is '-' or '_' or '\u200C' or '.') && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
    }
}
