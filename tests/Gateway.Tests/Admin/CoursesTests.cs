using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The school's courses and their lessons.</summary>
public class CoursesTests(Office office)
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");

    [Fact]
    public async Task A_course_is_made_filled_arranged_and_published()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var made = await Make(admin);
        foreach (var title in new[] { "One", "Two", "Three" })
            await admin.Submit(await admin.Get("/admin/courses/algebra/lessons/new"), ("title", title), ("markdown", $"Lesson *{title}*."));
        var lessons = (await Outline(school))!.Lessons;
        await admin.Submit(await admin.Get("/admin/courses/algebra"), ("do", $"up:{lessons[2].Id}"));
        await admin.Submit(await admin.Get("/admin/courses/algebra"), ("do", $"remove:{lessons[0].Id}"));
        var page = await admin.Get("/admin/courses/algebra");
        await admin.Submit(
            page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["published"] = "true" }, "main form:has(#title)");

        Assert.Equal((302, "/admin/courses/algebra?done=created"), (made.Status, made.Location));
        var course = (await Outline(school))!;
        Assert.Equal("Three, Two", string.Join(", ", course.Lessons.Select(lesson => lesson.Title)));
        Assert.True(course.Description.Published);
        var card = await office.Site.In(school, async grains => (await grains.Catalogue.Cards()).Single());
        Assert.Equal((2, true), (card.Lessons, card.Published));
    }

    [Theory]
    [InlineData("slug", "Not An Address", "admin_course.slug_bad")]
    [InlineData("slug", "new", "admin_course.slug_bad")]
    [InlineData("title", " ", "admin_course.title_missing")]
    [InlineData("language", "klingon_x", "admin_course.language_bad")]
    public async Task What_cannot_be_is_refused_and_kept_on_the_form(string field, string value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await Make(admin, ("summary", "typed"), (field, value));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal("typed", refused.Page.QuerySelector("#summary")!.TextContent);
    }

    [Fact]
    public async Task An_address_is_taken_once()
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);
        await Make(admin);

        var refused = await Make(admin, ("title", "Another"));

        Assert.Equal((409, "course.slug_taken"), (refused.Status, refused.Code));
        Assert.Equal("Another", refused.Page.QuerySelector("#title")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Two_editors_of_a_course_page_lose_nothing()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await Make(first);
        var (one, other) = (await first.Get("/admin/courses/algebra"), await second.Get("/admin/courses/algebra"));
        await first.Submit(one, ("title", "First title"));

        var refused = await second.Submit(other, ("title", "Second title"));
        var again = await second.Submit(refused);

        Assert.Equal((409, "course.changed"), (refused.Status, refused.Code));
        Assert.Contains("First title", refused.Page.QuerySelector("[data-theirs]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, again.Status);
        Assert.Equal("Second title", (await Outline(school))!.Description.Title);
    }

    [Fact]
    public async Task Two_editors_of_a_lesson_lose_nothing()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await Make(first);
        await first.Submit(await first.Get("/admin/courses/algebra/lessons/new"), ("title", "One"), ("markdown", "Start."));
        var path = $"/admin/courses/algebra/lessons/{(await Outline(school))!.Lessons[0].Id}";
        var (one, other) = (await first.Get(path), await second.Get(path));
        await first.Submit(one, ("markdown", "First text."));

        var refused = await second.Submit(other, ("markdown", "Second text."));
        var again = await second.Submit(refused);

        Assert.Equal(409, refused.Status);
        Assert.Equal("Second text.", refused.Page.QuerySelector("#markdown")!.TextContent);
        Assert.Contains("First text.", refused.Page.QuerySelector("[data-theirs]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, again.Status);
    }

    [Fact]
    public async Task A_preview_saves_nothing_and_runs_nothing()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin, ("language", "fa-AF"));

        var preview = await admin.Submit(
            await admin.Get("/admin/courses/algebra/lessons/new"),
            ("title", "<script>alert(1)</script>"), ("markdown", "**x** <img src=x onerror=alert(1)>"), ("look", "1"));

        Assert.Equal(200, preview.Status);
        Assert.NotNull(preview.Page.QuerySelector("[data-preview] article[lang=fa-AF][dir=rtl] strong"));
        Assert.Empty(preview.Page.QuerySelectorAll("main script, main img"));
        Assert.Empty((await Outline(school))!.Lessons);
    }

    [Fact]
    public async Task A_lesson_of_another_course_is_not_found_here()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Make(admin, ("slug", "geometry"));
        await admin.Submit(await admin.Get("/admin/courses/geometry/lessons/new"), ("title", "One"), ("markdown", "Start."));
        var lesson = (await office.Site.In(school, grains => grains.Course(Id<Course>.Parse("geometry")).Outline()))!.Lessons[0].Id;

        Assert.Equal(404, (await admin.Get($"/admin/courses/algebra/lessons/{lesson}")).Status);
        Assert.Equal(404, (await admin.Submit(await admin.Get("/admin/courses/algebra"), ("do", $"remove:{lesson}"))).Status);
        Assert.Equal(404, (await admin.Get("/admin/courses/nowhere")).Status);
    }

    private static async Task<Answer> Make(Visitor admin, params (string Name, string? Value)[] more)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["slug"] = "algebra", ["title"] = "Algebra" };

        foreach (var (name, value) in more)
            values[name] = value;

        return await admin.Submit(await admin.Get("/admin/courses/new"), values);
    }

    private Task<CourseOutline?> Outline(School school) => office.Site.In(school, grains => grains.Course(Algebra).Outline());
}
