namespace Darsgah.Typesetting.Unicode;

/// <summary>Which shaping a character takes: that of Arabic, or that of Latin and all else.</summary>
internal static class Scripts
{
    /// <summary>Digits, punctuation and marks go with the letters before them; at the start, with those after.</summary>
    public static bool[] AreArabic(IReadOnlyList<Rune> text)
    {
        var found = new bool[text.Count];
        bool? current = null;

        for (var index = 0; index < text.Count; index++)
        {
            if (!IsCommon(text[index]))
            {
                if (current is null)
                    Array.Fill(found, IsArabic(text[index].Value), 0, index);

                current = IsArabic(text[index].Value);
            }

            found[index] = current ?? false;
        }

        return found;
    }

    /// <summary>The OpenType language system of a language; null for the script's default.</summary>
    public static string? LanguageSystem(string language) => language.Split('-')[0] switch
    {
        "ar" => "ARA ",
        "fa" or "prs" => "FAR ",
        "ps" => "PAS ",
        "ur" => "URD ",
        _ => null,
    };

    private static bool IsArabic(int codePoint) => codePoint is (>= 0x0600 and <= 0x06FF) or (>= 0x0750 and <= 0x077F)
        or (>= 0x0870 and <= 0x08FF) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    private static bool IsCommon(Rune rune) => !Rune.IsLetter(rune);
}
