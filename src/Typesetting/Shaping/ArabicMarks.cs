namespace Darsgah.Typesetting.Shaping;

/// <summary>The order of combining marks on an Arabic letter, as fonts expect it: hamza first, then shadda, then vowels.</summary>
/// <remarks>
/// Canonical order puts vowels before shadda. The order here is that of the Arabic mark rendering algorithm (UTR #53) for
/// the marks of these languages.
/// </remarks>
internal static class ArabicMarks
{
    /// <summary>The text composed (NFC), with runs of marks in that order.</summary>
    public static string Order(string text)
    {
        var composed = text.Normalize(NormalizationForm.FormC).ToCharArray();

        for (var start = 0; start < composed.Length; start++)
        {
            var end = start;

            while (end < composed.Length && Rank(composed[end]) > 0)
                end++;

            if (end - start > 1)
                composed.AsSpan(start, end - start).ToArray().OrderBy(Rank).ToArray().CopyTo(composed, start);

            start = Math.Max(start, end - 1);
        }

        return new string(composed);
    }

    // 0: no mark of these blocks, so nothing is moved across it.
    private static int Rank(char character) => character switch
    {
        '\u0655' or '\u06E3' => 1,
        '\u0654' or '\u0658' or '\u06DC' or '\u06E7' or '\u06E8' => 2,
        '\u0651' => 3,
        '\u064B' or '\u08F0' => 4,
        '\u064C' or '\u08F1' => 5,
        '\u064D' or '\u08F2' => 6,
        '\u064E' or '\u0618' => 7,
        '\u064F' or '\u0619' => 8,
        '\u0650' or '\u061A' => 9,
        '\u0652' => 10,
        '\u0670' => 11,
        '\u0656' or '\u065C' or '\u065F' or '\u06EA' or '\u06ED' => 12,
        (>= '\u0610' and <= '\u0617') or '\u0653' or '\u0657' or (>= '\u0659' and <= '\u065E')
            or (>= '\u06D6' and <= '\u06DB') or (>= '\u06DF' and <= '\u06E2') or '\u06E4' or '\u06EB' or '\u06EC' => 13,
        _ => 0,
    };
}
