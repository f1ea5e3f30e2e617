using System.Collections.Frozen;
using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// A section number as a text prints it: <c>1.</c>, <c>6.2</c>, <c>۳-</c>, <c>IV.</c>, <c>ثالثاً:</c>.
/// </summary>
/// <param name="Printed">As printed, without the space after it.</param>
/// <param name="Parts">Its value, one number a level; never empty.</param>
/// <param name="Ordinal">True for a number in words (<c>أولاً:</c>).</param>
internal sealed record PrintedNumber(string Printed, ImmutableArray<int> Parts, bool Ordinal)
{
    private static readonly FrozenDictionary<string, int> ordinals = Ordinals();

    private static readonly FrozenDictionary<string, int> romans = Enumerable.Range(1, 39).ToFrozenDictionary(
        Roman, number => number, StringComparer.Ordinal);

    private static readonly FrozenSet<string> words = new[]
    {
        "section", "article", "clause", "المادة", "البند", "ماده", "بخش",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value in one way of writing, for comparison across languages: <c>6.2</c>.</summary>
    public string Normal => string.Join('.', Parts.Select(part => part.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The normal form of a stored number; null when it is none.</summary>
    public static string? NormalOf(string? printed) => printed is null ? null : Read(printed)?.Number.Normal;

    /// <summary>The number a trimmed line starts with, and what follows it; null when it starts with none.</summary>
    public static (PrintedNumber Number, string After)? Read(string line) =>
        Decimal(line) ?? Named(line) ?? InWords(line) ?? InRoman(line);

    private static (PrintedNumber Number, string After)? Decimal(string line)
    {
        var parts = ImmutableArray.CreateBuilder<int>();
        var at = 0;

        while (at < line.Length && Digit(line[at]) >= 0)
        {
            var start = at;
            var value = 0;
            for (; at < line.Length && Digit(line[at]) is >= 0 and var digit && at - start < 4; at++)
                value = (value * 10) + digit;

            parts.Add(value);
            if (at >= line.Length || line[at] != '.')
                break;

            at++;
        }

        if (parts.Count is 0 or > 6)
            return null;

        var closed = at > 0 && line[at - 1] == '.';
        if (!closed && at < line.Length && line[at] is ')' or '-' or ':' or '–' or '،' && parts.Count == 1)
        {
            at++;
            closed = true;
        }

        var separated = at == line.Length || char.IsWhiteSpace(line[at])
            || (closed && parts.Count == 1 && !Known(line[at]));
        return separated && (closed || parts.Count > 1)
            ? (new(line[..at], parts.ToImmutable(), Ordinal: false), line[at..].Trim())
            : null;

        // "1.Title" is a number and a heading; "1.a" or "3.14" are not.
        static bool Known(char next) => !char.IsLetter(next) || char.IsLower(next);
    }

    private static (PrintedNumber Number, string After)? Named(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0 || !words.Contains(line[..space]))
            return null;

        var rest = line[(space + 1)..].TrimStart();
        if (Decimal(rest) is not { } found)
            return null;

        return (found.Number with { Printed = line[..^rest.Length] + found.Number.Printed }, found.After);
    }

    private static (PrintedNumber Number, string After)? InWords(string line)
    {
        var end = line.AsSpan(0, Math.Min(line.Length, 24)).IndexOfAny(":-–".AsSpan());
        return end > 0 && ordinals.TryGetValue(Plain(line[..end]), out var value)
            ? (new(line[..(end + 1)], [value], Ordinal: true), line[(end + 1)..].Trim())
            : null;
    }

    private static (PrintedNumber Number, string After)? InRoman(string line)
    {
        var end = line.AsSpan(0, Math.Min(line.Length, 8)).IndexOfAny('.', ')');
        return end > 0 && end + 1 < line.Length && line[end + 1] == ' '
            && romans.TryGetValue(line[..end], out var value)
            ? (new(line[..(end + 1)], [value], Ordinal: false), line[(end + 1)..].Trim())
            : null;
    }

    private static int Digit(char symbol) => symbol switch
    {
        >= '0' and <= '9' => symbol - '0',
        >= '٠' and <= '٩' => symbol - '٠',
        >= '۰' and <= '۹' => symbol - '۰',
        _ => -1,
    };

    // Without vowel signs, tatweel and the carriers of hamza, which writers of ordinals use as they please.
    private static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word.Trim())
        {
            if (letter is (< '\u064B' or > '\u0652') and not '\u0640')
                plain.Append(letter is 'أ' or 'إ' or 'آ' ? 'ا' : letter);
        }

        return plain.ToString();
    }

    private static FrozenDictionary<string, int> Ordinals()
    {
        string[] arabic = ["اولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"];
        string[] teens =
            ["حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر", "سادس عشر", "سابع عشر", "ثامن عشر"];
        string[] persian =
            ["اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم", "دوازدهم"];
        var all = new Dictionary<string, int>(StringComparer.Ordinal);

        foreach (var (list, first) in new[] { (arabic, 1), (teens, 11), (persian, 1) })
        {
            for (var index = 0; index < list.Length; index++)
                all[list[index]] = first + index;
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Roman(int number)
    {
        string[] units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
        return new string('X', number / 10) + units[number % 10];
    }
}
