using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>Several glyphs that become one, and what becomes of the marks that stood between them.</summary>
internal static class LigatureParts
{
    /// <summary>Places of the parts; null where other glyphs stand there.</summary>
    public static List<int>? Match(GlyphWalk walk, TableView ligature, int at)
    {
        var first = walk.Run[at];
        var places = new List<int> { at };

        for (var part = 1; part < ligature.U16(2); part++)
        {
            var wanted = ligature.U16(4 + (2 * (part - 1)));
            var next = walk.Next(places[^1], glyph => glyph.Id == wanted);

            if (next < 0 || !OfOneLigature(first, walk.Run[next]))
                return null;

            places.Add(next);
        }

        return places;
    }

    /// <summary>Makes the first part the ligature, takes out the others and tells marks between them their component.</summary>
    public static void Join(List<Glyph> run, List<int> places, Action<Glyph> become, Func<int> number)
    {
        var first = run[places[0]];
        var marksOnly = places.Skip(1).All(place => run[place].IsMark);
        var isMark = first.IsMark && marksOnly;
        var isLigature = places.Count > 1 && !isMark && !(first.Kind == GlyphKind.Base && marksOnly);

        var (last, lastParts) = (first.Ligature, PartsOf(first));
        var done = lastParts;
        var id = isLigature ? number() : 0;
        var total = places.Sum(place => PartsOf(run[place]));

        if (isLigature)
            (first.Ligature, first.Component, first.Components) = (id, 0, total);

        become(first);

        var at = places[0] + 1;

        for (var part = 1; part < places.Count; part++)
        {
            var place = places[part] - (part - 1);

            for (; at < place; at++)
            {
                if (isLigature)
                    Move(run[at], id, lastParts, done);
            }

            (last, lastParts) = (run[at].Ligature, PartsOf(run[at]));
            done += lastParts;
            first.Cluster = Math.Min(first.Cluster, run[at].Cluster);
            run.RemoveAt(at);
        }

        for (; !isMark && last > 0 && at < run.Count && run[at].Ligature == last && run[at].Component > 0; at++)
            Move(run[at], id, lastParts, done);
    }

    private static void Move(Glyph mark, int id, int lastParts, int done)
    {
        var component = mark.Component == 0 ? lastParts : mark.Component;
        (mark.Ligature, mark.Component) = (id, done - lastParts + Math.Min(component, lastParts));
    }

    private static int PartsOf(Glyph glyph) => glyph.Kind == GlyphKind.Ligature ? glyph.Components : 1;

    // Marks of different parts of a ligature do not join with each other.
    private static bool OfOneLigature(Glyph first, Glyph other) => first is { Ligature: > 0, Component: > 0 }
        ? first.Ligature == other.Ligature && first.Component == other.Component
        : other is not { Ligature: > 0, Component: > 0 } || other.Ligature == first.Ligature;
}
