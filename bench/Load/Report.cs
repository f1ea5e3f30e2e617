using System.Globalization;
using System.Reflection;
using Darsgah.Load.Client;

namespace Darsgah.Load;

/// <summary>The table at the end and the goals below it, as Markdown.</summary>
internal sealed class Report(Plan plan, string disk)
{
    private readonly List<string> rows = [];
    private readonly List<string> goals = [];

    /// <summary>Requests, beside a limit where there is one.</summary>
    public void Requests(string what, Rounds measured, string limit = "", Rounds? limits = null)
    {
        var beside = limits is null
            ? "| | "
            : $"| {limits.PerSecond:N0}/s, {Ms(limits.Processor)} CPU | {Ratio(measured.RatioTo(limits))} ";
        rows.Add(
            $"| {what} | {measured.PerSecond:N0}/s | {Ms(measured.Median)} | {Ms(measured.Percentile95)} "
            + $"| {Ms(measured.Percentile99)} | {Ms(measured.Longest)} | {measured.Errors:N0} | {Ms(measured.Processor)} "
            + $"| {Megabytes(measured.Peak)} | {Megabytes(measured.Disk)} | {limit} {beside}|");
    }

    /// <summary>A rate against a limit.</summary>
    public void Rate(string what, double measured, string limit, double limits) => rows.Add(
        $"| {what} | {measured:N0}/s | | | | | | | | | {limit} | {limits:N0}/s | {Ratio(measured / limits)} |");

    /// <summary>Anything that has no limit beside it.</summary>
    public void Fact(string what, string measured) => rows.Add($"| {what} | {measured} | | | | | | | | | | | |");

    /// <summary>A goal that says: at least so much of the limit, or of what it is compared with.</summary>
    public void AtLeast(string goal, double asked, double reached) =>
        goals.Add($"| {goal} | ≥ {asked:N1} | {Ratio(reached)} | {Met(reached >= asked)} |");

    /// <summary>The same of visits a second, and of the processor time that a visit takes.</summary>
    public void AtLeast(string goal, double asked, Rounds measured, Rounds limit)
    {
        AtLeast(goal, asked, measured.RatioTo(limit));
        AtLeast($"{goal}, by CPU", asked, measured.ProcessorRatioTo(limit));
    }

    /// <summary>A goal for the processor time of a visit, beside the limit's in the same run.</summary>
    public void Cpu(string goal, double askedMs, Rounds measured, Rounds limit) => Goal(
        $"CPU of a {goal}",
        $"≤ {askedMs:N2} ms",
        $"{Ms(measured.Processor)}, {1 / measured.ProcessorRatioTo(limit):N1} × the bare endpoint's {Ms(limit.Processor)}",
        measured.Processor.TotalMilliseconds <= askedMs);

    /// <summary>A goal that is met or not.</summary>
    public void Goal(string goal, string asked, string reached, bool met) =>
        goals.Add($"| {goal} | {asked} | {reached} | {Met(met)} |");

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; data on {disk}; {plan.Callers} connections, "
            + $"median of {plan.Rounds} rounds of {plan.Seconds} s; build {Build}"));
        output.WriteLine();
        output.WriteLine(
            "| What | Measured | p50 | p95 | p99 | max | Turned away | CPU each | Peak memory | Disk written "
            + "| Limit in the same run | Limit measured | Ratio |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|---:|");
        rows.ForEach(output.WriteLine);
        output.WriteLine();
        output.WriteLine("| Goal | Asked | Reached | |");
        output.WriteLine("|---|---:|---:|---|");
        goals.ForEach(output.WriteLine);
    }

    public static string Ms(TimeSpan time) => $"{time.TotalMilliseconds:N2} ms";

    public static string Megabytes(double bytes) => $"{bytes / 1048576:N1} MB";

    private static string Build =>
        typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Ratio(double ratio) => ratio < 0.1 ? $"{ratio:N4}" : $"{ratio:N2}";

    private static string Met(bool met) => met ? "met" : "**missed**";
}
