namespace Darsgah.Gateway.Localization;

/// <summary>Keeps a foreign run of text from reordering the sentence around it.</summary>
/// <remarks>
/// Without isolation "(22 November 2026)" inside a Dari sentence is drawn as "(November 2026 22)". Where markup is
/// possible use the <c>Bdi</c> component; this is for plain text: titles, attributes, mail subjects
/// (Unicode UAX #9, FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE).
/// </remarks>
public static class Bidi
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary><paramref name="text"/> between isolates when it could disturb a sentence of the language.</summary>
    public static string Isolate(string text, UiLanguage language)
    {
        var disturbs = language.IsRightToLeft ? text.Any(char.IsAscii) && text.Any(IsLatin) : text.Any(IsArabic);

        return disturbs ? $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}" : text;
    }

    private static bool IsLatin(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '+' or '@' or '/' || character is >= '\u00C0' and < '\u0250';

    private static bool IsArabic(char character) =>
        character is >= '\u0590' and < '\u0900' or >= '\uFB1D' and <= '\uFEFC';
}
