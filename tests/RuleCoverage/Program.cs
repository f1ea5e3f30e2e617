// Writes down which tests prove which rule, from a run of all tests:
//
//   dotnet test --logger trx --results-directory results
//   dotnet run --project tests/RuleCoverage -- results            writes docs/rule-coverage.md and the product's list of proofs
//   dotnet run --project tests/RuleCoverage -- results --check    exit code 1 where the files are not what the run gives
//
// A test says which rules it proves: [Trait("Rule", "M04")]. Only a test that ran and passed proves anything.
using Darsgah.RuleCoverage;

if (args is not [var results, ..] || !Directory.Exists(results))
{
    await Console.Error.WriteLineAsync("Say which folder has the results (*.trx) of dotnet test; the head of Program.cs explains it.");
    return 2;
}

var rules = Rules.Read();
var runs = Runs.Read(results);
var unknown = runs.SelectMany(run => run.Rules).Where(rule => !rules.Knows(rule)).Distinct(StringComparer.Ordinal).ToList();

if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"Tests name rules that tests/RuleCoverage/rules.txt does not have: {string.Join(", ", unknown)}.");
    return 1;
}

var files = Coverage.Files(rules, runs);

if (!args.Contains("--check", StringComparer.Ordinal))
{
    foreach (var (path, text) in files)
        await File.WriteAllTextAsync(path, text);

    return 0;
}

foreach (var (path, text) in files)
{
    if (!File.Exists(path) || await File.ReadAllTextAsync(path) is var known && known == text)
        continue;

    await Console.Error.WriteLineAsync($"{path} is not what this run gives. Write it anew: the head of tests/RuleCoverage/Program.cs says how.");

    foreach (var line in text.Split('\n').Except(known.Split('\n'), StringComparer.Ordinal).Take(20))
        await Console.Error.WriteLineAsync("  run:  " + line);

    foreach (var line in known.Split('\n').Except(text.Split('\n'), StringComparer.Ordinal).Take(20))
        await Console.Error.WriteLineAsync("  file: " + line);

    return 1;
}

return 0;
