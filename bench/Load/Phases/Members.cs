using System.Text.Json;
using Darsgah.Load.Children;

namespace Darsgah.Load.Phases;

/// <summary>One member more, in a small school and in a large one.</summary>
internal static class Members
{
    public static async Task Run(Plan plan, string data, Report report)
    {
        await using var child = Child.Start("join", data, plan.Written());
        var rates = JsonSerializer.Deserialize<double[][]>(await child.Line())!;
        await child.Stop();

        var (small, large) = (Middle(rates[0]), Middle(rates[1]));
        report.Rate(
            $"members who join a school of {plan.Members:N0}", large, $"the same at a school of {LargeSchool.Few:N0}", small);
        report.AtLeast(
            $"member {plan.Members:N0} of a school, of the rate at member {LargeSchool.Few:N0}",
            0.9,
            Middle(rates[1].Zip(rates[0], (ours, other) => ours / other)));
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
