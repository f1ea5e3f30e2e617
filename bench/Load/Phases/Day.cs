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
        var mixes = new Mixes(stage, town, await Classroom.Open(plan, product.Port));
        var change = new PolicyChange(stage, town) { Version = version };

        foreach (var mix in Soaked)
            await Watch(mix, stage, mixes, change);

        await product.Kill();
        return new Acknowledged([], finished, [.. signedUp, .. mixes.SignedUp], town.Readers.Length, change.Version);
    }

    /// <summary>The memory of one mix alone, at a smaller school.</summary>
    /// <exception cref="WrongAnswerException">There is no such mix.</exception>
    public static async Task Soak(Plan plan, string data, string mix, TextWriter say)
    {
        if (!Soaked.Contains(mix, StringComparer.Ordinal))
            throw new WrongAnswerException($"'{mix}' is no mix; there are {string.Join(", ", Soaked)}.");

        var report = new Report(plan, DataFolder.FileSystem(data));
        await Child.Run("seed", data, plan.Written());
        var town = Town.Read(await Child.Run("town", data, plan.Written()));
        await Members.Run(plan, data, report);

        await using var limits = await Child.Listening("limits", data);
        await using var product = await Child.Listening("product", data, "restful");
        var stage = new Stage(plan, product, limits, report);
        await Watch(mix, stage, new Mixes(stage, town, await Classroom.Open(plan, product.Port)), new PolicyChange(stage, town));
        report.Print(say);
    }

    private static ImmutableArray<string> Soaked { get; } = ["reader", "student", "admin", "sign-in", "sign-up", "policy-change"];

    private static async Task Watch(string mix, Stage stage, Mixes mixes, PolicyChange change)
    {
        Task Of(string name, IVisit[] visits) => Phases.Soak.Run(stage.Plan, stage.Product, stage.Report, name, visits);

        await (mix switch
        {
            "reader" => Of("anonymous reader", mixes.Readers()),
            "student" => Of("student in lessons", mixes.Learners()),
            "admin" => Of("admin", mixes.Admin()),
            "sign-in" => Of("sign-in", await mixes.SignIns(1)),
            "sign-up" => Of("sign-up rush", mixes.Rush()),
            _ => Phases.Soak.Run(stage.Plan, stage.Product, stage.Report, "policy change", change.Rounds),
        });
    }
}
