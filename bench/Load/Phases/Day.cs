using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>One product, visited by everybody in turn; then a power cut.</summary>
internal static class Day
{
    /// <returns>All that was answered and must be there; the product was killed after it.</returns>
    public static async Task<Acknowledged> Run(Plan plan, string data, Report report)
    {
        await Child.Run("seed", data, (plan with { Schools = [1] }).Written());
        var town = Town.Read(await Child.Run("town", data, plan.Written()));
        await Members.Run(plan, data, report);

        await using var product = await Child.Listening("product", data);
        await using var limits = await Child.Listening("limits", data);
        var stage = new Stage(plan, product, limits, report);
        var classroom = await Classroom.Open(plan, product.Port);
        var mixes = new Mixes(stage, town, classroom);
        var change = new PolicyChange(stage, town);

        await Pages.Run(stage, classroom);
        await mixes.Run();
        await change.Run();

        await Soak.Run(plan, product, report, "anonymous reader", mixes.Readers());
        await Soak.Run(plan, product, report, "student in lessons", mixes.Learners());
        await Soak.Run(plan, product, report, "admin", mixes.Admin());
        await Soak.Run(plan, product, report, "sign-in", await mixes.SignIns(1));
        await Soak.Run(plan, product, report, "sign-up rush", mixes.Rush());
        await Soak.Run(plan, product, report, "policy change", async time =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();

            do
                await change.Round();
            while (clock.Elapsed < time);
        });

        await product.Kill();
        return new Acknowledged([], classroom.Done, mixes.SignedUp, town.Readers.Length, change.Version);
    }
}
