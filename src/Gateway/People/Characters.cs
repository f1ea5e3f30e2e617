using System.Globalization;

namespace Darsgah.Gateway.People;

/// <summary>Which characters a name or an address may hold.</summary>
internal static class Characters
{
    private const char ZeroWidthNonJoiner = '\u200C';

    /// <summary>Every surrogate has its partner, so that the text can be normalised and stored.</summary>
    public static bool WellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;

            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return false;

            index++;
        }

        return true;
    }

    /// <summary>Controls, line and paragraph separators, format marks, private and unassigned characters.</summary>
    public static bool IsInvisible(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary>
    /// As <see cref="IsInvisible"/>, but for the non-joiner that Persian spelling needs within names.
    /// </summary>
    public static bool SpoilsName(char character) => character != ZeroWidthNonJoiner && IsInvisible(character);
}
