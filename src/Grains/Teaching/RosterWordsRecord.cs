namespace Darsgah.Grains.Teaching;

/// <summary>Which segment has the words from where on.</summary>
[GenerateSerializer, Immutable, Alias("teaching.roster_words.state")]
internal sealed record RosterWordsRecord
{
    /// <summary>All lines' words are in it. Before anybody has searched there are none, and none are written.</summary>
    [Id(0)] public bool IsWhole { get; init; }

    /// <summary>Segments in which anything may be written, numbered from 0: also one that a crash kept from being used.</summary>
    [Id(1)] public int Used { get; init; }

    /// <summary>In the order of the words; the first from the empty word on.</summary>
    [Id(2)] public ImmutableArray<WordRange> Ranges { get; init; } = [];

    /// <summary>Which range an entry belongs into.</summary>
    public int RangeOf(string entry)
    {
        var (low, high) = (0, Ranges.Length);

        while (high - low > 1)
        {
            var middle = (low + high) / 2;

            if (string.CompareOrdinal(Ranges[middle].From, entry) <= 0)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The entries of a segment that belong into a range: half of them are another's where a crash came between.</summary>
    public ImmutableArray<string> Within(int range, ImmutableArray<string> entries)
    {
        var end = range + 1 < Ranges.Length ? entries.BinarySearch(Ranges[range + 1].From, StringComparer.Ordinal) : ~entries.Length;
        return entries[..(end < 0 ? ~end : end)];
    }
}

/// <param name="From">The least entry that belongs here.</param>
[GenerateSerializer, Immutable, Alias("teaching.word_range")]
internal sealed record WordRange(string From, int Segment);

/// <summary>At most <see cref="Most"/> words of names, each with the place of the line that has it, in the order of the words.</summary>
[GenerateSerializer, Immutable, Alias("teaching.roster_word_segment.state")]
internal sealed record RosterWordSegment
{
    /// <summary>Entries of some 20 bytes, of at most 160.</summary>
    public const int Most = 300;

    [Id(0)] public ImmutableArray<string> Entries { get; init; } = [];

    /// <summary>What stands in a segment for each word of a line's name.</summary>
    public static IEnumerable<string> EntriesOf(string name, int slot) =>
        NameWords.Of(NameWords.Fold(name)).Select(word => string.Create(CultureInfo.InvariantCulture, $"{word} {slot}"));

    /// <summary>The place that an entry leads to.</summary>
    public static int SlotOf(string entry) =>
        int.Parse(entry.AsSpan(entry.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The entries with some more and without others; the same where that changes nothing.</summary>
    public static ImmutableArray<string> Changed(ImmutableArray<string> entries, IEnumerable<string> add, IEnumerable<string> remove)
    {
        foreach (var entry in remove)
        {
            if (entries.BinarySearch(entry, StringComparer.Ordinal) is var index and >= 0)
                entries = entries.RemoveAt(index);
        }

        foreach (var entry in add)
        {
            if (entries.BinarySearch(entry, StringComparer.Ordinal) is var index and < 0)
                entries = entries.Insert(~index, entry);
        }

        return entries;
    }
}
