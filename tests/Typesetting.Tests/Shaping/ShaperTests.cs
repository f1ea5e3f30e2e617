using System.Text.Json;
using System.Text.RegularExpressions;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Shaping;

namespace Darsgah.Typesetting.Tests.Shaping;

/// <summary>Glyphs and their places against HarfBuzz.</summary>
public partial class ShaperTests
{
    private const string Pashto = "پښتو ځوان څلور ډېر ړوند ږيره ګران ړاندې ښوونځی دې نړۍ ته راغلې ئې لوستونکي زده کوونکی";

    private const string Vocalised =
        "محمَّدٌ الحَمْدُ لِلَّهِ رَبِّ العَالَمِينَ مُدَرِّسَةٌ شَهَادَةُ إِتْمَامٍ قُرْآنٌ لَا إِلَٰهَ أُسْتَاذَةُ اللُّغَةِ العَرَبِيَّةِ "
        + "لِكُلِّ طَالِبٍ كِتَابُهُ مَكْتَبَةٌ سَيِّدَةٌ رَئِيسُ لأُمِّهِ لإِ لآ ئَ ؤُ هَٰذَا ذَٰلِكَ";

    private const string Joined = "می‌خواهم نمی‌شود کتاب‌ها خانه‌ای ه‍ ـه لله الله ﷲ لا لأ لإ لآ بلا كلا ۀ هٔ خانهٔ ئ ئ ۱۴۰۵/۹/۱ ٢٠٢٦ (متن) «نام» ؟ ؛ ، ٪";

    [Theory]
    [InlineData("Vazirmatn-Regular.ttf", "fa-AF", "fa")]
    [InlineData("Vazirmatn-Bold.ttf", "fa-AF", "fa")]
    [InlineData("Vazirmatn-Regular.ttf", "ar", "ar")]
    [InlineData("Vazirmatn-Bold.ttf", "ar", "ar")]
    public void Every_word_of_the_interface_and_the_courses_is_shaped_as_HarfBuzz_does_it(string font, string texts, string language)
    {
        var words = Words(texts, ArabicWord());
        Assert.True(words.Length > 1_500, $"Only {words.Length} words were found.");

        Compare(font, words, "arab", rightToLeft: true, language);
    }

    [Theory]
    [InlineData("Vazirmatn-Regular.ttf")]
    [InlineData("Vazirmatn-Bold.ttf")]
    public void Latin_words_are_kerned_and_joined_as_HarfBuzz_does_it(string font) =>
        Compare(
            font,
            [.. Words("en", LatinWord()), "AVATAR To. Wa Ty offic fi fl ffl", "Łódź Šárka Ñandú Żółw Ångström", "e\u0301 n\u0303 A\u030A", "3/4 (2026-11-22)"],
            "latn", rightToLeft: false, "en");

    [Theory]
    [InlineData(Pashto, "ps")]
    [InlineData(Vocalised, "ar")]
    [InlineData(Joined, "fa")]
    public void Letters_of_Pashto_vowel_signs_and_half_spaces_stand_where_HarfBuzz_puts_them(string text, string language)
    {
        Compare("Vazirmatn-Regular.ttf", [.. text.Split(' '), text], "arab", rightToLeft: true, language);
        Compare("Vazirmatn-Bold.ttf", [.. text.Split(' '), text], "arab", rightToLeft: true, language);
    }

    // Vazirmatn has few contextual rules and no cursive ones; these two have them all.
    [Theory]
    [InlineData("NotoNaskhArabic-Regular.ttf", "ar")]
    [InlineData("NotoNaskhArabic-Regular.ttf", "fa-AF")]
    [InlineData("NotoNastaliqUrdu-Regular.ttf", "fa-AF")]
    [InlineData("NotoNastaliqUrdu-Regular.ttf", "ar")]
    public void Other_fonts_with_contexts_and_cursive_joins_are_shaped_as_HarfBuzz_does_it(string font, string language)
    {
        var bytes = File.ReadAllBytes(Tool.Shared($"/usr/share/fonts/truetype/noto/{font}", "fonts-noto-core"));

        Compare(bytes, [.. Words(language, ArabicWord()).Where((_, index) => index % 12 == 0), .. Vocalised.Split(' '), .. Pashto.Split(' ')], "arab", rightToLeft: true, language[..2]);
    }

    // The comparison itself is worth something only if a wrong shape shows.
    [Fact]
    public void Letters_without_their_joining_forms_are_other_glyphs()
    {
        var font = Vazirmatn.Regular;
        var joined = Shaper.Shape(font, "گواهی", "arab", rightToLeft: true, null);
        var apart = Shaper.Shape(font, "گواهی", "latn", rightToLeft: true, null);

        Assert.Equal(5, joined.Count);
        Assert.NotEqual(apart.Select(glyph => glyph.Id), joined.Select(glyph => glyph.Id));
    }

    private static void Compare(string fontFile, string[] lines, string script, bool rightToLeft, string language) =>
        Compare(Resources.Bytes(fontFile), lines, script, rightToLeft, language);

    private static void Compare(byte[] bytes, string[] lines, string script, bool rightToLeft, string language)
    {
        using var font = new ScratchFile(bytes);
        using var text = new ScratchFile(lines);
        var answers = Tool.Run(
            "hb-shape", "libharfbuzz-bin", $"--font-file={font.Path}", $"--text-file={text.Path}", "--no-glyph-names", "--no-clusters",
            $"--direction={(rightToLeft ? "rtl" : "ltr")}", $"--script={script}", $"--language={language}").TrimEnd('\n').Split('\n');
        var file = FontFile.Read(bytes);
        var wrong = lines.Zip(answers)
            .Select(pair => (Line: pair.First, Wanted: pair.Second, Found: Written(Shaper.Shape(file, Prepared(pair.First, script), script, rightToLeft, Tag(language)))))
            .Where(shaped => shaped.Wanted != shaped.Found).ToList();

        Assert.Equal(lines.Length, answers.Length);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines.Length} differ:\n{string.Join('\n', wrong.Take(12))}");
    }

    private static string Prepared(string text, string script) => script == "arab" ? ArabicMarks.Order(text) : text.Normalize();

    private static string Tag(string language) => language switch { "ar" => "ARA ", "fa" => "FAR ", "ps" => "PAS ", _ => "ENG " };

    // hb-shape writes glyph@x,y+advance.
    private static string Written(List<PlacedGlyph> glyphs) => "[" + string.Join('|', glyphs.Select(glyph =>
        $"{glyph.Id}{(glyph.OffsetX != 0 || glyph.OffsetY != 0 ? $"@{glyph.OffsetX},{glyph.OffsetY}" : "")}+{glyph.Advance}")) + "]";

    private static string[] Words(string language, Regex word)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "words");
        var texts = Directory.EnumerateFiles(root, $"*.{language}.json")
            .SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!.Values)
            .Concat(Directory.EnumerateFiles(root, "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));

        return [.. texts.SelectMany(text => word.Matches(text).Select(match => match.Value)).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"[\u0600-\u06FF\u200C\u200D]+", RegexOptions.NonBacktracking)]
    private static partial Regex ArabicWord();

    [GeneratedRegex("[A-Za-z][A-Za-z'’-]+", RegexOptions.NonBacktracking)]
    private static partial Regex LatinWord();
}
