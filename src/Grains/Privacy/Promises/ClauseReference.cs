using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>Finds the sections that a clause as people write it stands for: <c>4.1</c>, <c>2.1 and 8.1</c>, <c>Modifications</c>.</summary>
public static partial class ClauseReference
{
    private static readonly string[] openings = ["opening words", "preamble"];
    private static readonly string[] closings = ["closing words"];

    /// <summary>Keys of the sections; empty where the words lead nowhere, as <c>decided by default</c> does.</summary>
    /// <remarks>
    /// A number stands for the section that prints it, or else for the nearest one above: <c>4.1</c> for section 4 where
    /// that has no numbered parts. Words stand for the sections whose heading has them. What follows a colon or an opening
    /// quotation mark explains, and is not looked for.
    /// </remarks>
    public static ImmutableArray<string> Sections(string clause, PolicyText text)
    {
        ArgumentNullException.ThrowIfNull(clause);
        ArgumentNullException.ThrowIfNull(text);
        var named = Explanation().Replace(clause, "").Trim();

        if (named.Length == 0 || IsDefault(named))
            return [];

        if (openings.Contains(named, StringComparer.OrdinalIgnoreCase))
            return [PolicyText.OpeningKey];

        if (closings.Contains(named, StringComparer.OrdinalIgnoreCase))
            return text.Sections.IsEmpty ? [PolicyText.OpeningKey] : [text.Sections[^1].Key];

        var numbers = Number().Matches(named).Select(found => found.Value).ToList();

        return numbers.Count > 0
            ? [.. numbers.Select(number => Printed(number, text)).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [.. text.Sections.Where(section => section.Heading.Contains(named, StringComparison.OrdinalIgnoreCase)).Select(section => section.Key)];
    }

    /// <summary>The words say that no clause does: it was decided by default.</summary>
    public static bool IsDefault(string clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return clause.StartsWith("decided by default", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Printed(string number, PolicyText text)
    {
        for (var wanted = number; wanted.Length > 0; wanted = wanted[..Math.Max(0, wanted.LastIndexOf('.'))])
        {
            if (text.Sections.FirstOrDefault(section => PrintedNumber.NormalOf(section.Number) == wanted) is { } found)
                return found.Key;
        }

        return null;
    }

    [GeneratedRegex(@"[:""“«(].*$", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Explanation();

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
