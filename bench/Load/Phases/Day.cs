using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>One school day: the product visited by everybody in turn, and killed; started again, watched for long, and killed.</summary>
internal static class Day
{
    /// <returns>All that was answered and must be there; the product was killed after it.</returns>
    public static async Task<Acknowledged> Run(Plan plan, string data, Report report)
    {
        await Child.Run("seed", data, (plan with { Schools = [1] }).Written());
        var town = Town.Read(await Child.Run("town", data, plan.Written()));
        await Members.Run(plan, data, report);

        await using var limits = await Child.Listening("limits", data);
        int[][] finished;
        string[] signedUp;
        int version;

        await using (var shipped = await Child.Listening("product", data))
        {
            var open = new Stage(plan, shipped, limits, report);
            var students = await Classroom.Open(plan, shipped.Port);
            var people = new Mixes(open, town, students);
            var office = new PolicyChange(open, town);

            await Pages.Run(open, students);
            await people.Run();
            await office.Run();
            await shipped.Kill();
            (finished, signedUp, version) = (students.Done, people.SignedUp, office.Version);
        }

        await using var product = await Child.Listening("product", data, "restful");
        var stage = new Stage(plan, product, limits, report);
        var classroom = await Classroom.Open(plan, product.Port);
        var mixes = new Mixes(stage, town, classroom);
        var change = new PolicyChange(stage, town) { Version = version };

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
        return new Acknowledged([], finished, [.. signedUp, .. mixes.SignedUp], town.Readers.Length, change.Version);
    }
}
