using System.Globalization;
using Darsgah.Load.Client;

namespace Darsgah.Load;

/// <summary>The table at the end, as Markdown.</summary>
internal sealed class Report(Plan plan)
{
    private readonly List<string> rows = [];

    /// <summary>Requests against a limit that was asked for as many bytes.</summary>
    public void Requests(string what, Rounds measured, string limit, Rounds limits, double? goal = null) => rows.Add(
        $"| {what} | {measured.PerSecond:N0}/s | {Ms(measured.Median)} | {Ms(measured.Percentile99)} | {Ms(measured.Processor)} "
        + $"| {limit} | {limits.PerSecond:N0}/s, {Ms(limits.Processor)} CPU "
        + $"| {Ratio(measured.RatioTo(limits))} | {Goal(goal)} |");

    /// <summary>A rate against a limit.</summary>
    public void Rate(string what, double measured, string limit, double limits) =>
        rows.Add($"| {what} | {measured:N0}/s | | | | {limit} | {limits:N0}/s | {Ratio(measured / limits)} | |");

    /// <summary>Anything that has no limit beside it.</summary>
    public void Fact(string what, string measured) => rows.Add($"| {what} | {measured} | | | | | | | |");

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {plan.Callers} connections, "
            + $"median of {plan.Rounds} rounds of {plan.Seconds} s"));
        output.WriteLine();
        output.WriteLine("| What | Measured | p50 | p99 | CPU each | Limit in the same run | Limit measured | Ratio | Goal |");
        output.WriteLine("|---|---:|---:|---:|---:|---|---:|---:|---:|");
        rows.ForEach(output.WriteLine);
    }

    public static string Ms(TimeSpan time) => $"{time.TotalMilliseconds:N2} ms";

    private static string Ratio(double ratio) => ratio < 0.1 ? $"{ratio:N4}" : $"{ratio:N2}";

    private static string Goal(double? goal) => goal is { } least ? $"≥ {least:N1}" : "";
}
