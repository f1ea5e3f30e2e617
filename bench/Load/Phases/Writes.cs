using System.Text.Json;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>Grains without the web: calls, and consents that are on the disk before they are answered.</summary>
internal static class Writes
{
    /// <param name="before">What was answered before, and must be there.</param>
    public static async Task Run(Plan plan, string data, Report report, Acknowledged before)
    {
        await using var child = Child.Start("grains", data, plan.Written());

        foreach (var rate in JsonSerializer.Deserialize<CallRate[]>(await child.Line())!)
            report.Rate($"grain calls, {rate.Callers} callers", rate.Grain, "method calls without a grain", rate.Plain);

        var written = JsonSerializer.Deserialize<Written>(await child.Line())!;
        await child.Kill();
        report.Rate(
            $"durable consents, {plan.Writers} writers, one school", written.Ledger, "bare SQLite, group commit, 1 KB", written.Bare);
        report.Rate("the same", written.Ledger, "fsync of 4 KB, one after another", written.Syncs);

        report.AtLeast("durable consents, of bare SQLite's group commits", 0.5, written.Ledger / written.Bare);

        var all = before with { Consents = written.Answered };
        await Check(data, all);
        report.Fact(
            "consents, lessons and sign-ups answered before a kill, present after it", $"{all.Count:N0} of {all.Count:N0}");
    }

    /// <exception cref="WrongAnswerException">A write that was answered is not there.</exception>
    private static async Task Check(string data, Acknowledged written)
    {
        await using var child = Child.Start("verify", data);

        if (await child.Ask(JsonSerializer.Serialize(written)) is not "none" and var missing)
            throw new WrongAnswerException($"Answered and not there after a restart: {missing}");

        await child.Stop();
    }
}
