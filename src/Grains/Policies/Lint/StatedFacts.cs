using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>A number, a period, an age or an address that a section states.</summary>
/// <param name="Value">Comparable across languages: digits in ASCII, an address in lower case.</param>
/// <param name="Weighs">
/// Its absence in another language is worth a look. A small number without a unit is not: it is as often a word there.
/// </param>
/// <param name="Clause">Where it stands, or null for an address, which may stand in a link only.</param>
internal sealed record StatedFact(FactKind Kind, string Value, string Words, bool Weighs, LintClause? Clause = null)
{
    public bool IsNumber => Kind <= FactKind.Years;

    /// <summary>A period that people also give in this unit: hours in days, months in years.</summary>
    public bool IsKin(FactKind unit) => IsNumber && Kind != FactKind.Bare && IsLong(Kind) == IsLong(unit);

    private static bool IsLong(FactKind kind) => kind is FactKind.Months or FactKind.Years;
}

/// <summary>What a fact is a number of. Weeks count as days, 24 hours as one day, and twelve months as one year.</summary>
internal enum FactKind
{
    Bare = 0,
    Hours = 1,
    Days = 2,
    Months = 3,
    Years = 4,
    Mail = 5,
    Telephone = 6,
    Host = 7,
}

/// <summary>
/// What one language's section states in numbers and addresses, so that it can be held against the same section in
/// another language. Numbers written as words are read in English, Arabic and Dari.
/// </summary>
/// <remarks>
/// Left alone: numbers with a full stop or slash in them (they are of sections and laws), and bare numbers beside a
/// calendar year, for languages write dates in calendars of their own.
/// </remarks>
internal sealed class StatedFacts
{
    private const int SmallestBare = 10;
    private const int LongestNumber = 12;

    private static readonly Regex telephone = LintWords.Pattern(@"\+[0-9][0-9 ()\-]{6,20}");
    private static readonly Regex host = LintWords.Unbounded(@"https?://(www\.)?(?<host>[a-z0-9.\-]+)");

    private static readonly FrozenDictionary<string, (FactKind Kind, int Times)> units = Table(
        ("hour hours ساعت ساعات ساعة", (FactKind.Hours, 1)),
        ("day days روز روزه يوم يوما أيام", (FactKind.Days, 1)),
        ("week weeks هفته أسبوع أسبوعا أسابيع", (FactKind.Days, 7)),
        ("month months ماه ماهه شهر شهرا أشهر شهور", (FactKind.Months, 1)),
        ("year years سال ساله سالگی سنة سنوات عام عاما أعوام", (FactKind.Years, 1)));

    private static readonly FrozenDictionary<string, (FactKind Kind, int Times)> duals = Table(
        ("ساعتين ساعتان", (FactKind.Hours, 2)),
        ("يومين يومان", (FactKind.Days, 2)),
        ("أسبوعين أسبوعان", (FactKind.Days, 14)),
        ("شهرين شهران", (FactKind.Months, 2)),
        ("سنتين سنتان عامين عامان", (FactKind.Years, 2)));

    private static readonly FrozenDictionary<string, int> written = Table(
        ("one یک واحد واحدة", 1), ("two دو", 2), ("three سه ثلاثة ثلاث", 3), ("four چهار أربعة أربع", 4), ("five پنج خمسة خمس", 5),
        ("six شش ستة ست", 6), ("seven هفت سبعة سبع", 7), ("eight هشت ثمانية ثماني", 8), ("nine نه تسعة تسع", 9),
        ("ten ده عشرة عشر", 10), ("twelve دوازده", 12), ("thirteen سیزده", 13), ("fourteen چهارده", 14), ("fifteen پانزده", 15),
        ("sixteen شانزده", 16), ("eighteen هجده هژده", 18), ("twenty بیست عشرون عشرين", 20), ("twenty-one", 21), ("twenty-four", 24),
        ("thirty سی ثلاثون ثلاثين", 30), ("forty چهل أربعون أربعين", 40), ("fifty پنجاه خمسون خمسين", 50),
        ("sixty شصت ستون ستين", 60), ("ninety نود تسعون تسعين", 90));

    private static readonly FrozenSet<string> between = new[]
    {
        "calendar", "business", "working", "full", "consecutive", "more",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<StatedFact> facts = [];

    // Units whose number could not be read: «چهل و پنج روز».
    private readonly List<FactKind> unread = [];

    private StatedFacts(LintPart part)
    {
        facts.AddRange(ContactRules.Email.Matches(part.Markdown).Select(match => Address(FactKind.Mail, match.Value.TrimEnd('.'))));
        facts.AddRange(host.Matches(part.Markdown).Select(match => Address(FactKind.Host, match.Groups["host"].Value.TrimEnd('.'))));

        foreach (var clause in part.Clauses)
        {
            facts.AddRange(telephone.Matches(clause.Folded)
                .Select(match => Address(FactKind.Telephone, clause.Original(match), string.Concat(match.Value.Where(char.IsAsciiDigit)))));
            Read(clause, Blanked(clause.Folded));
        }
    }

    public static StatedFacts In(LintPart part) => new(part);

    /// <summary>What is stated here and not in the other language.</summary>
    public ImmutableArray<StatedFact> NotIn(StatedFacts other) =>
        [.. facts.Where(fact => fact.Weighs && !other.States(fact)).DistinctBy(fact => (fact.Kind, fact.Value))];

    private bool States(StatedFact fact) => facts.Any(own => own.Value == fact.Value && Agrees(own, fact))
        || (unread.Any(fact.IsKin) && !facts.Any(own => own.IsNumber && own.Kind != FactKind.Bare && fact.IsKin(own.Kind)));

    // "Under 16" and «زیر ۱۶ سال» say the same.
    private static bool Agrees(StatedFact one, StatedFact other) =>
        one.Kind == other.Kind || (one.IsNumber && other.IsNumber && (one.Kind == FactKind.Bare || other.Kind == FactKind.Bare));

    private void Read(LintClause clause, string text)
    {
        var tokens = Tokens(text);
        var dated = tokens.Any(token => Digits(token.Text) is (>= 1300 and < 1500) or (>= 1900 and <= 2100));

        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];

            if (duals.TryGetValue(token.Text, out var dual))
            {
                facts.Add(Period(dual.Kind, dual.Times, Written(clause, token, token), weighs: true, clause));
            }
            else if (Number(token.Text) is { } number)
            {
                var digits = char.IsAsciiDigit(token.Text[0]);

                if (Unit(tokens, at) is var (unit, place))
                    facts.Add(Period(unit.Kind, number * unit.Times, Written(clause, token, tokens[place]), digits || number > 1, clause));
                else if (!dated && !OfLaw(tokens, at))
                    facts.Add(new(FactKind.Bare, Plain(number), Written(clause, token, token), digits && number >= SmallestBare, clause));
            }
            else if (units.TryGetValue(token.Text, out var lone) && !Counted(tokens, at))
            {
                unread.Add(lone.Kind);
            }
        }
    }

    // Words and signs, and where each begins. "12-month" is two words to a reader; "twenty-four" is one.
    private static List<(string Text, int Start)> Tokens(string text)
    {
        var (found, start) = (new List<(string, int)>(), 0);

        foreach (var token in Words.Tokens(text))
        {
            foreach (var part in written.ContainsKey(token) ? [token] : token.Split('-'))
            {
                if (!string.IsNullOrWhiteSpace(part))
                    found.Add((part, start));

                start += part.Length + 1;
            }

            // The last part has no hyphen behind it.
            start--;
        }

        return found;
    }

    // Addresses have numbers of their own. Of the same length, so that every word stays where it is.
    private static string Blanked(string text) => new[] { ContactRules.Email, telephone, host }
        .Aggregate(text, (rest, pattern) => pattern.Replace(rest, match => new string(' ', match.Length)));

    private static string Written(LintClause clause, (string Text, int Start) first, (string Text, int Start) last) =>
        clause.Text[first.Start..(last.Start + last.Text.Length)];

    // "2016/679".
    private static bool OfLaw(List<(string Text, int Start)> tokens, int at) =>
        (at > 0 && tokens[at - 1].Text is "/") || (at + 1 < tokens.Count && tokens[at + 1].Text is "/");

    // The unit of a number, "days" in "30 (thirty) business days", and where it stands.
    private static ((FactKind Kind, int Times) Unit, int Place)? Unit(List<(string Text, int Start)> tokens, int at)
    {
        var word = written.ContainsKey(tokens[at].Text);

        // The second half of a number in words that is not in the table: «چهل و پنج», "forty five".
        if (word && tokens.Take(at).Select(token => token.Text).LastOrDefault(text => text is not "و") is { } first && written.ContainsKey(first))
            return null;

        for (var next = at + 1; next < tokens.Count && next <= at + 5; next++)
        {
            var text = tokens[next].Text;

            if (units.TryGetValue(text, out var unit))
                return (unit, next);

            var again = Number(text) is not null && written.ContainsKey(text) != word;

            if (!again && text is not ("(" or ")") && !between.Contains(text))
                break;
        }

        return null;
    }

    private static bool Counted(List<(string Text, int Start)> tokens, int at)
    {
        for (var before = at - 1; before >= 0 && before >= at - 5; before--)
        {
            if (Number(tokens[before].Text) is not null)
                return Unit(tokens, before) is var (_, place) && place == at;
        }

        return false;
    }

    private static long? Number(string token) => Digits(token) ?? (written.TryGetValue(token, out var value) ? value : null);

    private static long? Digits(string token)
    {
        if (token.Length is 0 or > LongestNumber || !char.IsAsciiDigit(token[0]))
            return null;

        var plain = token.Replace(",", "", StringComparison.Ordinal).Replace("٬", "", StringComparison.Ordinal);
        return long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static StatedFact Period(FactKind kind, long number, string words, bool weighs, LintClause clause) => kind switch
    {
        FactKind.Hours when number % 24 == 0 => new(FactKind.Days, Plain(number / 24), words, weighs, clause),
        FactKind.Months when number % 12 == 0 => new(FactKind.Years, Plain(number / 12), words, weighs, clause),
        _ => new(kind, Plain(number), words, weighs, clause),
    };

    private static StatedFact Address(FactKind kind, string words, string? value = null) =>
        new(kind, value ?? words.ToLowerInvariant(), words, Weighs: true);

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static FrozenDictionary<string, T> Table<T>(params ReadOnlySpan<(string Words, T Value)> rows)
    {
        var table = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);

        foreach (var (words, value) in rows)
        {
            foreach (var word in LintWords.Fold(words).Split(' '))
                table[word] = value;
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
