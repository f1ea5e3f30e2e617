using System.Runtime.InteropServices;

namespace Darsgah.Grains.Courses;

/// <summary>Finds cards by pieces of their words without going through all of them. In memory, no I/O.</summary>
/// <remarks>
/// It knows which words have each one, two or three letters in a row, and which cards have each word. What is left over is
/// compared with the card's whole text, so that a search finds what reading every card would find.
/// </remarks>
internal sealed class CardSearch
{
    /// <summary>
    /// Cards that the words of a query are looked up for. What stands in more of them is compared card by card instead: a page
    /// is full after a few.
    /// </summary>
    public const int Few = 500;

    private const int LongestGram = 3;

    // By place in the catalogue.
    private readonly Dictionary<int, string> texts = [];

    // A word that no card has any more keeps its entry, with no place, until the catalogue is read again.
    private readonly Dictionary<string, Word> words = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, List<Word>> grams = [];

    /// <summary>Says what the card of a place is found by from now on.</summary>
    /// <param name="text">Folded (<see cref="TextFold"/>).</param>
    public void Put(int place, string text)
    {
        if (texts.Remove(place, out var old))
        {
            foreach (var word in WordsOf(old))
                words[word].Remove(place);
        }

        texts[place] = text;

        foreach (var word in WordsOf(text))
            Known(word).Add(place);
    }

    /// <summary>The places of cards in whose words all of these are, in the order of the catalogue, as far as they are asked for.</summary>
    /// <param name="wanted">Words, or pieces of words, folded; at least one.</param>
    /// <param name="among">The places of the cards that it is about, in their order.</param>
    public IEnumerable<int> Find(IReadOnlyList<string> wanted, List<int> among) =>
        (Narrowed(wanted)?.Where(place => among.BinarySearch(place) >= 0) ?? among)
            .Where(place => wanted.All(word => texts[place].Contains(word, StringComparison.Ordinal)));

    // The places of the rarest word; null where every one of them is in many cards.
    private List<int>? Narrowed(IReadOnlyList<string> wanted)
    {
        List<int>? fewest = null;

        foreach (var word in wanted)
        {
            if (PlacesOf(word) is { } places && (fewest is null || places.Count < fewest.Count))
                fewest = places;
        }

        return fewest;
    }

    // The places of all words that a piece stands in, in their order; null for more than a few.
    private List<int>? PlacesOf(string piece)
    {
        var candidates = Candidates(piece);
        var places = new HashSet<int>();

        // A piece as short as a gram is in every word that has it.
        if (piece.Length <= LongestGram && candidates.Count > Few)
            return null;

        foreach (var word in candidates)
        {
            if (!word.Text.Contains(piece, StringComparison.Ordinal))
                continue;

            if (places.Count + word.Places.Count > Few)
                return null;

            places.UnionWith(word.Places);
        }

        return [.. places.Order()];
    }

    // The words that have the rarest gram of a piece.
    private List<Word> Candidates(string piece)
    {
        List<Word>? rarest = null;

        foreach (var gram in GramsOf(piece, Math.Min(piece.Length, LongestGram)))
        {
            if (!grams.TryGetValue(gram, out var having))
                return [];

            rarest = rarest is null || having.Count < rarest.Count ? having : rarest;
        }

        return rarest ?? [];
    }

    private Word Known(string text)
    {
        if (words.TryGetValue(text, out var known))
            return known;

        var word = words[text] = new Word(text);

        foreach (var gram in Enumerable.Range(1, LongestGram).SelectMany(length => GramsOf(text, length)).Distinct())
            (CollectionsMarshal.GetValueRefOrAddDefault(grams, gram, out _) ??= []).Add(word);

        return word;
    }

    private static IEnumerable<string> WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    // All pieces of one length, as numbers: three characters are 48 bits.
    private static IEnumerable<ulong> GramsOf(string text, int length)
    {
        for (var start = 0; start + length <= text.Length; start++)
        {
            var gram = 0UL;

            for (var index = start; index < start + length; index++)
                gram = (gram << 16) | text[index];

            yield return gram;
        }
    }

    private sealed class Word(string text)
    {
        public string Text => text;

        // In their order.
        public List<int> Places { get; } = [];

        public void Add(int place)
        {
            if (Places.BinarySearch(place) is var index and < 0)
                Places.Insert(~index, place);
        }

        public void Remove(int place)
        {
            if (Places.BinarySearch(place) is var index and >= 0)
                Places.RemoveAt(index);
        }
    }
}
