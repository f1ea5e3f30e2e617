using System.Text;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>The pages that are asked for most, and a lesson that is finished; then a power cut.</summary>
internal static class Pages
{
    /// <returns>Every lesson that was finished and answered; the product was killed after them.</returns>
    public static async Task<int[][]> Run(Plan plan, string data, Report report)
    {
        await Child.Run("seed", data, (plan with { Schools = [1] }).Written());
        await using var product = await Child.Listening("product", data);
        await using var limits = await Child.Listening("limits", data);

        await Page(plan, product, limits, report, "policy page", "/policies/privacy", Texts.PolicyMark, "", 0.5);
        await Page(plan, product, limits, report, "catalogue", "/", "Course 1", "", 0.5);

        var classroom = await Classroom.Open(plan, product.Port);
        await Page(
            plan, product, limits, report, "lesson page, signed in", Classroom.Path(1, 1), Seed.LessonTitle(1, 1),
            classroom.Cookies(1), goal: null);
        await Lessons(plan, product, limits, report, classroom);

        await product.Kill();
        return classroom.Done;
    }

    private static async Task Page(
        Plan plan,
        Child product,
        Child limits,
        Report report,
        string what,
        string path,
        string mark,
        string cookies,
        double? goal)
    {
        var page = PageVisit.Of(Seed.Host(1), path, mark, cookies);
        using var wire = new Wire(product.Port);
        var length = (await wire.Send(page.Request)).Body.Length;
        var bytes = PageVisit.Of("localhost", $"/bytes/{length}", "xxx");
        var bare = PageVisit.Of("localhost", $"/page/{length}", "xxx");

        Rounds ours = new(), kestrel = new(), razor = new();

        foreach (var round in Enumerable.Range(0, plan.Rounds + 1))
        {
            var (one, two, three) = (
                await Drive.Page(product, plan, page), await Drive.Page(limits, plan, bytes), await Drive.Page(limits, plan, bare));

            // The first round is for the compiler.
            if (round == 0)
                continue;

            ours.Add(one);
            kestrel.Add(two);
            razor.Add(three);
        }

        report.Requests($"{what}, {length:N0} bytes", ours, "Kestrel, as many bytes from memory", kestrel, goal);
        report.Requests("the same", ours, "bare Razor page, as many bytes", razor, cookies.Length > 0 ? 0.6 : null);
    }

    private static async Task Lessons(Plan plan, Child product, Child limits, Report report, Classroom classroom)
    {
        using var wire = new Wire(product.Port);
        var length = (await wire.Send(Wire.Get(Seed.Host(1), Classroom.Path(1, 1), classroom.Cookies(1)))).Body.Length;
        var page = Wire.Get("localhost", $"/page/{length}");
        var write = Wire.Post("localhost", "/write", "", "");
        var bare = Enumerable.Repeat((page, Encoding.ASCII.GetBytes("xxx"), write, (Action)(() => { })), int.MaxValue);

        var students = Enumerable.Range(1, plan.Callers).ToList();
        LessonVisit[] hers = [.. students.Select(student => new LessonVisit(product.Port, classroom.Way(student)))];
        LessonVisit[] limit = [.. students.Select(_ => new LessonVisit(limits.Port, bare.GetEnumerator()))];
        Rounds ours = new(), razor = new();

        foreach (var _ in Enumerable.Range(0, plan.Rounds))
        {
            // Shorter than the others, so that there are lessons left for the last round.
            ours.Add(await Drive.Run(product, plan.Round / 2, hers));
            razor.Add(await Drive.Run(limits, plan.Round / 2, limit));
        }

        report.Requests("lesson page and its progress write", ours, "bare Razor page and one SQLite group commit", razor, 0.6);
        Array.ForEach([.. hers, .. limit], visit => visit.Dispose());
    }
}
