namespace Darsgah.Grains.Teaching;

/// <summary>
/// Where in a name a search finds something: at the beginning of each word, of each part of a word («Al-Ahmadi»,
/// «zahra.ahmadi»), and behind the Arabic article («الاحمدی», «عبدالرحمن»). No I/O.
/// </summary>
internal static class NameWords
{
    /// <summary>Letters of a word that count; words that agree in these are not told apart.</summary>
    public const int Longest = 24;

    /// <summary>Beginnings of a name that count.</summary>
    public const int Most = 16;

    // Behind the article, so that «احمدی» finds «الاحمدی»; a word of it alone is no name.
    private const string Article = "\u0627\u0644";
    private const string Servant = "\u0639\u0628\u062F";
    private const int LeastBehindArticle = 3;

    /// <summary>A name as it is compared, whatever keyboard typed it.</summary>
    public static string Fold(string name) => TextFold.ForIndex(name);

    // As Dari, Persian and Pashto spell through; by code point پ چ ژ گ would stand behind all others. Arabic's own letters are in its order.
    private const string Alphabet = "ءابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګگلمنڼهوؤیېۍئ";

    /// <summary>Which of two folded names stands first in a list: below 0 for the first.</summary>
    public static int Compare(string one, string other)
    {
        for (var index = 0; index < one.Length && index < other.Length; index++)
        {
            if (one[index] != other[index])
                return Rank(one[index]).CompareTo(Rank(other[index]));
        }

        return one.Length.CompareTo(other.Length);
    }

    private static int Rank(char letter) => letter < Alphabet[0] ? letter
        : Alphabet.IndexOf(letter, StringComparison.Ordinal) is var place and >= 0 ? Alphabet[0] + place
        : Alphabet[0] + Alphabet.Length + letter;

    /// <summary>The words of a query that is folded already.</summary>
    public static ImmutableArray<string> Wanted(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Cut).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a folded name has a word, or a part of one, that begins so.</summary>
    public static bool Has(string folded, string wanted) =>
        Beginnings(folded).Any(start => folded.AsSpan(start).StartsWith(wanted, StringComparison.Ordinal));

    /// <summary>From each beginning to the end of its word.</summary>
    public static IEnumerable<string> Of(string folded) => Beginnings(folded)
        .Select(start => Cut(folded[start..EndOf(folded, start)]))
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<int> Beginnings(string folded) =>
        Enumerable.Range(0, folded.Length).Where(index => IsBeginning(folded, index)).Take(Most);

    private static bool IsBeginning(string folded, int index)
    {
        if (folded[index] == ' ')
            return false;

        if (index == 0 || folded[index - 1] == ' ')
            return true;

        return char.IsLetterOrDigit(folded[index]) && (!char.IsLetterOrDigit(folded[index - 1]) || IsBehindArticle(folded, index));
    }

    private static bool IsBehindArticle(string folded, int index)
    {
        var before = folded.AsSpan(0, index);

        if (!before.EndsWith(Article, StringComparison.Ordinal) || EndOf(folded, index) - index < LeastBehindArticle)
            return false;

        before = before[..^Article.Length];

        if (before.EndsWith(Servant, StringComparison.Ordinal))
            before = before[..^Servant.Length];

        return before.IsEmpty || before[^1] == ' ';
    }

    private static int EndOf(string folded, int start) => folded.IndexOf(' ', start) is var end and >= 0 ? end : folded.Length;

    // Never through the middle of a character.
    private static string Cut(string word) => word.Length <= Longest ? word
        : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];
}
