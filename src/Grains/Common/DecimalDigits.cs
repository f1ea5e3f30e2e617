namespace Darsgah.Grains.Common;

/// <summary>The three scripts of decimal digits that people here type.</summary>
public static class DecimalDigits
{
    private const char FirstArabicIndic = '\u0660';
    private const char FirstExtended = '\u06F0';

    /// <summary>٠–٩ and ۰–۹ as 0–9, everything else as it was.</summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        return text.AsSpan().IndexOfAnyInRange(FirstArabicIndic, '\u06F9') < 0
            ? text
            : string.Create(text.Length, text, static (target, source) =>
            {
                for (var index = 0; index < source.Length; index++)
                    target[index] = ToAscii(source[index]);
            });
    }

    private static char ToAscii(char character) => character switch
    {
        >= FirstArabicIndic and <= '\u0669' => (char)(character - FirstArabicIndic + '0'),
        >= FirstExtended and <= '\u06F9' => (char)(character - FirstExtended + '0'),
        _ => character,
    };
}
