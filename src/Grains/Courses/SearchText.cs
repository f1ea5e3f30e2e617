namespace Darsgah.Grains.Courses;

/// <summary>Finding words in a text, whatever keyboard typed either (<see cref="TextFold"/>), and showing where. No I/O.</summary>
public static class SearchText
{
    /// <summary>Words of a query that count; further ones are left out.</summary>
    public const int MostWords = 8;

    /// <summary>Characters of a query that count.</summary>
    public const int LongestQuery = 100;

    // Words shown around the first one that was found.
    private const int Before = 6;
    private const int Shown = 30;

    /// <summary>The words of a query, folded; none for a query that has none.</summary>
    public static ImmutableArray<string> Words(string? query)
    {
        var typed = query ?? "";
        var folded = TextFold.Fold(TextFold.PlainSigns(typed.Length > LongestQuery ? typed[..LongestQuery] : typed));

        return [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostWords)];
    }

    /// <summary>A text as the words of a query are looked for in it.</summary>
    public static string Indexed(string text) => TextFold.ForIndex(TextFold.PlainSigns(text));

    /// <summary>Whether a text that was folded for the index has every word.</summary>
    public static bool HasAll(string indexed, ImmutableArray<string> words)
    {
        ArgumentNullException.ThrowIfNull(indexed);
        return !words.IsEmpty && words.All(word => indexed.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>The part of a text where the words are, as it was written, with what was found marked.</summary>
    /// <returns>Its beginning where none of them is in it; nothing for an empty text.</returns>
    public static ImmutableArray<FoundPart> Fragment(string text, ImmutableArray<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        var written = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = written.Select(word => IsFound(word, words)).ToArray();
        var start = Math.Max(0, Math.Min(Array.IndexOf(found, value: true) - Before, written.Length - Shown));
        var end = Math.Min(written.Length, start + Shown);
        var parts = ImmutableArray.CreateBuilder<FoundPart>();

        // Neighbours of one kind become one part.
        for (var (index, from) = (start, start); index < end; from = index)
        {
            while (index < end && found[index] == found[from])
                index++;

            parts.Add(new FoundPart(string.Join(' ', written[from..index]), found[from]));
        }

        if (start > 0)
            parts[0] = parts[0] with { Text = "… " + parts[0].Text };

        if (end < written.Length)
            parts[^1] = parts[^1] with { Text = parts[^1].Text + " …" };

        return parts.ToImmutable();
    }

    private static bool IsFound(string word, ImmutableArray<string> words)
    {
        var indexed = Indexed(word);
        return words.Any(wanted => indexed.Contains(wanted, StringComparison.Ordinal));
    }
}

/// <summary>A part of a text.</summary>
/// <param name="Text">As it was written, spaces collapsed.</param>
/// <param name="Found">It is what was looked for.</param>
[GenerateSerializer, Immutable, Alias("courses.found_part")]
public sealed record FoundPart(string Text, bool Found);
