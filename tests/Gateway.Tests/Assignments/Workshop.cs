using System.Collections.Immutable;
using System.Globalization;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Assignments;

/// <summary>A school with a course whose only lesson is an assignment, a student in it, and who runs the school.</summary>
internal sealed record Workshop(Campus Campus, School School, Learner Ada)
{
    public static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    public static readonly Id<Lesson> Essay = Id<Lesson>.Parse("essay");

    /// <summary>The lesson.</summary>
    public const string Lesson = "/courses/algebra/lessons/essay";

    /// <summary>Where a student works.</summary>
    public const string Place = Lesson + "/assignment";

    /// <summary>Where staff say what is asked, and grade.</summary>
    public const string Desk = "/admin/courses/algebra/lessons/essay/assignment";

    /// <summary>What she hands in, and on what terms.</summary>
    public static Assignment Usual { get; } = new() { Files = 3, Megabytes = 1, Points = 20 };

    public static Criterion Clear { get; } = new("clear", "Is it clear?", "", [new("no", "No", 0, ""), new("yes", "Yes", 4, "Every step is there.")]);

    public static async Task<Workshop> Open(Campus campus, Assignment? assignment = null, string language = "en")
    {
        var school = await campus.School();
        var workshop = new Workshop(campus, school, await campus.SignedIn(school));
        await campus.Site.In(school, grains => grains.Course(Algebra).Describe(
            new CourseDescription(Algebra, language, "Algebra", "", "", "", Published: true), 0));
        await workshop.Publish(assignment ?? Usual);
        await workshop.Enrol(workshop.Ada);
        return workshop;
    }

    public Task<Outcome<Darsgah.Grains.Learning.Enrollment>> Enrol(Learner learner) =>
        Campus.Site.In(School, grains => grains.Enrollment(learner.Person, Algebra).Enroll());

    public Task<CourseOutline?> Publish(Assignment assignment) => Campus.Site.In(School, async grains =>
    {
        await grains.Course(Algebra).PutLesson(new LessonContent(Essay, "Essay", "Write of **sums**.")
        {
            Kind = LessonKind.Assignment,
            Assignment = assignment,
        });
        return (await grains.Course(Algebra).PublishLesson(Essay)).Value;
    });

    public Task<ImmutableArray<Submission>> Standing() =>
        Campus.Site.In(School, grains => grains.SubmissionBook(Ada.Person, Algebra, Essay).Standing());

    /// <summary>Posts the draft's form as a browser does, its fields in the order of the page.</summary>
    public static Task<Answer> Send(Learner learner, Answer page, string text, string act, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();

        foreach (var field in page.Form("form[data-work]").QuerySelectorAll("input[type=hidden]"))
            form.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);

        form.Add(new StringContent(text), "text");

        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content), "file", name);

        form.Add(new StringContent(act), "do");
        return learner.Browser.Post(Place, form);
    }

    /// <summary>Writes a draft and keeps it.</summary>
    public async Task<Answer> Write(string text, params (string Name, byte[] Content)[] files) =>
        await Send(Ada, await Ada.Get(Place), text, "save", files);

    /// <summary>Hands the draft in, and opens what was handed in.</summary>
    public async Task<Answer> HandIn()
    {
        var handed = await Ada.Browser.Submit(await Ada.Get($"{Place}/hand-in"));
        Assert.True(handed.Status == 302, handed.Body);
        return await Ada.Get(handed.Location!);
    }

    /// <summary>Where staff see a hand-in.</summary>
    public string Sheet(int number = 1) => string.Create(CultureInfo.InvariantCulture, $"{Desk}/people/{Ada.Person}/{number}");

    public async Task<Learner> Office() => await Campus.SignedIn(School, name: "Grace", roles: Role.Admin);
}
