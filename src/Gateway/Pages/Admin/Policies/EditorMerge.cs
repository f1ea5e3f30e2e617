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
    /// <returns>The form to go on with, and by key what they wrote where both wrote.</returns>
    public static (EditorForm Form, ImmutableDictionary<string, PolicySection> Theirs) Of(
        EditorForm mine, DraftMark mark, PolicyText? theirs, PolicyText? authoritative)
    {
        var clashes = ImmutableDictionary.CreateBuilder<string, PolicySection>(StringComparer.Ordinal);
        var opening = One(mine.Opening, theirs?.Opening);
        var sections = mine.Sections.Select(part => One(part, part.Key.Length > 0 ? theirs?.Section(part.Key) : null)).ToList();

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

        return (new EditorForm(mark, opening, [.. sections]), clashes.ToImmutable());

        EditorPart One(EditorPart part, PolicySection? now)
        {
            // They removed it, or it is new: hers stays.
            if (now is null)
                return part with { Was = "" };

            var nowHash = EditorPart.Of(now, null).Was;

            if (nowHash == part.Was || nowHash == part.Hash)
                return part with { Was = nowHash };

            if (!part.IsChanged)
                return EditorPart.Of(now, null) with { Seen = part.Seen };

            clashes[part.Key] = now;
            return part with { Was = nowHash };
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

    private static (string, string, string) Words(EditorPart part) => (part.Number, part.Heading, part.Markdown);
}
