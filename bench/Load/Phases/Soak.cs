using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>A mix that goes on and on while the memory that it takes, and the memory that it leaves behind, are watched.</summary>
/// <remarks>
/// What people did is in memory while its grains are awake: that grows with the work. What is still there once everybody has
/// left, and grains and files were put away, grew for nothing.
/// </remarks>
internal static class Soak
{
    private const int Slices = 6;
    private const double MostLeft = 2 << 20;

    /// <param name="product">One that puts away within seconds what nobody uses.</param>
    public static async Task Run(Plan plan, Child product, Report report, string mix, Func<TimeSpan, Task> go)
    {
        var slice = TimeSpan.FromSeconds(plan.Soak) / Slices;

        // After the first sixth everything is warm.
        await go(slice);
        var before = await AtRest(plan, product);
        List<double> managed = [], resident = [];

        for (var number = 1; number < Slices; number++)
        {
            await go(slice);
            managed.Add(await product.Memory());
            resident.Add(product.Resident);
        }

        var left = await AtRest(plan, product) - before;
        var growth = (resident[^1] - resident[0]) / resident[0];
        report.Goal(
            $"{plan.Soak} s of a mix leave nothing in memory: {mix}",
            "≤ 2 MB managed at rest, ≤ 10 % resident",
            $"{Report.Megabytes(left)} more than {Report.Megabytes(before)} at rest, resident {100 * growth:N1} % more than {Report.Megabytes(resident[0])}; "
            + $"while it ran {Report.Megabytes(Slope(managed) * (managed.Count - 1))} managed",
            left <= MostLeft && growth <= 0.1);
    }

    /// <summary>The same with visits that stay.</summary>
    public static async Task Run(Plan plan, Child product, Report report, string mix, IVisit[] visits)
    {
        await Run(plan, product, report, mix, time => Drive.Run(product, time, visits));
        Array.ForEach(visits, visit => visit.Dispose());
    }

    private static async Task<double> AtRest(Plan plan, Child product)
    {
        if (plan.Rests)
            await Task.Delay(Product.Rest);

        return await product.Memory();
    }

    /// <summary>How much more it is from one slice to the next: the line that lies nearest to all of them.</summary>
    private static double Slope(List<double> sizes)
    {
        var (middle, mean) = ((sizes.Count - 1) / 2.0, sizes.Average());
        return sizes.Select((size, index) => (index - middle) * (size - mean)).Sum()
            / sizes.Select((_, index) => (index - middle) * (index - middle)).Sum();
    }
}
