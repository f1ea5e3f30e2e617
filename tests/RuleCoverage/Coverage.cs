using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Darsgah.RuleCoverage;

/// <summary>What a run of all tests proves, as the files that say so.</summary>
internal static class Coverage
{
    private static readonly JsonSerializerOptions json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Paths and texts.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(Rules rules, IReadOnlyList<Run> runs, [CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
        var byRule = runs.SelectMany(run => run.Rules.Select(rule => (Rule: rule, Run: run)))
            .ToLookup(pair => pair.Rule, pair => pair.Run, StringComparer.Ordinal);
        var proofs = byRule.OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Where(run => run.Passed).Select(run => run.Name).Distinct(StringComparer.Ordinal));

        return
        [
            (Path.Combine(root, "docs/rule-coverage.md"), Table(rules, byRule)),
            (Path.Combine(root, "src/Grains/Privacy/Promises/proofs.json"), JsonSerializer.Serialize(proofs, json).ReplaceLineEndings("\n") + "\n"),
        ];
    }

    private static string Table(Rules rules, ILookup<string, Run> runs)
    {
        var (proved, waiting) = (rules.All.Count(rule => runs[rule.Id].Any()), rules.All.Where(rule => !runs[rule.Id].Any() && rules.Waiting.Contains(rule.Subject)).ToList());
        var open = rules.All.Where(rule => !runs[rule.Id].Any() && !rules.Waiting.Contains(rule.Subject)).ToList();
        var findings = Enumerable.Range(1, 59).Select(number => string.Create(CultureInfo.InvariantCulture, $"T{number:00}")).ToList();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Which tests prove which rule

            Written by a run of all tests: the head of `tests/RuleCoverage/Program.cs` says how. A test carries the id of a rule
            as `[Trait("Rule", "M04")]`; what each asks is said here in a line of our own.

            Of {rules.All.Count} rules, {proved} have tests, {open.Count} have none yet, and {waiting.Count} belong to parts that are not built
            ({string.Join(", ", rules.Waiting)}). Of the 59 findings about texts, {findings.Count(finding => runs[finding].Any())} have tests; `docs/linter.md`
            says which are left to a person.

            | Rule | Subject | It asks | Tests | Result |
            |---|---|---|---|---|

            """).ReplaceLineEndings("\n"));

        foreach (var rule in rules.All)
            text.Append(Row(rule.Id, rule.Subject, rule.Asks, [.. runs[rule.Id]], rules.Waiting.Contains(rule.Subject) ? "not built" : "no test yet"));

        text.Append("\n## Findings\n\n| Finding | Tests | Result |\n|---|---|---|\n");

        foreach (var finding in findings.Where(finding => runs[finding].Any()))
            text.Append(CultureInfo.InvariantCulture, $"| {finding} | {Names([.. runs[finding]])} | {Result([.. runs[finding]])} |\n");

        return text.ToString();
    }

    private static string Row(string id, string subject, string asks, IReadOnlyList<Run> runs, string none) => runs.Count == 0
        ? $"| {id} | {subject} | {asks} | | {none} |\n"
        : $"| {id} | {subject} | {asks} | {Names(runs)} | {Result(runs)} |\n";

    private static string Names(IReadOnlyList<Run> runs) =>
        string.Join("<br>", runs.Select(run => run.Name).Distinct(StringComparer.Ordinal).Select(name => $"`{name}`"));

    private static string Result(IReadOnlyList<Run> runs) => runs.All(run => run.Passed)
        ? "passed"
        : string.Create(CultureInfo.InvariantCulture, $"{runs.Count(run => !run.Passed)} of {runs.Count} failed");
}
