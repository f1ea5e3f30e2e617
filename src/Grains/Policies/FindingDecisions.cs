using Darsgah.Grains.Policies.Lint;

namespace Darsgah.Grains.Policies;

/// <summary>The decisions about a document's findings, and the rules for making and taking back one.</summary>
[GenerateSerializer, Immutable, Alias("policies.findings.state")]
internal sealed record FindingDecisions
{
    /// <summary>Oldest first, one a fingerprint.</summary>
    [Id(0)] public ImmutableArray<FindingDecision> Decisions { get; init; } = [];

    public FindingDecision? About(string fingerprint) =>
        Decisions.FirstOrDefault(decision => decision.Fingerprint == fingerprint);

    /// <summary>The findings with what was decided about them, and what was decided about others.</summary>
    public PolicyReview Review(ImmutableArray<LintFinding> findings)
    {
        var found = findings.Select(finding => finding.Fingerprint).ToHashSet(StringComparer.Ordinal);

        return new PolicyReview(
            [.. findings.Select(finding => new JudgedFinding(finding, About(finding.Fingerprint)))],
            [.. Decisions.Where(decision => !found.Contains(decision.Fingerprint)).Reverse()]);
    }

    /// <param name="findings">Those in the texts that she had in front of her.</param>
    public Outcome<FindingDecision> Decide(DecideFinding command, ImmutableArray<LintFinding> findings, DateTimeOffset at)
    {
        var note = command.Note.Trim();

        if (note.Length is 0 or > DecideFinding.LongestNote)
            return PolicyErrors.NoteNeeded();

        if (findings.FirstOrDefault(finding => finding.Fingerprint == command.Fingerprint) is not { } about)
            return PolicyErrors.NoSuchFinding();

        if (!about.Decidable)
            return PolicyErrors.FindingNotDecidable();

        if (About(command.Fingerprint) is { } known)
            return known.Note == note && known.By == command.Actor ? known : PolicyErrors.FindingDecided();

        return new FindingDecision(
            about.Fingerprint, about.Rule, about.Language, about.Section, about.Quote, note, command.Actor, at);
    }

    public FindingDecisions With(FindingDecision decision) =>
        About(decision.Fingerprint) is null ? this with { Decisions = Decisions.Add(decision) } : this;

    public FindingDecisions Without(FindingDecision decision) => this with { Decisions = Decisions.Remove(decision) };
}
