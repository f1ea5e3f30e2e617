// What is hot, piece by piece.
//
//   dotnet run -c Release --project bench/Micro -- --filter '*'              all benchmarks; some minutes
//   dotnet run -c Release --project bench/Micro -- --filter '*Sealing*'      some of them
//   dotnet run -c Release --project bench/Micro -- calls [seconds]           grain calls a second, beside the goal
//   dotnet run -c Release --project bench/Micro -- writes [callers] [seconds] [rounds] [folder]
//   dotnet run -c Release --project bench/Micro -- rosters [rounds]          a course's people, at 1,000 to 100,000 students
//   dotnet run -c Release --project bench/Micro -- catalogue [rounds]        a school's courses, 100 to 10,000 of them
//   dotnet run -c Release --project bench/Micro -- --smoke                   each once, to see that it runs
//
// Benchmarks run in this process: what they call is internal to the product and built already.
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Darsgah.Micro;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["calls", .. var rest]:
        return await CallRates.Run(rest is [var given, ..] ? double.Parse(given, null) : 2, rounds: 5);
    case ["writes", .. var rest]:
        return await WriteRates.Run(rest);
    case ["rosters", .. var rest]:
        return await Rosters.Run([1_000, 10_000, 100_000], rest is [var times, ..] ? int.Parse(times, null) : 301);
    case ["catalogue", .. var rest]:
        return await Catalogues.Run([100, 1_000, 10_000], rest is [var count, ..] ? int.Parse(count, null) : 301);
}

var smoke = args is ["--smoke"];
var folder = Directory.CreateTempSubdirectory("darsgah-micro-").FullName;

try
{
    var config = ManualConfig.CreateEmpty()
        .AddJob((smoke ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(smoke ? NullLogger.Instance : ConsoleLogger.Default)
        .WithArtifactsPath(folder)
        .WithOptions(ConfigOptions.JoinSummary);
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(CallRates).Assembly)
        .Run(smoke ? ["--filter", "*"] : args, config)
        .ToList();
    var reports = summaries.SelectMany(summary => summary.Reports).ToList();
    var failed = reports.Where(report => !report.Success).ToList();

    foreach (var report in failed)
        await Console.Error.WriteLineAsync($"FAILED: {report.BenchmarkCase.DisplayInfo}");

    if (smoke)
    {
        await CallRates.Run(0.1, rounds: 1);
        await WriteRates.Run(["16", "1", "1"]);
        await Rosters.Run([100, 200], rounds: 3);
        await Catalogues.Run([10, 20], rounds: 3);
        Console.WriteLine($"{reports.Count} benchmarks ran, {failed.Count} failed");
    }

    return reports.Count > 0 && failed.Count == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
