using System.Globalization;
using Darsgah.Typesetting.Bidi;
using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Tests.Bidi;

/// <summary>The bidirectional algorithm against Unicode's own cases (UAX #9, 4: conformance).</summary>
public class BidiParagraphTests
{
    private const string Package = "unicode-data";

    [Fact]
    public void Every_case_of_BidiCharacterTest_gets_its_levels_and_order()
    {
        var cases = 0;

        foreach (var line in File.ReadLines(Tool.Shared("/usr/share/unicode/BidiCharacterTest.txt", Package)))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            var fields = line.Split(';');
            var text = Numbers(fields[0], NumberStyles.HexNumber);
            var paragraph = BidiParagraph.Of(text, fields[1] switch { "0" => 0, "1" => 1, _ => null });

            Check(line, paragraph, text.Length, fields[3], fields[4]);
            Assert.True(paragraph.BaseLevel == byte.Parse(fields[2], CultureInfo.InvariantCulture), line);
            cases++;
        }

        Assert.True(cases > 91_000, $"Only {cases} cases were read.");
    }

    [Fact]
    public void Every_case_of_BidiTest_gets_its_levels_and_order()
    {
        var (levels, order, cases) = ("", "", 0);

        foreach (var line in File.ReadLines(Tool.Shared("/usr/share/unicode/BidiTest.txt", Package)))
        {
            if (line.StartsWith("@Levels:", StringComparison.Ordinal))
                levels = line["@Levels:".Length..].Trim();
            else if (line.StartsWith("@Reorder:", StringComparison.Ordinal))
                order = line["@Reorder:".Length..].Trim();

            if (line.Length == 0 || line[0] is '#' or '@')
                continue;

            var fields = line.Split(';');
            var classes = fields[0].Split(' ').Select(Enum.Parse<BidiClass>).ToArray();
            var wanted = int.Parse(fields[1], CultureInfo.InvariantCulture);

            foreach (var (bit, baseLevel) in new (int, byte?)[] { (1, null), (2, 0), (4, 1) })
            {
                if ((wanted & bit) == 0)
                    continue;

                Check(line, BidiParagraph.Of(classes, null, baseLevel), classes.Length, levels, order);
                cases++;
            }
        }

        Assert.True(cases > 490_000, $"Only {cases} cases were read.");
    }

    private static void Check(string line, BidiParagraph paragraph, int length, string levels, string order)
    {
        var found = paragraph.LineLevels(0, length);

        Assert.True(string.Join(' ', found.Select(level => level == BidiParagraph.Removed ? "x" : $"{level}")) == levels, line);
        Assert.True(BidiParagraph.VisualOrder(found).SequenceEqual(Numbers(order, NumberStyles.Integer)), line);
    }

    private static int[] Numbers(string text, NumberStyles style) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, style, CultureInfo.InvariantCulture))];
}
