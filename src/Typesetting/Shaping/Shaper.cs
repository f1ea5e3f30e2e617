using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Shaping;

/// <summary>A glyph in its place, in font units.</summary>
/// <param name="Id">In the font.</param>
/// <param name="Cluster">Index of the first character in the text that it stands for.</param>
/// <param name="Advance">How far the pen moves on.</param>
internal sealed record PlacedGlyph(int Id, int Cluster, int Advance, int OffsetX, int OffsetY);

/// <summary>Turns text of one script and direction into glyphs, as OpenType fonts with Arabic and Latin ask for.</summary>
/// <remarks>
/// Follows the order of features that HarfBuzz applies (https://harfbuzz.github.io), whose <c>hb-shape</c> is the oracle of
/// its tests. Scripts with rules of their own (Indic, Hangul, Thai …) are drawn letter by letter.
/// </remarks>
internal static class Shaper
{
    private const int HiddenAdvance = 0;

    private static readonly (string Tag, int Mask)[] Forms =
    [
        ("isol", ArabicJoining.Isolated), ("fina", ArabicJoining.Final), ("medi", ArabicJoining.Medial), ("init", ArabicJoining.Initial),
    ];

    /// <param name="script">OpenType script: <c>arab</c>, <c>latn</c>.</param>
    /// <param name="language">OpenType language system: <c>FAR </c>; null for the default one.</param>
    /// <returns>Glyphs from left to right.</returns>
    public static List<PlacedGlyph> Shape(FontFile font, string text, string script, bool rightToLeft, string? language)
    {
        var isArabic = script == "arab";
        var run = Nominal(font, text, rightToLeft, isArabic);

        Substitute(font, run, script, language, isArabic);
        Position(font, run, script, language, rightToLeft);

        var placed = run.ConvertAll(glyph => Place(font, glyph));

        if (rightToLeft)
            placed.Reverse();

        return placed;
    }

    private static List<Glyph> Nominal(FontFile font, string text, bool rightToLeft, bool isArabic)
    {
        var run = new List<Glyph>();
        var at = 0;

        foreach (var rune in text.EnumerateRunes())
        {
            var mirrored = rightToLeft ? BidiCharacters.Mirror(rune.Value) : rune.Value;
            var codePoint = mirrored != rune.Value && font.Has(mirrored) ? mirrored : rune.Value;
            var glyph = new Glyph(rune.Value, at) { Id = font.GlyphOf(codePoint) };

            // A hyphen or a space of another kind is drawn as the plain one where the font has only that.
            if (glyph.Id == 0 && rune.Value is 0x2010 or 0x2011)
                glyph.Id = font.GlyphOf('-');
            else if (glyph.Id == 0 && rune.Value is 0x00A0 or 0x202F or 0x2009)
                glyph.Id = font.GlyphOf(' ');

            glyph.Kind = KindOf(font, glyph);
            run.Add(glyph);
            at += rune.Utf16SequenceLength;
        }

        if (isArabic)
            ArabicJoining.Assign(run);

        return run;
    }

    private static GlyphKind KindOf(FontFile font, Glyph glyph) => font.Definitions.KindOf(glyph.Id) is not GlyphKind.None and var kind
        ? kind
        : Rune.IsValid(glyph.CodePoint) && !DefaultIgnorables.Has(glyph.CodePoint)
            && Rune.GetUnicodeCategory(new Rune(glyph.CodePoint)) == UnicodeCategory.NonSpacingMark && font.Table("GDEF").IsNone
            ? GlyphKind.Mark
            : GlyphKind.None;

    private static void Substitute(FontFile font, List<Glyph> run, string script, string? language, bool isArabic)
    {
        var table = new LayoutTable(font.Table("GSUB"), script, language);
        var substitution = new Substitution(table, run, font.Definitions);

        if (isArabic)
        {
            substitution.Apply(table.Lookups(("ccmp", Glyph.Everywhere), ("locl", Glyph.Everywhere)));

            foreach (var form in Forms)
                substitution.Apply(table.Lookups(form));

            substitution.Apply(table.Lookups(("rlig", Glyph.Everywhere)));

            if (table.Has("rclt"))
                substitution.Apply(table.Lookups(("calt", Glyph.Everywhere), ("rclt", Glyph.Everywhere), ("liga", Glyph.Everywhere), ("clig", Glyph.Everywhere), ("mset", Glyph.Everywhere)));
            else
                substitution.Apply(table.Lookups(("calt", Glyph.Everywhere), ("liga", Glyph.Everywhere), ("clig", Glyph.Everywhere), ("mset", Glyph.Everywhere)));
        }
        else
        {
            substitution.Apply(table.Lookups(
                ("ccmp", Glyph.Everywhere), ("locl", Glyph.Everywhere), ("rlig", Glyph.Everywhere), ("calt", Glyph.Everywhere),
                ("clig", Glyph.Everywhere), ("liga", Glyph.Everywhere), ("rclt", Glyph.Everywhere)));
        }
    }

    private static void Position(FontFile font, List<Glyph> run, string script, string? language, bool rightToLeft)
    {
        foreach (var glyph in run)
            glyph.Advance = font.Advance(glyph.Id);

        var table = new LayoutTable(font.Table("GPOS"), script, language);
        var positioning = new Positioning(table, run, font.Definitions, rightToLeft);

        positioning.Apply(table.Lookups(
            ("abvm", Glyph.Everywhere), ("blwm", Glyph.Everywhere), ("mark", Glyph.Everywhere), ("mkmk", Glyph.Everywhere),
            ("curs", Glyph.Everywhere), ("dist", Glyph.Everywhere), ("kern", Glyph.Everywhere)));

        foreach (var glyph in run.Where(glyph => glyph.IsMark || glyph.IsIgnorable))
        {
            glyph.Advance = HiddenAdvance;

            if (glyph.IsIgnorable)
                (glyph.OffsetX, glyph.OffsetY) = (0, 0);
        }

        positioning.Finish();
    }

    // What is never drawn becomes an empty glyph, so that its text can still be copied.
    private static PlacedGlyph Place(FontFile font, Glyph glyph) => glyph.IsIgnorable
        ? new PlacedGlyph(font.GlyphOf(' '), glyph.Cluster, HiddenAdvance, 0, 0)
        : new PlacedGlyph(glyph.Id, glyph.Cluster, glyph.Advance, glyph.OffsetX, glyph.OffsetY);
}
