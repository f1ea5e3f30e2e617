using System.Net;

namespace Darsgah.Grains.Courses.Texts;

internal enum MathAlphabet
{
    Bold,
    Double,
    Script,
}

/// <summary>Letters of the mathematical alphabets of Unicode, which MathML Core has instead of styles.</summary>
internal static class MathAlphabets
{
    /// <summary>A Latin letter in an alphabet; anything else as it is, encoded.</summary>
    public static string Of(char letter, MathAlphabet alphabet)
    {
        if (!char.IsAsciiLetter(letter))
            return WebUtility.HtmlEncode(letter.ToString());

        // Those that Unicode had before the alphabets are not in them.
        var older = (alphabet, letter) switch
        {
            (MathAlphabet.Double, 'C') => "ℂ",
            (MathAlphabet.Double, 'H') => "ℍ",
            (MathAlphabet.Double, 'N') => "ℕ",
            (MathAlphabet.Double, 'P') => "ℙ",
            (MathAlphabet.Double, 'Q') => "ℚ",
            (MathAlphabet.Double, 'R') => "ℝ",
            (MathAlphabet.Double, 'Z') => "ℤ",
            (MathAlphabet.Script, 'B') => "ℬ",
            (MathAlphabet.Script, 'E') => "ℰ",
            (MathAlphabet.Script, 'F') => "ℱ",
            (MathAlphabet.Script, 'H') => "ℋ",
            (MathAlphabet.Script, 'I') => "ℐ",
            (MathAlphabet.Script, 'L') => "ℒ",
            (MathAlphabet.Script, 'M') => "ℳ",
            (MathAlphabet.Script, 'R') => "ℛ",
            (MathAlphabet.Script, 'e') => "ℯ",
            (MathAlphabet.Script, 'g') => "ℊ",
            (MathAlphabet.Script, 'o') => "ℴ",
            _ => null,
        };

        if (older is not null)
            return older;

        var (capitals, small) = alphabet switch
        {
            MathAlphabet.Bold => (0x1D400, 0x1D41A),
            MathAlphabet.Double => (0x1D538, 0x1D552),
            _ => (0x1D49C, 0x1D4B6),
        };

        return char.ConvertFromUtf32(char.IsAsciiLetterUpper(letter) ? capitals + letter - 'A' : small + letter - 'a');
    }
}
