using System.Runtime.CompilerServices;

namespace Darsgah.RuleCoverage;

/// <param name="Id">M04.</param>
/// <param name="Subject">Which part of the product it belongs to.</param>
/// <param name="Asks">What it asks, in a line.</param>
internal sealed record Rule(string Id, string Subject, string Asks);

/// <summary>The rules of the five policies, from <c>rules.txt</c> beside this file.</summary>
/// <param name="All">In the file's order.</param>
/// <param name="Waiting">Subjects that the product does not have yet.</param>
internal sealed record Rules(IReadOnlyList<Rule> All, IReadOnlyList<string> Waiting)
{
    /// <summary>Findings of the linter, T01 to T59, are known by number; what each is stands in docs/linter.md.</summary>
    public bool Knows(string id) => All.Any(rule => rule.Id == id) || IsFinding(id);

    public static bool IsFinding(string id) =>
        id is ['T', _, _] && int.TryParse(id[1..], null, out var number) && number is >= 1 and <= 59;

    public static Rules Read([CallerFilePath] string here = "")
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "rules.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').ToList();
        var waiting = lines.Single(line => line.StartsWith("waits:", StringComparison.Ordinal))["waits:".Length..];

        return new(
            [.. lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(parts => parts.Length == 3)
                .Select(parts => new Rule(parts[0], parts[1], parts[2]))],
            waiting.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
