namespace Darsgah.Grains.Policies.Texts;

/// <summary>What differs between two versions of a text, section by section.</summary>
/// <param name="Sections">All sections, the opening first, in the new order; removed ones where they stood.</param>
/// <param name="WordsAdded">Words in the new text only.</param>
/// <param name="WordsRemoved">Words in the old text only.</param>
/// <param name="Proposal">How much the change weighs, for a person to confirm.</param>
[GenerateSerializer, Immutable, Alias("policies.change")]
public sealed record PolicyChange(
    ImmutableArray<SectionChange> Sections, int WordsAdded, int WordsRemoved, ChangeProposal Proposal)
{
    /// <summary>Nothing differs in what is printed.</summary>
    public bool None =>
        Sections.All(section => section is { Kind: SectionChangeKind.Same, Moved: false, Renumbered: false });

    /// <summary>Compares two texts by their sections' keys.</summary>
    /// <param name="old">The text in force; null for the first version, in which everything is added.</param>
    /// <param name="next">The text to come.</param>
    public static PolicyChange Between(PolicyText? old, PolicyText next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var before = old?.Parts ?? [];
        var moved = Moved(before, next.Parts);
        var changes = next.Parts.Select(part =>
            Compare(before.FirstOrDefault(was => Same(was.Key, part.Key)), part, moved.Contains(part.Key))).ToList();

        for (var index = 0; index < before.Length; index++)
        {
            if (next.Parts.Any(part => Same(part.Key, before[index].Key)))
                continue;

            var place = index == 0 ? -1 : changes.FindIndex(change => Same(change.Key, before[index - 1].Key));
            changes.Insert(place + 1, Compare(before[index], null, moved: false));
        }

        var runs = changes.SelectMany(change => change.HeadingRuns.AddRange(change.BodyRuns)).ToList();
        return new(
            [.. changes],
            WordDiff.Count(runs, DiffKind.Added),
            WordDiff.Count(runs, DiffKind.Removed),
            ChangeProposal.Of(changes, first: old is null));
    }

    private static SectionChange Compare(PolicySection? old, PolicySection? next, bool moved)
    {
        var heading = WordDiff.Between(old?.Heading ?? "", next?.Heading ?? "");
        var body = WordDiff.Between(old?.Markdown ?? "", next?.Markdown ?? "");
        var kind = (old, next) switch
        {
            (null, _) => SectionChangeKind.Added,
            (_, null) => SectionChangeKind.Removed,
            _ => Same(old.Hash, next.Hash) ? SectionChangeKind.Same : SectionChangeKind.Changed,
        };

        var renumbered = old is not null && next is not null
            && (!Same(old.Number, next.Number) || old.Level != next.Level);
        return new((next ?? old)!.Key, kind, moved, renumbered, old?.Number, next?.Number, heading, body);
    }

    // The sections outside the longest run of sections that kept their order.
    private static HashSet<string> Moved(ImmutableArray<PolicySection> old, ImmutableArray<PolicySection> next)
    {
        var places = old.Select((section, place) => (section.Key, place))
            .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.Ordinal);
        var common = next.Where(section => places.ContainsKey(section.Key)).Select(section => section.Key).ToList();
        var (length, before) = (new int[common.Count], new int[common.Count]);
        var last = -1;

        for (var index = 0; index < common.Count; index++)
        {
            (length[index], before[index]) = (1, -1);
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (places[common[earlier]] < places[common[index]] && length[earlier] + 1 > length[index])
                    (length[index], before[index]) = (length[earlier] + 1, earlier);
            }

            last = last < 0 || length[index] > length[last] ? index : last;
        }

        var moved = common.ToHashSet(StringComparer.Ordinal);
        for (; last >= 0; last = before[last])
            moved.Remove(common[last]);

        return moved;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}

/// <summary>What became of one section.</summary>
/// <param name="Moved">It stands elsewhere among the others.</param>
/// <param name="Renumbered">Its printed number or level differs; its words may be the same.</param>
/// <param name="HeadingRuns">The heading, compared.</param>
/// <param name="BodyRuns">The body's Markdown, compared; so that a changed link shows as well.</param>
[GenerateSerializer, Immutable, Alias("policies.section_change")]
public sealed record SectionChange(
    string Key,
    SectionChangeKind Kind,
    bool Moved,
    bool Renumbered,
    string? OldNumber,
    string? NewNumber,
    ImmutableArray<DiffRun> HeadingRuns,
    ImmutableArray<DiffRun> BodyRuns);

/// <summary>What became of a section's words.</summary>
[GenerateSerializer, Alias("policies.section_change_kind")]
public enum SectionChangeKind
{
    /// <summary>The same words.</summary>
    Same = 0,

    /// <summary>New.</summary>
    Added = 1,

    /// <summary>Gone.</summary>
    Removed = 2,

    /// <summary>Other words.</summary>
    Changed = 3,
}
