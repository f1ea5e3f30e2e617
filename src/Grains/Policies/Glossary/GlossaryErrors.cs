namespace Darsgah.Grains.Policies.Glossary;

/// <summary>Refusals about the glossary.</summary>
public static class GlossaryErrors
{
    /// <summary>Somebody else changed it first.</summary>
    public static Error Changed() => Error.Conflict(
        "glossary.changed", "Somebody changed the glossary meanwhile. Nothing of yours was saved over it; look at it and save again.");

    /// <summary>There is no such term.</summary>
    public static Error NoSuchTerm(string term) =>
        Error.NotFound("glossary.no_such_term", $"The glossary has no term '{term}'.", null, ("term", term));

    /// <summary>A word in one language alone compares with nothing.</summary>
    public static Error WordsNeeded() => Error.Invalid("glossary.words_needed", "Write the word in at least two languages.", "words");

    /// <summary>Words or note are too long.</summary>
    public static Error TooLong() => Error.Invalid(
        "glossary.too_long", $"Words have at most {GlossaryTerm.LongestWords} characters in a language, a note {GlossaryTerm.LongestNote}.", "words");

    /// <summary>There is no room for more.</summary>
    public static Error Full() => Error.Invalid(
        "glossary.full", $"A glossary has at most {GlossaryState.MostTerms} terms. Remove what nobody needs.", "words");

    /// <summary>Another term has that word.</summary>
    public static Error Known(string word) => Error.Invalid(
        "glossary.known", $"A word of it belongs to another term, “{word}”. Change that one.", "words", ("word", word));
}
