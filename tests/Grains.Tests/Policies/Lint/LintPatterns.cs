using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Lint;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>Every pattern that the linter's rules hold, found in the code so that a new one cannot be forgotten.</summary>
internal static class LintPatterns
{
    public static IEnumerable<(string Name, Regex Words)> All() =>
        from rules in typeof(PolicyLint).Assembly.GetTypes()
        where rules.Namespace == typeof(PolicyLint).Namespace
        from field in rules.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        from words in In(field.GetValue(null))
        select ($"{rules.Name}.{field.Name}", words);

    /// <summary>The words and signs of a pattern.</summary>
    public static string[] Vocabulary(Regex words) =>
        [.. Regex.Matches(words.ToString(), @"[\p{L}\p{M}']+|[0-9]|[@:()]", RegexOptions.NonBacktracking).Select(match => match.Value)];

    private static IEnumerable<Regex> In(object? value) => value switch
    {
        Regex words => [words],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(at => In(tuple[at])),
        string or null => [],
        IEnumerable many => many.Cast<object?>().SelectMany(In),
        _ when value.GetType().DeclaringType?.Namespace == typeof(PolicyLint).Namespace =>
            value.GetType().GetProperties().SelectMany(property => In(property.GetValue(value))),
        _ => [],
    };
}
