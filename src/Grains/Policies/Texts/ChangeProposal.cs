namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// How much a change weighs, proposed by simple cues; a person confirms or corrects it, and that is recorded (T56).
/// </summary>
/// <remarks>
/// <para>
/// <b>Significant</b>: a section is removed; or added or removed words speak of a purpose, recipient, category of data,
/// retention, right, region or controller (see <see cref="ChangeCue"/>).
/// </para>
/// <para>
/// <b>Editorial</b>: no section is added or removed, no number and no word of negation or duty differs, and every
/// changed word differs from the one it replaces by two letters at most.
/// </para>
/// <para>
/// <b>Ordinary</b>: anything else, and the first version, by which nobody loses anything that was promised.
/// </para>
/// </remarks>
/// <param name="Class">The proposal. Never to be used unconfirmed.</param>
/// <param name="Cues">Why.</param>
[GenerateSerializer, Immutable, Alias("policies.change_proposal")]
public sealed record ChangeProposal(ChangeClass Class, ImmutableArray<ChangeCue> Cues)
{
    internal static ChangeProposal Of(IReadOnlyCollection<SectionChange> changes, bool first)
    {
        if (first)
            return new(ChangeClass.Ordinary, [new("first_version", PolicyText.OpeningKey, "")]);

        var found = changes.SelectMany(CuesIn).ToImmutableArray();
        if (found.Length > 0)
            return new(ChangeClass.Significant, found);

        return changes.All(IsEditorial)
            ? new(ChangeClass.Editorial, [])
            : new(ChangeClass.Ordinary, []);
    }

    private static IEnumerable<ChangeCue> CuesIn(SectionChange change)
    {
        if (change.Kind == SectionChangeKind.Removed)
            yield return new("section_removed", change.Key, string.Concat(change.HeadingRuns.Select(run => run.Text)));

        // A spelling correction may touch any of the words.
        if (IsEditorial(change))
            yield break;

        foreach (var runs in new[] { change.HeadingRuns, change.BodyRuns })
        {
            for (var index = 0; index < runs.Length; index++)
            {
                if (runs[index].Kind == DiffKind.Same)
                    continue;

                foreach (var (code, words) in ChangeWords.Cues)
                {
                    if (words.Match(runs[index].Text) is { Success: true } match)
                        yield return new(code, change.Key, match.Value);
                }

                // "3 years" becomes "5 years": the unit stands in what did not change.
                if (index + 1 < runs.Length && runs[index + 1].Kind == DiffKind.Same
                    && ChangeWords.Period.IsMatch(runs[index + 1].Text))
                    yield return new("retention", change.Key, runs[index].Text.Trim());
            }
        }
    }

    private static bool IsEditorial(SectionChange change)
    {
        if (change.Kind is SectionChangeKind.Added or SectionChangeKind.Removed)
            return false;

        return IsEditorial(change.HeadingRuns) && IsEditorial(change.BodyRuns);
    }

    private static bool IsEditorial(ImmutableArray<DiffRun> runs)
    {
        for (var index = 0; index < runs.Length; index++)
        {
            if (runs[index].Kind == DiffKind.Same)
                continue;

            var (removed, added) = (Words.In(Text(DiffKind.Removed)).ToList(), Words.In(Text(DiffKind.Added)).ToList());
            if (removed.Count != added.Count || !removed.Zip(added).All(pair => IsCorrection(pair.First, pair.Second)))
                return false;

            index += runs[index].Kind == DiffKind.Removed && Text(DiffKind.Added).Length > 0 ? 1 : 0;

            string Text(DiffKind kind) => runs[index].Kind == kind ? runs[index].Text
                : runs[index].Kind == DiffKind.Removed && index + 1 < runs.Length && runs[index + 1].Kind == kind
                    ? runs[index + 1].Text : "";
        }

        return true;
    }

    private static bool IsCorrection(string old, string next) =>
        !old.Concat(next).Any(char.IsDigit) && !ChangeWords.Weighty.IsMatch(old) && !ChangeWords.Weighty.IsMatch(next)
        && (string.Equals(old, next, StringComparison.OrdinalIgnoreCase)
            || (Math.Min(old.Length, next.Length) > 3 && Distance(old, next) <= 2));

    // Levenshtein; a word is short, so the plain table is enough.
    private static int Distance(string old, string next)
    {
        if (Math.Abs(old.Length - next.Length) > 2)
            return int.MaxValue;

        var row = Enumerable.Range(0, next.Length + 1).ToArray();
        for (var i = 1; i <= old.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= next.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (old[i - 1] == next[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}

/// <summary>Why a change may matter.</summary>
/// <param name="Code">
/// <c>purpose</c>, <c>recipient</c>, <c>category</c>, <c>retention</c>, <c>right</c>, <c>region</c>, <c>controller</c>,
/// <c>section_removed</c> or <c>first_version</c>.
/// </param>
/// <param name="SectionKey">Where.</param>
/// <param name="Words">The words that gave the cue.</param>
[GenerateSerializer, Immutable, Alias("policies.change_cue")]
public sealed record ChangeCue(string Code, string SectionKey, string Words);
