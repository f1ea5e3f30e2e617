using System.Text;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>The pages that are asked for most, and a lesson that is finished.</summary>
internal static class Pages
{
    public static async Task Run(Stage stage, Classroom classroom)
    {
        await Page(stage, "policy page", "/policies/privacy", Texts.PolicyMark);
        await Page(stage, "catalogue", "/", "Course 1");
        await Page(
            stage, "lesson page, signed in", Classroom.Path(1, 1), Seed.LessonTitle(1, 1), classroom.Cookies(1));
        await Lessons(stage, classroom);
    }

    private static async Task Page(Stage stage, string what, string path, string mark, string cookies = "")
    {
        var page = PageVisit.Of(Seed.Host(1), path, mark, cookies);
        var length = await Length(stage, page.Request);
        var bytes = PageVisit.Of("localhost", $"/bytes/{length}", "xxx");
        var bare = PageVisit.Of("localhost", $"/page/{length}", "xxx");

        Rounds ours = new(), kestrel = new(), razor = new();

        foreach (var round in Enumerable.Range(0, stage.Plan.Rounds + 1))
        {
            var (one, two, three) = (
                await Drive.Page(stage.Product, stage.Plan, page),
                await Drive.Page(stage.Limits, stage.Plan, bytes),
                await Drive.Page(stage.Limits, stage.Plan, bare));

            // The first round is for the compiler.
            if (round == 0)
                continue;

            ours.Add(one);
            kestrel.Add(two);
            razor.Add(three);
        }

        stage.Report.Requests($"{what}, {length:N0} bytes", ours, "Kestrel, as many bytes from memory", kestrel);
        stage.Report.Requests("the same", ours, "bare Razor page, as many bytes", razor);

        if (cookies.Length == 0)
            stage.Report.AtLeast($"{what}, of Kestrel from memory", 0.5, ours.RatioTo(kestrel));
        else
            stage.Report.AtLeast($"{what}, of a bare Razor page", 0.6, ours.RatioTo(razor));
    }

    private static async Task Lessons(Stage stage, Classroom classroom)
    {
        var length = await Length(stage, Wire.Get(Seed.Host(1), Classroom.Path(1, 1), classroom.Cookies(1)));
        var page = Wire.Get("localhost", $"/page/{length}");
        var write = Wire.Post("localhost", "/write", "", "");
        var bare = Enumerable.Repeat((page, Encoding.ASCII.GetBytes("xxx"), write, (Action)(() => { })), int.MaxValue);

        // Shorter than the others, so that there are lessons left for the last round.
        var (ours, razor) = await stage.Beside(
            stage.Plan.Round / 2,
            stage.Each(student => new LessonVisit(stage.Product.Port, classroom.Way(student))),
            stage.Each(_ => new LessonVisit(stage.Limits.Port, bare.GetEnumerator())));

        stage.Report.Requests(
            "mix: student in lessons, page and durable progress", ours, "bare Razor page and one SQLite group commit", razor);
        stage.Report.AtLeast("lesson and durable progress, of a bare page and one group commit", 0.6, ours.RatioTo(razor));
    }

    private static async Task<int> Length(Stage stage, byte[] request)
    {
        using var wire = new Wire(stage.Product.Port);
        return (await wire.Send(request)).Body.Length;
    }
}
