using System.Collections.Concurrent;
using System.Text;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>What people do, several requests a visit or many pages in turn.</summary>
internal sealed class Mixes(Stage stage, Town town, Classroom classroom)
{
    private readonly ConcurrentQueue<string> signedUp = new();

    /// <summary>Addresses that were answered.</summary>
    public string[] SignedUp => [.. signedUp];

    public async Task Run()
    {
        var sizes = new List<int>();
        using var wire = new Wire(stage.Product.Port);

        foreach (var (request, _) in Reading)
            sizes.Add((await wire.Send(request)).Body.Length);

        var bytes = PageVisit.Of("localhost", $"/bytes/{(int)sizes.Average()}", "xxx");
        var (readers, kestrel) = await stage.Beside(
            stage.Plan.Round, Readers(), Drive.Readers(stage.Limits, stage.Plan, bytes));
        stage.Report.Requests("mix: anonymous reader", readers, "Kestrel, bytes of the average page", kestrel);

        var page = PageVisit.Of("localhost", "/page/8000", "xxx");
        var (admin, razor) = await stage.Beside(stage.Plan.Round, Admin(), Drive.Readers(stage.Limits, stage.Plan, page));
        stage.Report.Requests($"mix: admin of a school with {stage.Plan.Members:N0} members", admin, "bare Razor page, 8,000 bytes", razor);

        var (rush, hashes) = await stage.Beside(stage.Plan.Round * 2, Rush(), stage.Bare("/hash"));
        stage.Report.Requests("mix: sign-up rush", rush, "password hashes alone", hashes);
        await Doors();
    }

    /// <summary>Front page, catalogue, two courses, the policy in two languages, its history and its plain text.</summary>
    public IVisit[] Readers() => Drive.Readers(stage.Product, stage.Plan, Reading);

    /// <summary>Overview, newest members, members in the middle, one person, policies, courses.</summary>
    public IVisit[] Admin()
    {
        string[] paths =
        [
            "/admin", "/admin/people", $"/admin/people?before={stage.Plan.Members / 2}", "/admin/people/office",
            "/admin/policies", "/admin/courses",
        ];

        return Drive.Readers(
            stage.Product, stage.Plan, [.. paths.Select(path => PageVisit.Of(Seed.Host(LargeSchool.Large), path, "Person office", town.Admin))]);
    }

    /// <summary>New people, one after another.</summary>
    public IVisit[] Rush() => stage.Each(_ => new SignUpVisit(stage.Product.Port, Seed.Host(1), signedUp.Enqueue));

    /// <summary>A student's lessons again and again.</summary>
    public IVisit[] Learners() =>
        stage.Each(student => new LessonVisit(stage.Product.Port, classroom.Again(student)));

    /// <summary>People who sign in again and again, each with another browser.</summary>
    public async Task<IVisit[]> SignIns(int times)
    {
        using var wire = new Wire(stage.Product.Port);
        var page = Wire.Get(Seed.Host(1), "/sign-in");
        var (_, body) = await wire.Send(page);
        var (text, cookies) = (Encoding.UTF8.GetString(body.Span), wire.Given());

        return [.. Enumerable.Range(0, times * stage.Plan.Callers).Select(number =>
        {
            var student = 1 + stage.Plan.Callers + (number % stage.Plan.Callers);
            var form = Form.Fill(text, "/sign-in", ("login", Seed.Email(student)), ("password", Seed.Password));
            var post = Wire.Post(Seed.Host(1), "/sign-in", cookies, form);
            return new FormVisit(stage.Product.Port, Enumerable.Repeat(post, int.MaxValue).GetEnumerator());
        })];
    }

    private static (byte[], byte[])[] Reading { get; } =
    [
        PageVisit.Of(Seed.Host(1), "/", "Course 1"),
        PageVisit.Of(Seed.Host(1), "/courses", "Course 1"),
        PageVisit.Of(Seed.Host(1), $"/courses/{Seed.Course(1)}", "Course 1"),
        PageVisit.Of(Seed.Host(1), $"/courses/{Seed.Course(2)}", "Course 2"),
        PageVisit.Of(Seed.Host(1), "/policies", "School 1"),
        PageVisit.Of(Seed.Host(1), "/policies/privacy", Texts.PolicyMark),
        PageVisit.Of(Seed.Host(1), "/policies/privacy?lang=fa-AF", "حریم خصوصی"),
        PageVisit.Of(Seed.Host(1), "/policies/privacy/versions", "School 1"),
        PageVisit.Of(Seed.Host(1), "/policies/privacy/versions/1/text", Texts.PolicyMark),
    ];

    /// <summary>Only <see cref="Doors"/>, at a product and limits of its own.</summary>
    public static async Task DoorsAlone(Plan plan, string folder, TextWriter say)
    {
        await Child.Run("seed", folder, plan.Written());
        var town = Town.Read(await Child.Run("town", folder, plan.Written()));
        var report = new Report(plan, DataFolder.FileSystem(folder));

        await using var product = await Child.Listening("product", folder);
        await using var limits = await Child.Listening("limits", folder);
        var classroom = await Classroom.Open(plan, product.Port);
        await new Mixes(new Stage(plan, product, limits, report), town, classroom).Doors();
        report.Print(say);
    }

    /// <summary>Signing in beside bare hashes; then pages with and without a flood of those who do.</summary>
    public async Task Doors()
    {
        var (signIns, hashes) = await stage.Beside(stage.Plan.Round * 2, await SignIns(1), stage.Bare("/hash"));
        stage.Report.Requests("sign-in", signIns, "password hashes alone", hashes);
        stage.Report.AtLeast("sign-in, of password hashes a second", 0.9, signIns, hashes);
        var beyond = signIns.ProcessorBeyond(hashes);
        stage.Report.Goal("CPU of a sign-in beyond its hash", "≤ 0.60 ms", Report.Ms(beyond), beyond.TotalMilliseconds <= 0.6);

        await Flood();
    }

    // A lesson's page with and without twice as many at the doors as may wait.
    private async Task Flood()
    {
        var page = PageVisit.Of(Seed.Host(1), Classroom.Path(1, 1), Seed.LessonTitle(1, 1), classroom.Cookies(1));
        var flood = await SignIns(2);
        Rounds alone = new(), flooded = new(), turned = new();

        foreach (var _ in Enumerable.Range(0, stage.Plan.Rounds))
        {
            alone.Add(await Drive.Page(stage.Product, stage.Plan, page));
            var doors = Drive.Run(stage.Product, stage.Plan.Round, flood, mayTurnAway: true);
            flooded.Add(await Drive.Page(stage.Product, stage.Plan, page));
            turned.Add(await doors);
        }

        Array.ForEach(flood, visit => visit.Dispose());
        stage.Report.Requests("lesson page, signed in, under a flood of sign-ins", flooded, "the same without the flood", alone);
        stage.Report.Requests("the flood itself", turned);
        stage.Report.AtLeast("pages under a flood of sign-ins, of their rate without", 0.8, flooded.RatioTo(alone));
    }
}
