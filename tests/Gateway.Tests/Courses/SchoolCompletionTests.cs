using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>What holds for every course that says nothing else, and the bell of who runs the school.</summary>
public class SchoolCompletionTests(Campus campus)
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly string[] percents = ["90", "70", "55"];

    [Fact]
    public async Task A_course_asks_of_a_recording_what_the_school_says_unless_it_says_something_itself()
    {
        var school = await campus.School();
        var office = await campus.SignedIn(school, roles: Role.Admin);
        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);
            await grains.Course(Algebra).PutLesson(new LessonContent(Id<Lesson>.Parse("film"), "Film", "See.") { Kind = LessonKind.Video });
            return await grains.Course(Algebra).PublishAll();
        });
        var ada = await campus.SignedIn(school);
        await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Algebra).Enroll());

        var usual = await Asked();
        var wrong = await office.Browser.Submit(await office.Get("/admin/courses"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["watch_percent"] = "101" }, "#completion");
        var saved = await office.Browser.Submit(await office.Get("/admin/courses"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["watch_percent"] = "۷۰" }, "#completion");
        var schools = await Asked();
        await campus.Site.In(school, async grains => await grains.Course(Algebra).Describe(
            new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true) { WatchPercent = 55 },
            (await grains.Course(Algebra).Draft())!.Revision));
        var own = await Asked();

        Assert.Equal((422, "learning.bad_watch_percent"), (wrong.Status, wrong.Page.QuerySelector("[role=alert]")?.GetAttribute("data-code")));
        Assert.Equal("/admin/courses?saved=1", saved.Location);
        Assert.Equal(("90", "70", "55"), (usual, schools, own));

        async Task<string> Asked()
        {
            var text = (await ada.Get("/courses/algebra/lessons/film")).Page.QuerySelector("main")!.TextContent;
            return percents.Single(percent => text.Contains(percent + "%", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_course_asks_of_each_kind_what_the_school_says_unless_it_says_something_itself()
    {
        var school = await campus.School();
        var office = await campus.SignedIn(school, roles: Role.Admin);
        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);
            await grains.Course(Algebra).PutLesson(new LessonContent(Id<Lesson>.Parse("work"), "Work", "Do.") { Kind = LessonKind.Assignment });
            return await grains.Course(Algebra).PublishAll();
        });
        var ada = await campus.SignedIn(school);
        await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Algebra).Enroll());

        var usual = await Asked();
        await Save("/admin/courses", "#completion", "HandingIn");
        var schools = await Asked();
        await Save("/admin/courses/algebra/about", "form[data-about]", "Assignment");
        var own = await Asked();
        var forged = await Save("/admin/courses/algebra/about", "form[data-about]", "Reading");
        var shown = (await office.Get("/admin/courses")).Page.QuerySelector("#completion_assignment option[selected]");

        Assert.Equal("Done when your work is graded and passes.", usual);
        Assert.Equal("Done when you have handed it in.", schools);
        Assert.Equal(usual, own);
        Assert.Equal((422, "HandingIn"), (forged.Status, shown?.GetAttribute("value")));
        Assert.Equal(CompletedBy.Assignment, (await campus.Site.In(school, grains => grains.Course(Algebra).Draft()))!.Description.Completion.Assignment);

        async Task<string> Asked() => (await ada.Get("/courses/algebra/lessons/work")).Page.QuerySelector(".lesson-end .muted")!.TextContent;

        async Task<Darsgah.TestKit.Answer> Save(string page, string form, string by) => await office.Browser.Submit(
            await office.Get(page), new Dictionary<string, string?>(StringComparer.Ordinal) { ["completion_assignment"] = by }, form);
    }

    [Fact]
    public async Task Who_teaches_only_cannot_change_it_and_is_not_offered_it()
    {
        var school = await campus.School();
        var teacher = await campus.SignedIn(school, roles: Role.Instructor);

        Assert.Null((await teacher.Get("/admin/courses")).Page.QuerySelector("#completion"));
        Assert.Equal(LearningRules.Unset, await campus.Site.In(school, grains => grains.LearningRules.Rules()));
    }

    [Theory]
    [InlineData(Role.Instructor, "/admin/courses")]
    [InlineData(Role.Admin, "/admin")]
    public async Task The_bell_counts_for_who_teaches_and_who_runs_the_school_where_they_work(Role role, string place)
    {
        var school = await campus.School();
        var staff = await campus.SignedIn(school, roles: role);
        await campus.Site.In(school, async grains =>
        {
            await grains.Notifications(staff.Person).Tell(NotificationEvent.Of(
                NotificationKind.Message, "one", "/courses/algebra/messages", ("course", "Algebra"), ("name", "Ada")));
            return 0;
        });

        var bell = (await staff.Get(place)).Page.QuerySelector("header .bell")!;

        Assert.Equal(("/account/notifications", "1"), (bell.GetAttribute("href"), bell.QuerySelector(".bell-count")!.TextContent));
        Assert.Equal("1 unread notification", bell.QuerySelector(".visually-hidden")!.TextContent);
    }
}
