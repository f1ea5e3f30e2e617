using System.Text;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>The pages that are asked for most, and a lesson that is finished.</summary>
internal static class Pages
{
    public static async Task Run(Stage stage, Classroom classroom)
    {
        await Page(stage, "policy page", "/policies/privacy", Texts.PolicyMark, cpu: 0.07);
        await Page(stage, "catalogue", "/courses", "Course 1", cpu: 0.1);
        await Page(stage, "front page", "/", "Course 1");
        await Page(stage, "course page", CoursePath, "Course 1", cpu: 0.4);
        await Page(stage, "course page, signed in", CoursePath, "Course 1", classroom.Cookies(1), cpu: 0.4);
        await Page(stage, "lesson page, signed in", Classroom.Path(1, 1), Seed.LessonTitle(1, 1), classroom.Cookies(1), besideRazor: 0.6);
        await Lessons(stage, classroom);
    }

    private static string CoursePath => $"/courses/{Seed.Course(1)}";

    /// <param name="cpu">Milliseconds of processor that are asked, where any are.</param>
    /// <param name="besideRazor">What part of a bare Razor page's rate is asked, where any is.</param>
    private static async Task Page(
        Stage stage, string what, string path, string mark, string cookies = "", double? cpu = null, double? besideRazor = null)
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
            stage.Report.AtLeast($"{what}, of Kestrel from memory", 0.5, ours, kestrel);

        if (besideRazor is { } part)
            stage.Report.AtLeast($"{what}, of a bare Razor page", part, ours, razor);

        if (cpu is { } most)
            stage.Report.Cpu(what, most, ours, razor);
    }

    private static async Task Lessons(Stage stage, Classroom classroom)
    {
        var length = await Length(stage, Wire.Get(Seed.Host(1), Classroom.Path(1, 1), classroom.Cookies(1)));
        var page = Wire.Get("localhost", $"/page/{length}");
        var write = Wire.Post("localhost", "/write", "", "");
        var bare = Enumerable.Repeat((page, Encoding.ASCII.GetBytes("xxx"), write, (Action)(() => { })), int.MaxValue);

        // The other half of the students first: a page after a write is not what the compiler has seen until now.
        var early = stage.Each(student => new LessonVisit(stage.Product.Port, classroom.Way(stage.Plan.Callers + student)));
        var bareEarly = stage.Each(_ => new LessonVisit(stage.Limits.Port, bare.GetEnumerator()));
        await Drive.Run(stage.Product, stage.Plan.Round * 3, early);
        await Drive.Run(stage.Limits, stage.Plan.Round, bareEarly);
        Array.ForEach([.. early, .. bareEarly], visit => visit.Dispose());

        // Shorter than the others, so that there are lessons left for the last round.
        var (ours, razor) = await stage.Beside(
            stage.Plan.Round / 2,
            stage.Each(student => new LessonVisit(stage.Product.Port, classroom.Way(student))),
            stage.Each(_ => new LessonVisit(stage.Limits.Port, bare.GetEnumerator())),
            isWarm: true);

        stage.Report.Requests(
            "mix: student in lessons, page and durable progress", ours, "bare Razor page and one SQLite group commit", razor);
        stage.Report.AtLeast("lesson and durable progress, of a bare page and one group commit", 0.6, ours, razor);
        stage.Report.Cpu("lesson and durable progress", 0.45, ours, razor);
    }

    private static async Task<int> Length(Stage stage, byte[] request)
    {
        using var wire = new Wire(stage.Product.Port);
        return (await wire.Send(request)).Body.Length;
    }
}
