using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Glossary;

/// <summary>The terms, and the rules for changing them.</summary>
[GenerateSerializer, Immutable, Alias("policies.glossary.state")]
internal sealed record GlossaryState
{
    /// <summary>Terms of a school; with it the record stays below 256 KB in any script.</summary>
    public const int MostTerms = 150;

    private const int MostCharacters = 60_000;

    [Id(0)] public ImmutableArray<GlossaryTerm> Terms { get; init; } = [];

    [Id(1)] public int Revision { get; init; }

    public SchoolGlossary Shown => new(Terms, Revision);

    /// <param name="id">For a term that has none yet.</param>
    public Outcome<GlossaryState> Put(GlossaryTerm term, int expectedRevision, string id)
    {
        if (expectedRevision != Revision)
            return GlossaryErrors.Changed();

        if (term.Words.Keys.FirstOrDefault(language => !LanguageTag.TryCanonical(language, out var tag, out _) || tag != language) is { } unknown)
            return PolicyErrors.BadLanguage(unknown);

        // No word in a language, as a program may say with null, is none.
        var words = term.Words.Where(pair => pair.Value is { } word && PlainText.Line(word).Length > 0)
            .ToImmutableDictionary(pair => pair.Key, pair => PlainText.Line(pair.Value), StringComparer.Ordinal);
        var next = new GlossaryTerm(term.Id.Length > 0 ? term.Id : id, words, PlainText.Line(term.Note));

        if (words.Keys.Count(language => !next.WordsIn(language).IsEmpty) < 2)
            return GlossaryErrors.WordsNeeded();

        if (words.Values.Any(word => word.Length > GlossaryTerm.LongestWords) || next.Note.Length > GlossaryTerm.LongestNote)
            return GlossaryErrors.TooLong();

        var known = Terms.FirstOrDefault(one => one.Id == next.Id);

        if (term.Id.Length > 0 && known is null)
            return GlossaryErrors.NoSuchTerm(term.Id);

        var others = known is null ? Terms : Terms.Remove(known);

        // One word of a language for two terms: nobody could tell which of the two is meant.
        if (others.FirstOrDefault(one => words.Keys.Any(language => Folded(one, language).Intersect(Folded(next, language), StringComparer.Ordinal).Any())) is { } same)
            return GlossaryErrors.Known(same.Words.Values.First());

        var terms = known is null ? Terms.Add(next) : Terms.Replace(known, next);

        return terms.Length > MostTerms || terms.Sum(one => one.Note.Length + one.Words.Values.Sum(word => word.Length + 20)) > MostCharacters
            ? GlossaryErrors.Full()
            : new GlossaryState { Terms = terms, Revision = Revision + 1 };
    }

    public Outcome<GlossaryState> Remove(string term, int expectedRevision)
    {
        if (Terms.All(one => one.Id != term))
            return this;

        return expectedRevision != Revision
            ? GlossaryErrors.Changed()
            : new GlossaryState { Terms = Terms.RemoveAll(one => one.Id == term), Revision = Revision + 1 };
    }

    private static IEnumerable<string> Folded(GlossaryTerm term, string language) => term.WordsIn(language).Select(TextFold.Fold);
}
