using System.Text;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>Texts that a pattern finds, or nearly: made along the pattern itself, its gaps now and then one too wide.</summary>
/// <remarks>Reads what the linter's patterns are written in, no more: alternatives, groups, classes and how often.</remarks>
internal sealed class LintSample(string pattern, Random random)
{
    private int at;

    public static string Of(string pattern, Random random) => new LintSample(pattern, random).Alternatives();

    private string Alternatives()
    {
        var all = new List<string> { Sequence() };

        while (at < pattern.Length && pattern[at] is '|')
        {
            at++;
            all.Add(Sequence());
        }

        return all[random.Next(all.Count)];
    }

    private string Sequence()
    {
        var text = new StringBuilder();

        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            var start = at;
            var one = Atom();
            var end = at;
            var (least, most) = Times();
            var after = at;

            // A gap as wide as it may be, or by one too wide.
            var times = most > 9 && random.Next(3) == 0 ? most + random.Next(2) : random.Next(least, Math.Min(most, least + 3) + 1);

            if (times > 0)
                text.Append(one);

            for (var again = 1; again < times; again++)
            {
                at = start;
                text.Append(Atom());
            }

            at = Math.Max(end, after);
        }

        return text.ToString();
    }

    private string Atom()
    {
        switch (pattern[at++])
        {
            case '(':
                var around = pattern.AsSpan(at).StartsWith("?<!");

                if (pattern[at] is '?')
                    at = around ? at + 3 : pattern.IndexOf('>', at) + 1;

                var inside = Alternatives();
                at++;
                return around ? "" : inside;
            case '[':
                var end = pattern.IndexOf(']', at + 1);
                var letters = pattern[at..end];
                at = end + 1;
                return Of(letters[0] is '^' ? "xyz -" : Letters(letters));
            case '\\':
                var kind = pattern[at++];

                if (kind is 'p')
                    at = pattern.IndexOf('}', at) + 1;

                return kind switch { 'b' or 'G' => "", 'p' or 'w' => Of("kو"), _ => kind.ToString() };
            case '^' or '$':
                return "";
            case '.':
                return Of("xر ");
            case var letter:
                return random.Next(9) == 0 ? char.ToUpperInvariant(letter).ToString() : letter.ToString();
        }
    }

    private (int Least, int Most) Times()
    {
        switch (at < pattern.Length ? pattern[at] : ' ')
        {
            case '?':
                at++;
                return (0, 1);
            case '*':
                at++;
                return (0, 3);
            case '+':
                at++;
                return (1, 3);
            case '{':
                var end = pattern.IndexOf('}', at);
                var bounds = pattern[(at + 1)..end].Split(',');
                at = end + 1;
                var least = int.Parse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture);
                return (least, bounds[1].Length == 0 ? least + 3 : int.Parse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture));
            default:
                return (1, 1);
        }
    }

    // Some of each range, not all of it.
    private static string Letters(string letters) => letters
        .Replace("a-z", "aqz", StringComparison.OrdinalIgnoreCase).Replace("0-9", "0189", StringComparison.Ordinal)
        .Replace(@"\p{L}", "aر", StringComparison.Ordinal).Replace(@"\p{N}", "7", StringComparison.Ordinal)
        .Replace(@"\p{M}", "\u064B", StringComparison.Ordinal);

    private string Of(string letters) => letters[random.Next(letters.Length)].ToString();
}
