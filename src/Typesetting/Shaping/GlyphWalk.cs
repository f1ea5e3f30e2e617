using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>One lookup on its way over a run: which glyphs it passes over, and which it may touch.</summary>
/// <param name="Run">The glyphs, in the order of the text.</param>
/// <param name="Lookup">The lookup table.</param>
/// <param name="Mask">The features that turned it on.</param>
/// <param name="Positioning">It places glyphs (GPOS); else it replaces them (GSUB).</param>
internal sealed record GlyphWalk(List<Glyph> Run, GlyphDefinitions Definitions, TableView Lookup, int Mask, bool Positioning)
{
    private const int IgnoreBases = 2;
    private const int IgnoreLigatures = 4;
    private const int IgnoreMarks = 8;
    private const int UseMarkSet = 16;

    public const int RightToLeft = 1;

    public int Flags => Lookup.U16(2);

    /// <summary>True where the lookup is about this glyph and its features are on for it.</summary>
    public bool Touches(Glyph glyph) => (glyph.Mask & Mask) != 0 && IsSeen(glyph, Flags);

    /// <summary>The next glyph that the lookup sees and that <paramref name="matches"/>; -1 where another one stands there.</summary>
    /// <param name="context">It is looked at, not changed: its features do not matter.</param>
    public int Next(int index, Func<Glyph, bool> matches, bool context = false) => Step(index, 1, Flags, matches, context);

    /// <summary>As <see cref="Next"/>, backwards.</summary>
    public int Previous(int index, Func<Glyph, bool> matches, bool context = true) => Step(index, -1, Flags, matches, context);

    /// <summary>The glyph before that is no mark, for a mark to stand on; -1 where there is none.</summary>
    public int PreviousNonMark(int index) => Step(index, -1, IgnoreMarks, glyph => !glyph.IsIgnorable, context: true);

    /// <summary>The nearest glyph before that the lookup would see if its flags named no class to leave out.</summary>
    public int PreviousSeen(int index) =>
        Step(index, -1, Flags & ~(IgnoreBases | IgnoreLigatures | IgnoreMarks), glyph => !glyph.IsIgnorable, context: true);

    private int Step(int index, int by, int flags, Func<Glyph, bool> matches, bool context)
    {
        for (index += by; index >= 0 && index < Run.Count; index += by)
        {
            var glyph = Run[index];

            if (!IsSeen(glyph, flags))
                continue;

            if ((context || (glyph.Mask & Mask) != 0) && matches(glyph))
                return index;

            if (!MayPassOver(glyph, context))
                return -1;
        }

        return -1;
    }

    // Joiners are passed over while placing, and in a context; a rule that replaces sees a non-joiner as a glyph between.
    private bool MayPassOver(Glyph glyph, bool context) =>
        glyph.IsIgnorable && (Positioning || !glyph.IsNonJoiner || context) && (Positioning || !glyph.IsJoiner || context);

    private bool IsSeen(Glyph glyph, int flags)
    {
        switch (glyph.Kind)
        {
            case GlyphKind.Base when (flags & IgnoreBases) != 0:
            case GlyphKind.Ligature when (flags & IgnoreLigatures) != 0:
            case GlyphKind.Mark when (flags & IgnoreMarks) != 0:
                return false;
        }

        if (!glyph.IsMark)
            return true;

        if ((flags & UseMarkSet) != 0)
            return Definitions.IsInMarkSet(Lookup.U16(6 + (2 * Lookup.U16(4))), glyph.Id);

        var wanted = flags >> 8;
        return wanted == 0 || Definitions.MarkClassOf(glyph.Id) == wanted;
    }
}
