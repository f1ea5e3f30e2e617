using Darsgah.Typesetting.Bidi;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Shaping;
using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Layout;

/// <summary>How a paragraph is set.</summary>
/// <param name="Font">The font of all its characters; what it cannot draw is drawn as its empty box.</param>
/// <param name="Size">Of an em, in points.</param>
/// <param name="Language">BCP 47; some letters take another form by language.</param>
/// <param name="RightToLeft">The direction of the paragraph; null to see it from its first strong character.</param>
public sealed record TextStyle(FontFile Font, double Size, string Language, bool? RightToLeft = null)
{
    /// <summary>The font of strong words; null for the same as all.</summary>
    public FontFile? Strong { get; init; }
}

/// <summary>Sets paragraphs: bidirectional order, lines, shaping.</summary>
public static class Typesetter
{
    /// <summary>The lines of a paragraph, none wider than <paramref name="width"/> where it can be broken at all.</summary>
    /// <param name="text">Names, dates and titles in it stand in isolates (U+2068 … U+2069). A line feed begins a new line.</param>
    /// <param name="width">In points.</param>
    public static TextBlock Set(string text, TextStyle style, double width = double.PositiveInfinity) => Set(text, style, width, []);

    /// <summary>Likewise, with some words strong.</summary>
    /// <param name="strong">Characters of <paramref name="text"/> that are set in <see cref="TextStyle.Strong"/>; for a text in NFC only.</param>
    public static TextBlock Set(string text, TextStyle style, double width, ImmutableArray<Range> strong)
    {
        var lines = ImmutableArray.CreateBuilder<TextLine>();
        var whole = text.ReplaceLineEndings("\n");
        var start = 0;

        foreach (var part in whole.Split('\n'))
        {
            new Paragraph(part, style, start, whole.Length == text.Length ? strong : []).Break(width, lines);
            start += part.Length + 1;

            if (start <= whole.Length)
                lines[^1].Text += "\n";
        }

        return new TextBlock(text, lines.ToImmutable());
    }

    /// <summary>A size at which the text takes at most so many lines: the style's, or a smaller one.</summary>
    /// <param name="smallest">Below this the text is not made smaller; it takes more lines then.</param>
    public static TextBlock Fit(string text, TextStyle style, double width, int lines, double smallest)
    {
        var set = Set(text, style, width);

        while ((set.Lines.Length > lines || set.Lines.Any(line => line.Width > width)) && style.Size > smallest)
        {
            style = style with { Size = Math.Max(smallest, style.Size * 0.94) };
            set = Set(text, style, width);
        }

        return set;
    }

    private sealed class Paragraph
    {
        private readonly TextStyle style;
        private readonly Rune[] runes;
        private readonly bool[] isArabic;
        private readonly FontFile[] fonts;
        private readonly BidiParagraph bidi;

        // From what character of the whole text on it stands tells which of its words are strong.
        public Paragraph(string text, TextStyle style, int start, ImmutableArray<Range> strong)
        {
            this.style = style;
            var ordered = ArabicMarks.Order(text);
            runes = [.. ordered.EnumerateRunes()];
            isArabic = Scripts.AreArabic(runes);
            fonts = new FontFile[runes.Length];

            for (var (index, at) = (0, start); index < runes.Length; at += runes[index++].Utf16SequenceLength)
                fonts[index] = style.Strong is { } bold && ordered.Length == text.Length && strong.Any(range => range.Start.Value <= at && at < range.End.Value) ? bold : style.Font;

            bidi = BidiParagraph.Of([.. runes.Select(rune => rune.Value)], style.RightToLeft switch { true => 1, false => 0, null => null });
        }

        public void Break(double width, ImmutableArray<TextLine>.Builder lines)
        {
            for (var start = 0; start < runes.Length || start == 0;)
            {
                var (end, next) = LineEnd(start, width);
                lines.Add(LineOf(start, end, next));

                if (next >= runes.Length)
                    return;

                start = next;
            }
        }

        // The end of what is drawn, and where the next line begins.
        private (int End, int Next) LineEnd(int start, double width)
        {
            if (double.IsPositiveInfinity(width))
                return (runes.Length, runes.Length);

            (int End, int Next)? fits = null;

            for (var index = start; index <= runes.Length; index++)
            {
                if (index < runes.Length && !MayBreakAfter(index))
                    continue;

                var end = Math.Min(index + 1, runes.Length);
                var drawn = end;

                while (drawn > start && IsSpace(runes[drawn - 1]))
                    drawn--;

                if (LineOf(start, drawn).Width > width)
                    return fits ?? Cut(start, drawn, width);

                fits = (drawn, end);
            }

            return fits ?? (runes.Length, runes.Length);
        }

        // A word that is wider than the line: as many characters as fit, without parting a mark from its letter.
        private (int End, int Next) Cut(int start, int end, double width)
        {
            var cut = start + 1;

            for (var index = start + 1; index < end; index++)
            {
                if (Rune.GetUnicodeCategory(runes[index]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format)
                    continue;

                if (LineOf(start, index).Width > width)
                    break;

                cut = index;
            }

            return (cut, cut);
        }

        private TextLine LineOf(int start, int end) => LineOf(start, end, end);

        private TextLine LineOf(int start, int end, int next)
        {
            var levels = bidi.LineLevels(start, end);
            var order = BidiParagraph.VisualOrder(levels);
            var glyphs = ImmutableArray.CreateBuilder<LineGlyph>();

            // Neighbours in visual order of one level and one script are one run of the text.
            for (var place = 0; place < order.Count;)
            {
                var last = place;
                var level = levels[order[place]];
                var step = (level & 1) == 0 ? 1 : -1;

                while (last + 1 < order.Count && IsNext(order[last], order[last + 1], step) && levels[order[last + 1]] == level
                    && isArabic[start + order[last + 1]] == isArabic[start + order[place]]
                    && fonts[start + order[last + 1]] == fonts[start + order[place]])
                {
                    last++;
                }

                var (from, to) = step > 0 ? (order[place], order[last]) : (order[last], order[place]);
                Shape(start + from, start + to + 1, step < 0, glyphs);
                place = last + 1;
            }

            return new TextLine(style.Font, style.Size, string.Concat(runes[start..next]), glyphs.ToImmutable());

            // Characters without a place, as joiners, are part of the run that they stand in.
            bool IsNext(int one, int other, int step)
            {
                for (var index = one + step; index != other; index += step)
                {
                    if (index < 0 || index >= levels.Length || levels[index] != BidiParagraph.Removed)
                        return false;
                }

                return true;
            }
        }

        private void Shape(int from, int to, bool rightToLeft, ImmutableArray<LineGlyph>.Builder glyphs)
        {
            var text = string.Concat(runes[from..to].Where(rune => !IsControl(rune)).Select(rune => rune.ToString()));
            var font = fonts[from];
            var shaped = Shaper.Shape(
                font, text, isArabic[from] ? "arab" : "latn", rightToLeft, isArabic[from] ? Scripts.LanguageSystem(style.Language) : null);
            var starts = shaped.Select(glyph => glyph.Cluster).Append(text.Length).Distinct().Order().ToList();
            var told = new HashSet<int>();

            foreach (var glyph in shaped)
            {
                var end = starts[starts.IndexOf(glyph.Cluster) + 1];
                glyphs.Add(new LineGlyph(
                    font, glyph.Id, told.Add(glyph.Cluster) ? text[glyph.Cluster..end] : "", glyph.Advance, glyph.OffsetX, glyph.OffsetY));
            }
        }

        // Direction marks and isolates have done their work.
        private static bool IsControl(Rune rune) => BidiCharacters.ClassOf(rune.Value)
            is BidiClass.LRI or BidiClass.RLI or BidiClass.FSI or BidiClass.PDI or BidiClass.LRE or BidiClass.RLE or BidiClass.LRO
            or BidiClass.RLO or BidiClass.PDF || rune.Value is 0x200E or 0x200F or 0x061C || Rune.IsControl(rune);

        private bool MayBreakAfter(int index) => IsSpace(runes[index])
            || (runes[index].Value is '-' or 0x2010 or 0x2013 or 0x2014 or 0x200B && index + 1 < runes.Length && !IsSpace(runes[index + 1]));

        private static bool IsSpace(Rune rune) =>
            Rune.IsWhiteSpace(rune) && rune.Value is not (0x00A0 or 0x202F or 0x2007);
    }
}
