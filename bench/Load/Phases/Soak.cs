using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>A mix that goes on and on while the memory that it leaves behind is watched.</summary>
internal static class Soak
{
    private const int Slices = 6;

    /// <summary>After the first sixth everything is warm; more than a tenth more at the end is growth.</summary>
    public static async Task Run(Plan plan, Child product, Report report, string mix, Func<TimeSpan, Task> go)
    {
        var memory = new List<double>();

        for (var slice = 0; slice < Slices; slice++)
        {
            await go(TimeSpan.FromSeconds(plan.Soak) / Slices);
            memory.Add(await product.Memory());
        }

        var growth = memory[^1] - memory[0];
        report.Goal(
            $"memory of a mix does not grow in {plan.Soak} s: {mix}",
            "≤ 10 %",
            $"{100 * growth / memory[0]:N1} % of {Report.Megabytes(memory[0])} managed",
            growth <= memory[0] / 10);
    }

    /// <summary>The same with visits that stay.</summary>
    public static async Task Run(Plan plan, Child product, Report report, string mix, IVisit[] visits)
    {
        await Run(plan, product, report, mix, time => Drive.Run(product, time, visits));
        Array.ForEach(visits, visit => visit.Dispose());
    }
}
