namespace Darsgah.Grains.Policies.Glossary;

/// <summary>A school's words for the terms of its documents, so that all translations say them alike.</summary>
/// <remarks>Key <c>tenant/glossary</c>.</remarks>
[Alias("policies.glossary")]
public interface IGlossaryGrain : ITenantScopedGrain
{
    /// <summary>All terms, in the order in which they were added.</summary>
    [Alias("all")]
    Task<SchoolGlossary> All();

    /// <summary>Adds a term, or changes the one with its id.</summary>
    /// <param name="expectedRevision">Of the glossary that the change was made from.</param>
    /// <returns>
    /// The glossary; or <see cref="GlossaryErrors.Changed"/>, <see cref="GlossaryErrors.NoSuchTerm"/>, <see cref="GlossaryErrors.WordsNeeded"/>,
    /// <see cref="GlossaryErrors.TooLong"/>, <see cref="GlossaryErrors.Full"/>, <see cref="GlossaryErrors.Known"/>,
    /// <see cref="PolicyErrors.BadLanguage"/>.
    /// </returns>
    [Alias("put")]
    Task<Outcome<SchoolGlossary>> Put(GlossaryTerm term, int expectedRevision, string actor);

    /// <summary>Takes a term away; one that is not there is no mistake.</summary>
    /// <returns>The glossary; or <see cref="GlossaryErrors.Changed"/>.</returns>
    [Alias("remove")]
    Task<Outcome<SchoolGlossary>> Remove(string term, int expectedRevision, string actor);
}

/// <param name="Revision">One more with each change; 0 before the first.</param>
[GenerateSerializer, Immutable, Alias("policies.glossary.all")]
public sealed record SchoolGlossary(ImmutableArray<GlossaryTerm> Terms, int Revision);

/// <summary>A term and its word in each language.</summary>
/// <param name="Id">Names it; empty for one that is to be added.</param>
/// <param name="Words">By canonical language tag; several words that are all right are parted by a slash.</param>
/// <param name="Note">What it means, or how it is used; may be empty.</param>
[GenerateSerializer, Immutable, Alias("policies.glossary.term")]
public sealed record GlossaryTerm(string Id, ImmutableDictionary<string, string> Words, string Note)
{
    /// <summary>Characters of the words in one language.</summary>
    public const int LongestWords = 200;

    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 500;

    /// <summary>Every word of it that is right in a language; none where it has none.</summary>
    public ImmutableArray<string> WordsIn(string language) =>
        [.. Words.GetValueOrDefault(language, "").Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(word => TextFold.Fold(word).Length > 0)];
}
