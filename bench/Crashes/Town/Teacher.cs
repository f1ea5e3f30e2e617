using System.Diagnostics;
using System.Globalization;
using Darsgah.Crashes.Product;
using Darsgah.Gateway.Operations;

namespace Darsgah.Crashes.Town;

/// <summary>Who teaches at the first school: she says something to a course, and grades what is handed in.</summary>
internal sealed class Teacher(Place place)
{
    private const string Waiting = $"/admin/courses/{Seed.Exercises}/lessons/{Seed.Work}/assignment/submissions";
    private const string Said = $"/courses/{Seed.Notices}/announcements";
    private const decimal Points = 80;

    // What a crash kept from the list comes with a reminder, once a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Visitor browser = new(place.Port, Seed.Host(Seed.North));

    /// <summary>A notice that is mailed to everybody in its course.</summary>
    public Deed Announce(int number)
    {
        // The same one, however often it is sent.
        string? id = null;

        return new(
            $"announcement {number}",
            async _ =>
            {
                var page = await Open(Said);
                id ??= page.Page.QuerySelector("form[data-act=announce] input[name=id]")!.GetAttribute("value");

                return async () => (await browser.Submit(
                    page,
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["id"] = id,
                        ["title"] = Mark(number),
                        ["text"] = "All of you.",
                        ["understood"] = page.Page.QuerySelector("input[name=understood]")?.GetAttribute("value"),
                    },
                    "form[data-act=announce]")).Expect(302);
            },
            schools => At(schools, async grains =>
            {
                var announcements = grains.Announcements(Id<Course>.Parse(Seed.Notices));
                var pages = (await announcements.Read(1)).Pages;
                var times = 0;

                for (var page = 1; page <= pages; page++)
                    times += (await announcements.Read(page)).Posts.Count(post => post.Title == Mark(number));

                return times switch { 1 => null, 0 => "missing", _ => "there twice" };
            }));
    }

    public Deed Grade(Student student) => new(
        $"grade of {student.Email}",
        async cancellation =>
        {
            var page = await Open(await Find(student, cancellation));
            return async () => (await browser.Submit(
                page,
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["do"] = "grade",
                    ["points"] = Points.ToString(CultureInfo.InvariantCulture),
                    ["feedback"] = "Well done.",
                },
                "form#grade")).Expect(302);
        },
        schools => student.GradeFault(schools, Points));

    public static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"Notice {number} it is.");

    private static async Task<string?> At(Schools schools, Func<TenantGrains, Task<string?>> look)
    {
        var north = (await schools.Find(Seed.North)).Value ?? throw new ViolationException("the school itself is gone");
        return await schools.In(north.Id, look);
    }

    // Where her work is graded: among what waits, or further down if it was graded already.
    private async Task<string> Find(Student student, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();

        while (true)
        {
            var list = await Open(Waiting);

            if (list.Page.QuerySelectorAll("[data-waiting] a, [data-everybody] a").FirstOrDefault(link => link.TextContent == student.Name) is { } found)
                return found.GetAttribute("href")!;

            if (clock.Elapsed > Patience)
                throw new ViolationException($"what {student.Email} handed in is in no list of those who grade");

            await Task.Delay(100, cancellation);
        }
    }

    private async Task<Answer> Open(string path)
    {
        if (await browser.Get(path) is { Status: 200 } page)
            return page;

        var form = (await browser.Get("/sign-in")).Expect(200);
        (await browser.Submit(form, ("login", Seed.TeacherEmail), ("password", Seed.Password))).Expect(302);

        if (await browser.Get("/consent/privacy") is { Status: 200 } question && question.Page.QuerySelector("input[name=agree]") is not null)
            (await browser.Submit(question, ("agree", "true"))).Expect(302);

        return (await browser.Get(path)).Expect(200);
    }
}
