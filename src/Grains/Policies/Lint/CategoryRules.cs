using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>What is disclosed must have been collected: two lists of categories in one text, compared (T47).</summary>
/// <remarks>
/// A list is what follows a line that speaks of categories and ends with a colon. Two entries are of one category when
/// they share half of the words that name it, which are those before “such as” or a bracket.
/// </remarks>
internal static class CategoryRules
{
    private const double Alike = 0.5;

    private static readonly Regex categories = LintWords.Of(
        "categories of personal (information|data)|following categories|kinds of (personal )?(information|data)",
        "(الفئات|الأنواع) التالية|(دسته|انواع|گروه)[^.]{0,20}(زیر|ذیل)");

    private static readonly Regex disclosed = LintWords.Of(
        "disclosed?|disclosing|shared?|sold", "أفصح|نفصح|كشف|شارك|نشارك|افشا|شریک ساخت|شریک می|در اختیار");

    private static readonly Regex collected = LintWords.Of("collect(s|ed)?|gather(s|ed)?", "جمع|نجمع|جمعنا|گرد آورد");

    private static readonly Regex detail = LintWords.Of("such as|including|of a living", "مثل|بما في|مانند|از جمله");

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        var lists = Lists(text).ToList();
        var known = lists.Where(list => list.Kind == Kind.Collected).SelectMany(list => list.Entries).Select(Bag).ToList();

        if (known.Count == 0)
            yield break;

        foreach (var entry in lists.Where(list => list.Kind == Kind.Disclosed).SelectMany(list => list.Entries))
        {
            if (known.Max(bag => Words.Shared(bag, Bag(entry))) < Alike)
                yield return text.At(LintRules.DisclosedNotCollected, LintSeverity.Warning, entry, Name(entry));
        }
    }

    private static IEnumerable<(Kind Kind, List<LintClause> Entries)> Lists(LintText text)
    {
        foreach (var part in text.Parts)
        {
            for (var at = 0; at < part.Lines.Length; at++)
            {
                var line = part.Lines[at];

                if (line.Text[^1] is not ':' || !line.Says(categories))
                    continue;

                var kind = line.Says(disclosed) ? Kind.Disclosed : line.Says(collected) ? Kind.Collected : Kind.Other;
                var entries = part.Lines.Skip(at + 1).TakeWhile(IsEntry).ToList();
                yield return (kind, entries);
            }
        }
    }

    // A list ends where sentences begin again.
    private static bool IsEntry(LintClause line) =>
        line.Text.Length < 200 && line.Text[^1] is not (':' or '؟' or '?')
        && !line.Text.TrimEnd('.').Contains(". ", StringComparison.Ordinal)
        && !line.Folded.StartsWith("we ", StringComparison.OrdinalIgnoreCase);

    private static string Name(LintClause entry)
    {
        var words = detail.Match(entry.Folded) is { Success: true, Index: > 2 } match ? entry.Text[..match.Index] : entry.Text;
        return words.Split('(')[0].Trim().TrimEnd(',', ';', '.', '،', '؛');
    }

    private static Dictionary<string, int> Bag(LintClause entry)
    {
        var bag = Words.Bag(LintWords.Fold(Name(entry)));

        foreach (var filler in new[] { "and", "or", "other", "similar", "information", "data", "the", "a", "of", "your" })
            bag.Remove(filler);

        return bag;
    }

    private enum Kind
    {
        Other,
        Collected,
        Disclosed,
    }
}
