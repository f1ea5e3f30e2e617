using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;

namespace Darsgah.Typesetting.Tests.Layout;

/// <summary>Lines of a paragraph.</summary>
public class TypesetterTests
{
    private static readonly TextStyle Style = new(Vazirmatn.Regular, 12, "en", RightToLeft: false);

    [Theory]
    [InlineData("One two three four five six seven eight nine ten eleven twelve")]
    [InlineData("این یک متن دراز است که در چند سطر می‌آید و هیچ سطری از پهنای صفحه بیرون نمی‌زند")]
    [InlineData("Averyveryverylongwordthatnobodywouldwritebutsomebodywillpasteintothefieldofaname")]
    public void No_line_is_wider_than_its_space_and_no_word_is_lost(string text)
    {
        var lines = Typesetter.Set(text, Style, 150).Lines;

        Assert.True(lines.Length > 1);
        Assert.All(lines, line => Assert.InRange(line.Width, 1, 150));
        Assert.Equal(Letters(text), Letters(string.Concat(lines.SelectMany(line => line.Glyphs).Select(glyph => glyph.Text))));
    }

    [Fact]
    public void A_name_that_is_too_long_is_made_smaller_before_it_is_broken()
    {
        var fitted = Typesetter.Fit("Maximiliana Featherstonehaugh", Style with { Size = 40 }, 300, lines: 1, smallest: 10).Lines;

        Assert.Single(fitted);
        Assert.InRange(fitted[0].Size, 10, 39);
    }

    [Fact]
    public void A_name_that_is_still_too_long_is_broken()
    {
        var fitted = Typesetter.Fit(string.Join(' ', Enumerable.Repeat("Maximiliana", 12)), Style with { Size = 40 }, 300, lines: 1, smallest: 20).Lines;

        Assert.True(fitted.Length > 1);
        Assert.All(fitted, line => Assert.Equal(20, line.Size, 3));
    }

    // A date with brackets in a Dari sentence: without isolates its brackets and day come out in the wrong order.
    [Fact]
    public void An_isolated_date_keeps_its_own_order_in_a_sentence_of_the_other_direction()
    {
        var isolated = Drawn("تاریخ \u2068(22 November 2026)\u2069 است");
        var bare = Drawn("تاریخ (22 November 2026) است");

        Assert.Contains("(22 November 2026)", isolated, StringComparison.Ordinal);
        Assert.DoesNotContain("(22 November 2026)", bare, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_is_one_empty_line() => Assert.Equal(0, Assert.Single(Typesetter.Set("", Style, 100).Lines).Width);

    [Fact]
    public void Spaces_at_the_end_of_a_line_take_no_room() =>
        Assert.Equal(Typesetter.Set("word", Style, 300).Lines[0].Width, Typesetter.Set("word   ", Style, 300).Lines[0].Width, 3);

    [Fact]
    public void Brackets_are_mirrored_where_the_text_runs_from_right_to_left()
    {
        var font = Vazirmatn.Regular;
        var line = Typesetter.Set("(الف)", Style with { RightToLeft = true }).Lines[0];

        Assert.Equal(font.GlyphOf('('), line.Glyphs[0].Id);
        Assert.Equal(")", line.Glyphs[0].Text);
        Assert.Equal(font.GlyphOf(')'), line.Glyphs[^1].Id);
    }

    private static string Drawn(string text) =>
        string.Concat(Typesetter.Set(text, Style with { RightToLeft = true }).Lines[0].Glyphs.Select(glyph => glyph.Text));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter).Order());
}
