using System.Text.Json;
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
        var lessons = (await Draft(school))!.Lessons;
        await Do(admin, $"up:{lessons[2].Id}");
        await Do(admin, $"remove:{lessons[0].Id}");
        var before = (await Outline(school))!;
        await Do(admin, "publish-all");
        await About(admin, ("visibility", "Public"));

        Assert.Equal((302, "/admin/courses/algebra?done=created"), (made.Status, made.Location));
        Assert.Empty(before.Lessons);
        var course = (await Outline(school))!;
        Assert.Equal("Three, Two", string.Join(", ", course.Lessons.Select(lesson => lesson.Title)));
        Assert.True(course.Description.IsListed);
        var card = await office.Site.In(school, async grains => (await grains.Catalogue.Cards()).Single());
        Assert.Equal((2, true), (card.Lessons, card.IsListed));
    }

    [Fact]
    public async Task A_school_with_many_courses_goes_through_them_by_pages_and_by_words_and_names_others_by_their_address()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Site.In(school, async grains =>
        {
            for (var number = 1; number <= 120; number++)
            {
                await grains.Course(Id<Course>.Parse($"course-{number}")).Describe(
                    new CourseDescription(Id<Course>.Parse($"course-{number}"), "fa-AF", $"کتاب {number}", "", "", "", Published: number % 2 == 0), 0);
            }

            return true;
        });
        var first = await admin.Get("/admin/courses");
        var last = await admin.Get("/admin/courses?page=3");
        var found = await admin.Get("/admin/courses?q=" + Uri.EscapeDataString("كتاب ۱۱۷"));
        var none = await admin.Get("/admin/courses?q=geometry");
        var page = await admin.Get("/admin/courses/course-1/about");

        var wrong = await admin.Submit(page, ("more_prerequisites", "course-119, course-999"));
        var saved = await admin.Submit(wrong, ("more_prerequisites", "course-119، course-120"));

        Assert.Equal((50, 20, 1), (Rows(first), Rows(last), Rows(found)));
        Assert.Equal("/admin/courses?page=2", first.Page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal(("/admin/courses?page=2", null), (last.Page.QuerySelector("a[rel=prev]")!.GetAttribute("href"), last.Page.QuerySelector("a[rel=next]")));
        Assert.Equal("/admin/courses", none.Page.QuerySelector(".empty a, main .button[href='/admin/courses']")!.GetAttribute("href"));
        Assert.Equal((422, "admin_course.prerequisite_unknown"), (wrong.Status, wrong.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("course-119, course-999", ((AngleSharp.Html.Dom.IHtmlInputElement)wrong.Page.QuerySelector("[name=more_prerequisites]")!).Value);
        Assert.Equal(302, saved.Status);
        Assert.Equal(
            ["course-119", "course-120"],
            (await office.Site.In(school, grains => grains.Course(Id<Course>.Parse("course-1")).Draft()))!.Description.Prerequisites.Select(course => course.Value));

        static int Rows(Answer answer) => answer.Page.QuerySelectorAll("main ul.rows li").Length;
    }

    [Fact]
    public async Task Two_courses_never_ask_for_each_other()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Make(admin, ("slug", "calculus"), ("more_prerequisites", "algebra"));
        await Make(admin, ("slug", "analysis"), ("more_prerequisites", "calculus"));

        var over = await About(admin, ("more_prerequisites", "analysis"));
        var other = await About(admin, ("subtitle", "Without"));

        Assert.Equal((422, "admin_course.prerequisite_circle"), (over.Status, over.Code));
        Assert.Equal(302, other.Status);
        Assert.Empty((await Draft(school))!.Description.Prerequisites);
    }

    [Fact]
    public async Task Sections_hold_lessons_and_a_lesson_is_dropped_into_one()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Write(admin, "One");
        var page = await admin.Get("/admin/courses/algebra");
        await Send(admin, page, "main form:has(#new-section)", ("section_title", "Basics"), ("do", "section"));
        var draft = (await Draft(school))!;

        await Do(admin, $"place:{draft.Lessons[0].Id}:{draft.Sections[0].Id}:0");
        await Write(admin, "Two", $"?section={draft.Sections[0].Id}");

        draft = (await Draft(school))!;
        Assert.Equal(["One", "Two"], Assert.Single(draft.Parts).Lessons.Select(lesson => lesson.Title));
        Assert.Equal("Basics", draft.Parts[0].Section!.Title);
        var shown = (await admin.Get("/admin/courses/algebra")).Page;
        Assert.Equal(2, shown.QuerySelectorAll($"[data-section='{draft.Sections[0].Id}'] [data-lesson]").Length);

        await Send(admin, await admin.Get("/admin/courses/algebra"), "main form:has(#new-section)", ("section_title", "Further"), ("do", "section"));
        var dropped = await Do(admin, $"section-place:{draft.Sections[0].Id}:1");

        Assert.Equal(["Further", "Basics"], (await Draft(school))!.Sections.Select(section => section.Title));
        Assert.EndsWith($"#section-{draft.Sections[0].Id}", dropped.Location, StringComparison.Ordinal);
        Assert.Equal(404, (await Do(admin, "section-place:nowhere:1")).Status);
    }

    [Fact]
    public async Task What_students_see_changes_when_it_is_published_and_an_older_version_comes_back_as_a_draft()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Write(admin, "One", markdown: "First words.");
        var lesson = (await Draft(school))!.Lessons[0].Id;
        var path = $"/admin/courses/algebra/lessons/{lesson}";
        await Do(admin, $"publish:{lesson}");

        await admin.Submit(await admin.Get(path), ("markdown", "Second words."));
        var drafted = await Published(school, lesson);
        var changed = (await admin.Get("/admin/courses/algebra")).Page.QuerySelector("[data-to-publish]");
        await admin.Submit(await admin.Get(path), ("markdown", "Second words."), ("do", "publish"));
        var compared = (await admin.Get($"{path}/versions?from=1&to=2")).Page;
        await Send(admin, await admin.Get($"{path}/versions"), "main form[method=post]", ("version", "1"));

        Assert.Equal((1, "First words."), (drafted.Version, drafted.Content.Markdown));
        Assert.NotNull(changed);
        Assert.Equal((2, "Second words."), ((await Published(school, lesson)).Version, (await Published(school, lesson)).Content.Markdown));
        Assert.Contains("Second", compared.QuerySelector("[data-compared] ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("First", compared.QuerySelector("[data-compared] del")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("First words.", (await admin.Get(path)).Page.QuerySelector("#markdown")!.TextContent);
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
    public async Task What_a_course_page_says_is_kept_whole_and_shown_in_its_own_direction()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);

        await About(
            admin, ("subtitle", "From zero"), ("tags", "numbers, جبر، basics"), ("objectives", "Count\nMeasure"), ("requirements", "A pen"),
            ("level", "Beginner"), ("direction", "rtl"), ("visibility", "Unlisted"), ("join_until", "2031-05-01"));

        var said = (await Outline(school))!.Description;
        Assert.Equal(["numbers", "جبر", "basics"], said.Tags);
        Assert.Equal((CourseLevel.Beginner, CourseAccess.Unlisted, "rtl", 2), (said.Level, said.Access, said.HtmlDirection, said.Objectives.Length));
        var page = (await office.Site.Visit(school).Get("/courses/algebra")).Page;
        Assert.Equal("rtl", page.QuerySelector("h1")!.GetAttribute("dir"));
        Assert.Equal(["Count", "Measure"], page.QuerySelectorAll("section[aria-labelledby=objectives] li").Select(line => line.TextContent));
        Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
        Assert.DoesNotContain("Algebra", (await office.Site.Visit(school).Get("/courses")).Body, StringComparison.Ordinal);
        var form = (await admin.Get("/admin/courses/algebra/about")).Page;
        Assert.Equal("2031-05-01", form.QuerySelector("#join_until")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_instructor_has_her_own_courses_and_no_others_and_sets_no_teachers()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var (teacher, account) = await office.Enter(school, Role.Instructor);
        await Make(admin);
        await Make(admin, ("slug", "geometry"), ("title", "Geometry"));
        await office.Site.In(school, grains => grains.Course(Algebra).SetTeachers([account.Id]));

        var list = await teacher.Get("/admin/courses");
        await Write(teacher, "Hers");
        var about = (await teacher.Get("/admin/courses/algebra/about")).Page;
        var taken = await Send(teacher, await teacher.Get("/admin/courses/algebra/about"), "main form[data-about]", ("do", "teachers"));

        Assert.NotNull(list.Page.QuerySelector("main a[href='/admin/courses/algebra']"));
        Assert.Empty(list.Page.QuerySelectorAll("a[href='/admin/courses/geometry'], a[href='/admin/courses/new'], a[href='/admin/people'], a[href='/admin/policies']"));
        Assert.Equal(404, (await teacher.Get("/admin/courses/geometry")).Status);
        Assert.Equal(404, (await teacher.Get("/admin/courses/new")).Status);
        Assert.Equal("Hers", (await Draft(school))!.Lessons.Single().Title);
        Assert.Null(about.QuerySelector("#teachers"));
        Assert.Equal(404, taken.Status);
        Assert.Equal([account.Id], (await Draft(school))!.Teachers);
        Assert.NotNull((await teacher.Get("/learn")).Page.QuerySelector("main a[href='/admin/courses']"));
    }

    [Theory]
    [InlineData("Embed", "embed", "https://evil.example/video", "admin_lesson.embed_unknown")]
    [InlineData("Live", "live_hour", "half past", "admin_lesson.hour_bad")]
    [InlineData("Live", "live_link", "javascript:alert(1)", "course.bad_field")]
    public async Task A_lesson_of_a_kind_is_refused_where_its_fields_are_bad(string kind, string field, string value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["title"] = "One" };
        if (kind is "Live")
            (values["live_day"], values["live_hour"], values["live_minutes"], values["live_link"]) = ("2031-05-01", "18:30", "60", "https://meet.example/a");
        values[field] = value;

        var refused = await admin.Submit(await admin.Get($"/admin/courses/algebra/lessons/new?kind={kind}"), values);

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal(value, refused.Page.QuerySelector($"#{field}")!.GetAttribute("value"));
        Assert.Empty((await Draft(school))!.Lessons);
    }

    [Theory]
    [InlineData("release_day", "", "course.bad_field")]
    [InlineData("release_day", "someday", "form.day_bad")]
    [InlineData("release_hour", "25:00", "admin_lesson.hour_bad")]
    public async Task A_lesson_whose_terms_are_refused_is_not_added(string field, string value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["title"] = "One",
            ["release"] = "OnDate",
            ["release_day"] = "2031-05-01",
            ["release_hour"] = "18:30",
            [field] = value,
        };

        var refused = await admin.Submit(await admin.Get("/admin/courses/algebra/lessons/new"), values);
        var none = (await Draft(school))!.Lessons;
        var added = await admin.Submit(refused, ("release_day", "2031-05-01"), ("release_hour", "۱۸:۳۰"));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal(value, refused.Page.QuerySelector($"#{field}")!.GetAttribute("value"));
        Assert.Equal("true", refused.Page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.Empty(none);
        Assert.Equal(302, added.Status);
        Assert.Equal(ReleaseKind.OnDate, Assert.Single((await Draft(school))!.Lessons).Terms.Release!.Kind);
    }

    [Theory]
    [InlineData("seats", "20 seats", "form.number_bad")]
    [InlineData("seats", "۳۰ نفر", "form.number_bad")]
    [InlineData("watch_percent", "most", "form.number_bad")]
    [InlineData("join_until", "soon", "form.day_bad")]
    public async Task A_number_or_a_day_that_cannot_be_read_is_not_taken_for_nothing(string field, string value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);

        await About(admin, ("seats", "۱۲"));
        var refused = await About(admin, (field, value));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal((value, "true"), (refused.Page.QuerySelector($"#{field}")!.GetAttribute("value"), refused.Page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid")));
        Assert.Equal(12, (await Draft(school))!.Description.Seats);
    }

    [Fact]
    public async Task Two_editors_of_a_lesson_s_terms_lose_nothing()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await Make(first);
        await Write(first, "One");
        var lesson = (await Draft(school))!.Lessons[0].Id;
        var path = $"/admin/courses/algebra/lessons/{lesson}";
        var (one, other) = (await first.Get(path), await second.Get(path));
        await first.Submit(one, ("release", "AfterDays"), ("release_days", "3"));

        var refused = await second.Submit(other, ("markdown", "Second text."));
        var looked = await second.Submit(other, ("markdown", "Second text."), ("look", "1"));
        var blind = await second.Submit(looked);
        var kept = (await Draft(school))!.Find(lesson)!.Terms.Release;
        var again = await second.Submit(refused);

        Assert.Equal((409, 200, 409), (refused.Status, looked.Status, blind.Status));
        Assert.Equal(2, refused.Page.QuerySelectorAll("[data-theirs] p, [data-theirs] pre").Length);
        Assert.Equal(3, kept!.Days);
        Assert.Equal(302, again.Status);
        Assert.Null((await Draft(school))!.Find(lesson)!.Terms.Release);
    }

    [Fact]
    public async Task A_lesson_taken_out_by_a_slip_is_put_back_with_its_versions()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Write(admin, "One", markdown: "First words.");
        var lesson = (await Draft(school))!.Lessons[0].Id;
        await Do(admin, $"publish:{lesson}");
        await Do(admin, $"remove:{lesson}");
        await Do(admin, "publish-all");
        var without = await admin.Get("/admin/courses/algebra");

        await Send(admin, without, "[data-removed] form", ("do", $"back:{lesson}"));

        Assert.Contains("One", without.Page.QuerySelector("[data-removed]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, (await admin.Get($"/admin/courses/algebra/lessons/{lesson}/versions")).Status);
        Assert.Equal("First words.", (await admin.Get($"/admin/courses/algebra/lessons/{lesson}")).Page.QuerySelector("#markdown")!.TextContent);
        Assert.Null((await admin.Get("/admin/courses/algebra")).Page.QuerySelector("[data-removed]"));
    }

    [Fact]
    public async Task An_older_version_takes_the_place_of_a_draft_that_was_never_published_only_when_asked_twice()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Write(admin, "One", markdown: "First words.");
        var lesson = (await Draft(school))!.Lessons[0].Id;
        var path = $"/admin/courses/algebra/lessons/{lesson}";
        await Do(admin, $"publish:{lesson}");
        await admin.Submit(await admin.Get(path), ("markdown", "Words of an hour."));

        var asked = await Send(admin, await admin.Get($"{path}/versions"), "main form[method=post]:not([data-over])", ("version", "1"));
        var kept = (await admin.Get(path)).Page.QuerySelector("#markdown")!.TextContent;
        await admin.Submit(await admin.Get(path), ("markdown", "Words of another hour."));
        var stale = await Send(admin, asked, "[data-over]", ("version", "1"));
        var done = await Send(admin, stale, "[data-over]", ("version", "1"));

        Assert.Equal((200, "Words of an hour."), (asked.Status, kept));
        Assert.NotNull(stale.Page.QuerySelector("[data-over]"));
        Assert.Equal(302, done.Status);
        Assert.Equal("First words.", (await admin.Get(path)).Page.QuerySelector("#markdown")!.TextContent);
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
        var (one, other) = (await first.Get("/admin/courses/algebra/about"), await second.Get("/admin/courses/algebra/about"));
        await Send(first, one, "main form[data-about]", ("title", "First title"));

        var refused = await Send(second, other, "main form[data-about]", ("title", "Second title"));
        var again = await Send(second, refused, "main form[data-about]");

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
        await Write(first, "One", markdown: "Start.");
        var path = $"/admin/courses/algebra/lessons/{(await Draft(school))!.Lessons[0].Id}";
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
    public async Task What_is_saved_while_an_author_types_is_a_draft_and_never_goes_over_what_another_saved()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await Make(first);
        await Write(first, "One", markdown: "Start.");
        var lesson = (await Draft(school))!.Lessons[0].Id;
        await Do(first, $"publish:{lesson}");
        var path = $"/admin/courses/algebra/lessons/{lesson}";
        var (one, other) = (await first.Get(path), await second.Get(path));

        var saved = await first.Submit(one, ("markdown", "Half a sen"), ("do", "auto"));
        var seen = JsonDocument.Parse(saved.Body).RootElement.GetProperty("seen").GetString();
        var on = await first.Submit(one, ("markdown", "Half a sentence."), ("seen", seen), ("do", "auto"));
        var late = await second.Submit(other, ("markdown", "Mine."), ("do", "auto"));
        var untitled = await first.Submit(await first.Get(path), ("title", ""), ("do", "auto"));

        Assert.Equal((200, 200, 409, 422), (saved.Status, on.Status, late.Status, untitled.Status));
        Assert.Contains("somebody else", JsonDocument.Parse(late.Body).RootElement.GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.Contains("Write the title.", JsonDocument.Parse(untitled.Body).RootElement.GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.Equal("Half a sentence.", (await first.Get(path)).Page.QuerySelector("#markdown")!.TextContent);
        Assert.Equal("Start.", (await Published(school, lesson)).Content.Markdown);
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
        Assert.Empty((await Draft(school))!.Lessons);
    }

    [Fact]
    public async Task A_lesson_of_another_course_is_not_found_here()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Make(admin);
        await Make(admin, ("slug", "geometry"));
        await admin.Submit(await admin.Get("/admin/courses/geometry/lessons/new"), ("title", "One"), ("markdown", "Start."));
        var lesson = (await office.Site.In(school, grains => grains.Course(Id<Course>.Parse("geometry")).Draft()))!.Lessons[0].Id;

        Assert.Equal(404, (await admin.Get($"/admin/courses/algebra/lessons/{lesson}")).Status);
        Assert.Equal(404, (await admin.Get($"/admin/courses/algebra/lessons/{lesson}/versions")).Status);
        Assert.Equal(404, (await Do(admin, $"remove:{lesson}")).Status);
        Assert.Equal(404, (await admin.Get("/admin/courses/nowhere")).Status);
    }

    private static Task<Answer> Send(Visitor visitor, Answer page, string form, params (string Name, string? Value)[] values) =>
        visitor.Submit(page, values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), form);

    private static async Task<Answer> Make(Visitor admin, params (string Name, string? Value)[] more)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["slug"] = "algebra", ["title"] = "Algebra" };

        foreach (var (name, value) in more)
            values[name] = value;

        return await admin.Submit(await admin.Get("/admin/courses/new"), values);
    }

    private static async Task<Answer> Write(Visitor author, string title, string query = "", string markdown = "Text.") =>
        await author.Submit(await author.Get("/admin/courses/algebra/lessons/new" + query), ("title", title), ("markdown", markdown));

    private static async Task<Answer> Do(Visitor author, string what) =>
        await Send(author, await author.Get("/admin/courses/algebra"), "main form[data-place]", ("do", what));

    private static async Task<Answer> About(Visitor author, params (string Name, string? Value)[] values) =>
        await Send(author, await author.Get("/admin/courses/algebra/about"), "main form[data-about]", values);

    private Task<CourseOutline?> Outline(School school) => office.Site.In(school, grains => grains.Course(Algebra).Outline());

    private Task<CourseOutline?> Draft(School school) => office.Site.In(school, grains => grains.Course(Algebra).Draft());

    private async Task<PublishedLesson> Published(School school, Id<Lesson> lesson) =>
        (await office.Site.In(school, grains => grains.Lesson(Algebra, lesson).Published()))!;
}
