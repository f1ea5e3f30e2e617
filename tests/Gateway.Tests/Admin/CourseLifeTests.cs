using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Teaching;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The end of a course: archived and brought back, or deleted where nobody was ever in it.</summary>
public sealed class CourseLifeTests(Campus campus)
{
    private const string About = "/admin/courses/algebra/about";
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> One = Id<Lesson>.Parse("lesson-1");

    [Fact]
    public async Task An_archived_course_is_found_and_joined_by_nobody_and_goes_on_for_who_is_in_it_until_it_is_brought_back()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 2);
        var office = await campus.SignedIn(school, roles: Role.Admin);
        var ada = await campus.SignedIn(school);
        var eve = await campus.SignedIn(school);
        await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Algebra).Enroll());

        await See("Archived");

        Assert.Equal((404, 404), ((await eve.Get("/courses/algebra")).Status, (await campus.Site.Visit(school).Get("/courses/algebra")).Status));
        Assert.DoesNotContain("/courses/algebra", (await eve.Get("/courses")).Body, StringComparison.Ordinal);
        Assert.Equal("course.no_such_course", (await Enroll(eve)).Error!.Code);
        Assert.Equal("learning.join_over", (await Admit(eve)).Error!.Code);
        Assert.Equal(200, (await ada.Get("/courses/algebra/lessons/lesson-1")).Status);
        Assert.Null((await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Algebra).CompleteLesson(One, CompletedBy.Reading))).Error);
        Assert.Null((await Admit(ada)).Error);

        Assert.Null(Listed(await office.Get("/admin/courses")));
        Assert.Equal("Archived", Listed(await office.Get("/admin/courses?show=archived"))!.ParentElement!.QuerySelector(".badge")!.TextContent);
        Assert.Equal("Archived", (await office.Get(About)).Page.QuerySelector("[name=visibility][checked]")!.GetAttribute("value"));

        await See("Public");

        Assert.NotNull(Listed(await office.Get("/admin/courses")));
        Assert.Null((await Enroll(eve)).Error);

        Task<Answer> See(string visibility) => Change(office, ("visibility", visibility));

        Task<Outcome<Enrollment>> Enroll(Learner who) => campus.Site.In(school, grains => grains.Enrollment(who.Person, Algebra).Enroll());

        Task<Outcome<Enrollment>> Admit(Learner who) =>
            campus.Site.In(school, grains => grains.Enrollment(who.Person, Algebra).Admit(new Admission(ByStaff: true)));
    }

    [Fact]
    public async Task A_course_that_nobody_was_ever_in_is_deleted_with_all_its_versions_and_its_address_is_not_given_again()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 1);
        var office = await campus.SignedIn(school, roles: Role.Admin);
        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).PutLesson(new LessonContent(One, "One", "Another text."));
            return await grains.Course(Algebra).PublishAll();
        });

        var deleted = await Delete(office);

        Assert.Equal("/admin/courses?saved=1", deleted.Location);
        Assert.Equal((404, 404), ((await office.Get(About)).Status, (await office.Get("/courses/algebra")).Status));
        Assert.Null(Listed(await office.Get("/admin/courses")));
        Assert.Empty(await campus.Site.In(school, grains => grains.Catalogue.Cards()));
        Assert.Null(await campus.Site.In(school, grains => grains.Lesson(Algebra, One).Content()));
        Assert.Null(await campus.Site.In(school, grains => grains.Lesson(Algebra, One).Version(1)));
        Assert.Equal("course.slug_gone", (await campus.Site.In(school, grains => grains.Course(Algebra).Describe(
            new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: false), 0))).Error!.Code);
        Assert.Null(await campus.Site.In(school, grains => grains.Course(Algebra).Delete()));
    }

    [Fact]
    public async Task A_course_that_somebody_was_in_stays_and_the_refusal_says_to_archive_it()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 1);
        var office = await campus.SignedIn(school, roles: Role.Admin);
        var ada = await campus.SignedIn(school);
        await campus.Site.In(school, async grains =>
        {
            await grains.Enrollment(ada.Person, Algebra).Enroll();
            return await grains.Enrollment(ada.Person, Algebra).Arrange(new ArrangeEnrollment(EnrollmentAct.Leave));
        });

        var refused = await Delete(office);

        Assert.Equal((409, "course.has_students"), (refused.Status, refused.Code));
        Assert.Contains("Archive it", refused.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, (await office.Get("/courses/algebra")).Status);
    }

    [Fact]
    public async Task Who_only_teaches_it_deletes_nothing()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 1);
        var teacher = await campus.SignedIn(school, roles: Role.Instructor);
        await campus.Site.In(school, grains => grains.Course(Algebra).SetTeachers([teacher.Person]));

        var page = await teacher.Get(About);
        var forged = await teacher.Browser.Submit(page, ("do", "delete"));

        Assert.Null(page.Page.QuerySelector("[data-act=delete]"));
        Assert.Equal((404, 200), (forged.Status, (await teacher.Get(About)).Status));
    }

    private static AngleSharp.Dom.IElement? Listed(Answer page) => page.Page.QuerySelector("main .rows a[href='/admin/courses/algebra']");

    private static async Task<Answer> Delete(Learner office) =>
        await office.Browser.Submit(await office.Get(About), new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "delete" }, "[data-act=delete] form");

    private static async Task<Answer> Change(Learner office, params (string Name, string? Value)[] fields) =>
        await office.Browser.Submit(await office.Get(About), fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal), "form[data-about]");
}
