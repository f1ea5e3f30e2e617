using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Two people edited the same text: nothing of either is lost, and what both changed is shown to decide.</summary>
internal static class EditorMerge
{
    /// <summary>The form over the draft as it is now.</summary>
    /// <param name="mine">What could not be saved.</param>
    /// <param name="mark">The state of the draft now.</param>
    /// <param name="theirs">This language's text in the draft now; null where there is none.</param>
    /// <param name="authoritative">The text it translates, as it is now, or null.</param>
    public static EditorMerged Of(EditorForm mine, DraftMark mark, PolicyText? theirs, PolicyText? authoritative)
    {
        var clashes = ImmutableDictionary.CreateBuilder<string, PolicySection>(StringComparer.Ordinal);
        var places = (theirs?.Sections ?? []).Select((section, place) => (section.Key, place))
            .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.Ordinal);
        var opening = One(mine.Opening, theirs?.Opening);
        var sections = mine.Sections.Select(part => One(part, part.Key.Length > 0 ? theirs?.Section(part.Key) : null)).ToList();

        // A translation stands in the order of the text it translates, which nobody moves here.
        var theyMoved = authoritative is null && IsMoved(mine.Sections.Select(part => (part.Stood, places.GetValueOrDefault(part.Key, -1))));
        var sheMoved = IsMoved(mine.Sections.Select((part, place) => (part.Stood, place)));

        if (theyMoved && !sheMoved)
            sections = InOrder(sections, places);

        var differ = theyMoved && !IsAscending(sections.Where(part => places.ContainsKey(part.Key)).Select(part => places[part.Key]));

        // Sections that only they have: put where they put them.
        var before = "";
        foreach (var section in theirs?.Sections ?? [])
        {
            if (sections.All(part => part.Key != section.Key))
            {
                sections.Insert(
                    sections.FindIndex(part => part.Key == before) + 1,
                    EditorPart.Of(section, authoritative?.Section(section.Key)));
            }

            before = section.Key;
        }

        return new(
            new EditorForm(mark, opening, [.. sections.Select(Standing)]), clashes.ToImmutable(), differ ? theirs!.Sections : []);

        EditorPart Standing(EditorPart part) => part with
        {
            Stood = places.TryGetValue(part.Key, out var place) ? new(place, Number(theirs!.Sections[place])) : null,
        };

        EditorPart One(EditorPart part, PolicySection? now)
        {
            // They removed it, or it is new: hers stays.
            if (now is null)
                return part with { Was = "" };

            var (loaded, number) = (EditorPart.Of(now, null), Number(now));
            var herNumber = part.Number != number && part.Stood?.Number != part.Number;
            var clash = herNumber && part.Stood?.Number != number;

            // Nobody types a level: theirs is the later one.
            var merged = part with { Was = loaded.Was, Level = now.Level, Number = herNumber ? part.Number : number };

            if (loaded.Was != part.Was && loaded.Was != part.Hash)
            {
                clash |= part.IsChanged;
                merged = part.IsChanged
                    ? merged
                    : loaded with { Number = merged.Number, Seen = part.Seen };
            }

            if (clash)
                clashes[part.Key] = now;

            return merged;
        }
    }

    /// <summary>The merged form can be saved without a look at it: the sections and their order are hers.</summary>
    /// <param name="typed">What could not be saved.</param>
    /// <param name="merged">What was made of it.</param>
    /// <param name="theirs">This language's text in the draft now; null where there is none.</param>
    /// <param name="merges">Words of others in sections that she left alone may come in; otherwise all words are hers too.</param>
    public static bool IsPlain(EditorForm typed, EditorForm merged, PolicyText? theirs, bool merges)
    {
        // A section that was there when she began and is gone: somebody removed it, and she decides.
        if (typed.Sections.Any(part => part.Was.Length > 0 && theirs?.Section(part.Key) is null))
            return false;

        return typed.Sections.Length == merged.Sections.Length
            && typed.Sections.Prepend(typed.Opening).Zip(merged.Sections.Prepend(merged.Opening)).All(pair =>
                pair.First.Key == pair.Second.Key && (merges || Words(pair.First) == Words(pair.Second)));
    }

    // Whether sections stand in another order now than when the form was loaded; those that are gone stand at -1.
    private static bool IsMoved(IEnumerable<(EditorPlace? Stood, int Now)> sections) => !IsAscending(
        sections.Where(section => section is { Stood: not null, Now: >= 0 }).OrderBy(section => section.Stood!.At).Select(section => section.Now));

    // In their order; a section that they do not have stays behind the one that it stands behind.
    private static List<EditorPart> InOrder(List<EditorPart> sections, Dictionary<string, int> places)
    {
        var ordered = sections.Where(part => places.ContainsKey(part.Key)).OrderBy(part => places[part.Key]).ToList();

        for (var at = 0; at < sections.Count; at++)
        {
            if (!places.ContainsKey(sections[at].Key))
                ordered.Insert(at == 0 ? 0 : ordered.IndexOf(sections[at - 1]) + 1, sections[at]);
        }

        return ordered;
    }

    private static string Number(PolicySection section) => FormText.Line(section.Number ?? "");

    private static bool IsAscending(IEnumerable<int> places) => places.Zip(places.Skip(1)).All(pair => pair.First < pair.Second);

    private static (int, string, string, string) Words(EditorPart part) => (part.Level, part.Number, part.Heading, part.Markdown);
}

/// <summary>What became of two people's work on one text.</summary>
/// <param name="Form">The form to go on with.</param>
/// <param name="Theirs">By key, what they wrote or how they numbered it where both did.</param>
/// <param name="Order">Their sections in their order, where both moved sections and not alike; empty otherwise. The form is in hers.</param>
internal sealed record EditorMerged(
    EditorForm Form, ImmutableDictionary<string, PolicySection> Theirs, ImmutableArray<PolicySection> Order);
