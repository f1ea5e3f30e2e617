using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies;

/// <summary>What the linter finds in a document, and what people of the school have decided about it.</summary>
/// <remarks>
/// Key <c>tenant/{document}</c>. A decision holds for a finding of its fingerprint, and so lapses by itself when the
/// clause says something else; it is kept all the same, with who made it, when and why.
/// </remarks>
[Alias("policies.findings")]
public interface IPolicyFindingsGrain : ITenantScopedGrain
{
    /// <summary>The findings in texts, each with the decision that holds for it, and the decisions that have lapsed.</summary>
    [Alias("review")]
    Task<PolicyReview> Review(TextsToReview texts);

    /// <summary>Keeps a person's decision to leave a finding as it is. The same decision twice is one.</summary>
    /// <returns>
    /// The decision; or <see cref="PolicyErrors.NoSuchFinding"/>, <see cref="PolicyErrors.FindingDecided"/>,
    /// <see cref="PolicyErrors.FindingNotDecidable"/>, <see cref="PolicyErrors.NoteNeeded"/>.
    /// </returns>
    [Alias("decide")]
    Task<Outcome<FindingDecision>> Decide(DecideFinding command);

    /// <summary>Takes a decision back, whether it still holds or has lapsed.</summary>
    /// <returns>What it was; or <see cref="PolicyErrors.FindingNotDecided"/>.</returns>
    [Alias("withdraw")]
    Task<Outcome<FindingDecision>> Withdraw(string fingerprint, string actor);
}

/// <summary>Texts to hold against what the school is and does.</summary>
/// <param name="Texts">By language: all that would be published together.</param>
/// <param name="Effective">From when they are to be in force; null while that is not known.</param>
/// <param name="Stated">The date they carry, where a person entered it.</param>
[GenerateSerializer, Immutable, Alias("policies.texts_to_review")]
public sealed record TextsToReview(
    ImmutableDictionary<string, PolicyText> Texts, DateTimeOffset? Effective = null, DateOnly? Stated = null)
{
    /// <summary>Sections that settings, laws and promises ask for (<see cref="IPolicyGrain.Required"/>).</summary>
    [Id(0)] public ImmutableArray<RequiredText> Required { get; init; } = [];
}

/// <summary>A section that something asks for, as the newest version has it or an earlier one had.</summary>
/// <param name="Section">Its key.</param>
/// <param name="Heading">Its heading, with its printed number; the name that the settings call it by where it is long gone.</param>
/// <param name="Setting">Path of the setting that is from it.</param>
/// <param name="KeptBy">Keys of the sections any of which is enough.</param>
[GenerateSerializer, Immutable, Alias("policies.required_text")]
public sealed record RequiredText(string Section, string Heading, string Setting, ImmutableArray<string> KeptBy)
{
    /// <summary>Languages in which the newest version says it; default where that is not known.</summary>
    [Id(4)] public ImmutableArray<string> Languages { get; init; }
}

/// <param name="Findings">The weightiest first, then by language and as they stand in the text.</param>
/// <param name="Lapsed">Decisions about clauses that have changed since, or are gone, the newest first.</param>
[GenerateSerializer, Immutable, Alias("policies.review")]
public sealed record PolicyReview(ImmutableArray<JudgedFinding> Findings, ImmutableArray<FindingDecision> Lapsed)
{
    /// <summary>What publishing waits for.</summary>
    public ImmutableArray<JudgedFinding> Open => [.. Findings.Where(finding => finding.StopsPublishing)];
}

/// <param name="Decision">What somebody has decided about it; null while nobody has.</param>
[GenerateSerializer, Immutable, Alias("policies.judged_finding")]
public sealed record JudgedFinding(LintFinding Finding, FindingDecision? Decision)
{
    /// <summary>It is an error, and nobody has decided to leave it.</summary>
    public bool StopsPublishing => Finding.Severity == LintSeverity.Error && (Decision is null || !Finding.Decidable);
}

/// <summary>A person's decision to leave a finding as it is.</summary>
/// <param name="Fingerprint">Of the finding: it holds for that clause as it was worded.</param>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Quote">The clause as it was; empty where the finding was that something is nowhere.</param>
/// <param name="Note">Why, in her words.</param>
/// <param name="By">Who: a person's id, <c>operator:…</c>, <c>key:…</c>.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("policies.finding_decision")]
public sealed record FindingDecision(
    string Fingerprint, string Rule, string Language, string Section, string Quote, string Note, string By, DateTimeOffset At);

/// <param name="Fingerprint">Of one of the findings in <paramref name="Texts"/>.</param>
/// <param name="Note">Why it stays as it is: 1 to <see cref="LongestNote"/> characters.</param>
/// <param name="Texts">The texts that she had in front of her.</param>
[GenerateSerializer, Immutable, Alias("policies.decide_finding")]
public sealed record DecideFinding(string Fingerprint, string Note, string Actor, TextsToReview Texts)
{
    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 1000;
}
