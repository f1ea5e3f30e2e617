using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>The words of the names of a roster, in order, so that a search reads the few segments that have them.</summary>
/// <remarks>
/// Key <c>tenant/{course}</c>. It is made from the lines when somebody searches the course the first time, and kept with them
/// from then on: two or three segments for a student who comes. It is part of the roster, and is erased with it.
/// </remarks>
[Alias("teaching.roster_words"), ServesPurpose("teaching", DataCategory.Account, DataCategory.Profile)]
internal interface IRosterWordsGrain : ITenantScopedGrain
{
    /// <summary>After a line was written: her name's words lead to her place.</summary>
    /// <param name="before">The name that stood there; null for none.</param>
    [Alias("put")]
    Task Put(int slot, string name, string? before);

    /// <summary>After a line was taken out: no word leads there, whatever name she ever had. Goes through all segments.</summary>
    [Alias("erase")]
    Task Erase(int slot);

    /// <summary>The places whose names have all of these words.</summary>
    /// <param name="wanted">As <see cref="NameWords.Wanted"/> gives them.</param>
    /// <param name="slots">Places that the roster has given out.</param>
    [Alias("find")]
    Task<NamedPlaces> Find(ImmutableArray<string> wanted, int slots);
}

/// <summary>At most <see cref="RosterWordSegment.Most"/> of the words.</summary>
/// <remarks>Key <c>tenant/{course}.{n}</c>.</remarks>
[Alias("teaching.roster_word_segment"), ServesPurpose("teaching", DataCategory.Account, DataCategory.Profile)]
internal interface IRosterWordSegmentGrain : ITenantScopedGrain
{
    /// <summary>All entries, in the order of their words.</summary>
    [Alias("entries")]
    Task<ImmutableArray<string>> Entries();

    /// <summary>Replaces them.</summary>
    [Alias("keep")]
    Task Keep(ImmutableArray<string> entries);
}

/// <summary>What words of names lead to.</summary>
/// <param name="Slots">Places, newest first; null where each of the words stands in so many names that they are not listed.</param>
/// <param name="IsAll">These are the ones; else each line is still to be compared, because some word was not looked up.</param>
[GenerateSerializer, Immutable, Alias("teaching.named_places")]
internal sealed record NamedPlaces(ImmutableArray<int>? Slots, bool IsAll);
