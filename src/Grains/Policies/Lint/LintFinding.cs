namespace Darsgah.Grains.Policies.Lint;

/// <summary>How much a finding weighs. In order of weight.</summary>
public enum LintSeverity
{
    /// <summary>A reader would understand the text better; nothing goes wrong without it.</summary>
    Advice = 1,

    /// <summary>The text says something that is not so, or cannot be kept. Publishing goes on.</summary>
    Warning = 2,

    /// <summary>Publishing waits until the text is mended, or a person has decided to leave it, and why.</summary>
    Error = 3,
}

/// <summary>Something in a text that a person should look at: where, what it is about, and how much it weighs.</summary>
/// <param name="Rule">Code of one of <see cref="LintRules"/>: <c>lint.contact_missing</c>. Texts are found by it.</param>
/// <param name="Answers">Ids of what the rule answers in the privacy rules: <c>T49</c>.</param>
/// <param name="Language">Language of the text it was found in.</param>
/// <param name="Section">Key of the section; <c>opening</c> for the title, the preamble and what is nowhere.</param>
/// <param name="Quote">The clause, letter by letter; empty where the finding is that something is nowhere.</param>
/// <param name="Values">What the texts' placeholders stand for. <c>words</c> are the words in the clause that matter.</param>
/// <param name="Fingerprint">
/// Names the finding for as long as its clause says the same: 40 lower-case hex digits. A decision about it holds by it.
/// </param>
[GenerateSerializer, Immutable, Alias("policies.lint.finding")]
public sealed record LintFinding(
    string Rule,
    ImmutableArray<string> Answers,
    LintSeverity Severity,
    Id<Document> Document,
    string Language,
    string Section,
    string Quote,
    ImmutableDictionary<string, string> Values,
    string Fingerprint)
{
    /// <summary>
    /// A person may decide to leave it as it is. False where the school's own rules refuse to publish whatever is decided.
    /// </summary>
    public bool Decidable => Rule != LintRules.AuthoritativeMissing.Code || Severity != LintSeverity.Error;
}
