using DiffPlex;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>A piece of a compared text.</summary>
/// <param name="Kind">In both texts, or in one.</param>
/// <param name="Text">Words with the spaces and signs around them; joined, the runs give each text again.</param>
[GenerateSerializer, Immutable, Alias("policies.diff_run")]
public sealed record DiffRun(DiffKind Kind, string Text);

/// <summary>Where a piece of text stands.</summary>
[GenerateSerializer, Alias("policies.diff_kind")]
public enum DiffKind
{
    /// <summary>In both.</summary>
    Same = 0,

    /// <summary>In the new text only.</summary>
    Added = 1,

    /// <summary>In the old text only.</summary>
    Removed = 2,
}

/// <summary>Compares two texts word by word; a word joined by ZWNJ is one word.</summary>
public static class WordDiff
{
    // The comparison looks at old × new words at worst. Beyond this, and with next to nothing in common, the texts are
    // shown as a whole, which is what the reader would see anyway.
    private const long MostPairs = 20_000_000;
    private const double NothingInCommon = 0.2;

    /// <summary>The same runs for reading: words changed one after another stand together, with the blanks between them.</summary>
    public static ImmutableArray<DiffRun> Readable(ImmutableArray<DiffRun> runs)
    {
        var joined = ImmutableArray.CreateBuilder<DiffRun>();
        var (removed, added) = ("", "");

        for (var index = 0; index < runs.Length; index++)
        {
            var (kind, text) = runs[index];
            var between = kind == DiffKind.Same && string.IsNullOrWhiteSpace(text) && !text.Contains('\n', StringComparison.Ordinal)
                && (removed + added).Length > 0 && index + 1 < runs.Length;

            removed += kind == DiffKind.Removed || between ? text : "";
            added += kind == DiffKind.Added || between ? text : "";

            if (kind != DiffKind.Same || between)
                continue;

            Flush();
            joined.Add(runs[index]);
        }

        Flush();
        return joined.ToImmutable();

        void Flush()
        {
            Add(DiffKind.Removed, removed, other: added);
            Add(DiffKind.Added, added, other: removed);

            (removed, added) = ("", "");
        }

        // Blanks alone beside words of the other kind are nothing to point at.
        void Add(DiffKind kind, string text, string other)
        {
            if (text.Length > 0)
                joined.Add(new(string.IsNullOrWhiteSpace(text) && other.Length > 0 ? DiffKind.Same : kind, text));
        }
    }

    /// <summary>How many words of a kind runs have.</summary>
    public static int Count(IEnumerable<DiffRun> runs, DiffKind kind) =>
        runs.Where(run => run.Kind == kind).Sum(run => Words.In(run.Text).Count());

    /// <summary>The runs in reading order; removed before added where both are.</summary>
    public static ImmutableArray<DiffRun> Between(string old, string next)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        if (string.Equals(old, next, StringComparison.Ordinal))
            return old.Length == 0 ? [] : [new(DiffKind.Same, old)];

        var runs = new List<DiffRun>();
        if ((long)old.Length * next.Length / 25 > MostPairs
            && Words.Shared(Words.Bag(old), Words.Bag(next)) < NothingInCommon)
        {
            Add(DiffKind.Removed, [old]);
            Add(DiffKind.Added, [next]);
            return [.. runs];
        }

        var diff = new Differ().CreateCustomDiffs(old, next, ignoreWhiteSpace: false, text => [.. Words.Tokens(text)]);
        var at = 0;

        foreach (var block in diff.DiffBlocks)
        {
            Add(DiffKind.Same, diff.PiecesNew[at..block.InsertStartB]);
            Add(DiffKind.Removed, diff.PiecesOld[block.DeleteStartA..(block.DeleteStartA + block.DeleteCountA)]);
            at = block.InsertStartB + block.InsertCountB;
            Add(DiffKind.Added, diff.PiecesNew[block.InsertStartB..at]);
        }

        Add(DiffKind.Same, diff.PiecesNew[at..]);
        return [.. runs];

        void Add(DiffKind kind, IEnumerable<string> pieces)
        {
            var text = string.Concat(pieces);
            if (text.Length > 0)
                runs.Add(new(kind, text));
        }
    }
}
