using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Keys of sections: made once at import, and kept for as long as a section can be recognised (T04).</summary>
/// <remarks>
/// <para>
/// A new key is the heading in lower case, its words joined by hyphens, at most 48 characters, in any script. A section
/// without heading is named after the headed section it stands in and its place there: <c>user-rights.4</c>. A name
/// that is taken gets <c>-2</c>, <c>-3</c>, ….
/// </para>
/// <para>
/// Against an earlier text of the <i>same language</i>, a section keeps a key by the first of these that fits, each
/// over what is left, in printed order: the same words (hash); the same heading, and among several the same number
/// first; at least half of the words, the most alike first, and among equals the same number first.
/// </para>
/// <para>
/// Against a text in <i>another language</i>, whose words cannot be compared: by place, when both have as many sections
/// with the same levels in the same order; otherwise by printed number, when it occurs once in each.
/// </para>
/// </remarks>
public static class SectionKeys
{
    private const int LongestKey = 48;
    private const double Alike = 0.5;

    /// <summary>
    /// These sections with the keys they had in <paramref name="earlier"/>, and new keys for the others.
    /// </summary>
    /// <param name="sections">Sections whose keys do not matter.</param>
    /// <param name="language">The language of the sections.</param>
    /// <param name="earlier">Texts to recognise sections in, the most telling first.</param>
    public static ImmutableArray<PolicySection> Assign(
        ImmutableArray<PolicySection> sections, string language, params ReadOnlySpan<PolicyText?> earlier)
    {
        var keys = new string?[sections.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal) { PolicyText.OpeningKey };

        foreach (var text in earlier)
        {
            if (text is null)
                continue;

            var left = text.Sections.Where(section => !taken.Contains(section.Key)).ToList();
            if (string.Equals(text.Language, language, StringComparison.Ordinal))
                MatchWords(sections, left, keys);
            else
                MatchPlaces(sections, left, keys);

            taken.UnionWith(keys.OfType<string>());
        }

        return Name(sections, keys, taken);
    }

    /// <summary>
    /// A heading as a key: <c>Your Rights!</c> → <c>your-rights</c>; empty when it has no letters or digits.
    /// </summary>
    public static string Slug(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        var slug = new StringBuilder();

        foreach (var word in Words.In(heading.InForm(NormalizationForm.FormC).ToLowerInvariant()))
        {
            var letters = string.Concat(word.EnumerateRunes().Where(Rune.IsLetterOrDigit));
            if (letters.Length == 0)
                continue;

            if (slug.Length + letters.Length + 1 > LongestKey)
                return slug.Length > 0 ? slug.ToString() : string.Concat(letters.EnumerateRunes().Take(LongestKey / 2));

            slug.Append(slug.Length > 0 ? "-" : "").Append(letters);
        }

        return slug.ToString();
    }

    private static void MatchWords(ImmutableArray<PolicySection> sections, List<PolicySection> left, string?[] keys)
    {
        Match(section => section.Hash, _ => true);
        Match(section => $"{PrintedNumber.NormalOf(section.Number)} {Slug(section.Heading)}", Headed);
        Match(section => Slug(section.Heading), Headed);
        MatchAlike(sections, left, keys);

        void Match(Func<PolicySection, string> identity, Func<PolicySection, bool> counts)
        {
            var waiting = left.Where(counts).GroupBy(identity, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => new Queue<PolicySection>(group), StringComparer.Ordinal);

            for (var index = 0; index < keys.Length; index++)
            {
                if (keys[index] is null && counts(sections[index])
                    && waiting.TryGetValue(identity(sections[index]), out var same) && same.TryDequeue(out var old))
                {
                    keys[index] = old.Key;
                    left.Remove(old);
                }
            }
        }

        static bool Headed(PolicySection section) => Slug(section.Heading).Length > 0;
    }

    private static void MatchAlike(ImmutableArray<PolicySection> sections, List<PolicySection> left, string?[] keys)
    {
        var bags = left.Select(section => Words.Bag($"{section.Heading} {section.Markdown}")).ToList();
        var pairs = new List<(double Shared, bool SameNumber, int New, int Old)>();

        for (var index = 0; index < keys.Length; index++)
        {
            if (keys[index] is not null)
                continue;

            var bag = Words.Bag($"{sections[index].Heading} {sections[index].Markdown}");
            for (var old = 0; old < left.Count; old++)
            {
                var same = string.Equals(
                    PrintedNumber.NormalOf(sections[index].Number),
                    PrintedNumber.NormalOf(left[old].Number),
                    StringComparison.Ordinal);
                if (Words.Shared(bag, bags[old]) is >= Alike and var shared)
                    pairs.Add((shared, same, index, old));
            }
        }

        var used = new HashSet<int>();
        foreach (var pair in pairs.OrderByDescending(pair => pair.Shared).ThenByDescending(pair => pair.SameNumber))
        {
            if (keys[pair.New] is null && used.Add(pair.Old))
                keys[pair.New] = left[pair.Old].Key;
        }
    }

    private static void MatchPlaces(ImmutableArray<PolicySection> sections, List<PolicySection> left, string?[] keys)
    {
        var open = Enumerable.Range(0, keys.Length).Where(index => keys[index] is null).ToList();
        if (open.Select(index => sections[index].Level).SequenceEqual(left.Select(section => section.Level)))
        {
            for (var place = 0; place < left.Count; place++)
                keys[open[place]] = left[place].Key;

            return;
        }

        var numbers = left.Select(section => (section.Key, Number: PrintedNumber.NormalOf(section.Number))).ToLookup(
            pair => pair.Number ?? "", pair => pair.Key, StringComparer.Ordinal);

        var byNumber =
            open.GroupBy(index => PrintedNumber.NormalOf(sections[index].Number) ?? "", StringComparer.Ordinal);
        foreach (var group in byNumber)
        {
            if (group.Key.Length > 0 && group.Count() == 1 && numbers[group.Key].Count() == 1)
                keys[group.First()] = numbers[group.Key].First();
        }
    }

    private static ImmutableArray<PolicySection> Name(
        ImmutableArray<PolicySection> sections, string?[] keys, HashSet<string> taken)
    {
        var named = ImmutableArray.CreateBuilder<PolicySection>(sections.Length);
        var parent = "section";
        var place = 0;

        for (var index = 0; index < sections.Length; index++)
        {
            var slug = Slug(sections[index].Heading);
            place = slug.Length > 0 ? 0 : place + 1;
            var key = keys[index]
                ?? Free(slug.Length > 0 ? slug : FormattableString.Invariant($"{parent}.{place}"), taken);
            parent = slug.Length > 0 ? key : parent;
            named.Add(sections[index] with { Key = key });
        }

        return named.MoveToImmutable();
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var next = 2; !taken.Add(free); next++)
            free = FormattableString.Invariant($"{name}-{next}");

        return free;
    }
}
