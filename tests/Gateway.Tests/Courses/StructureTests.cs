using System.Collections.Immutable;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>A course with sections, as a student goes through it: what is open, what she keeps beside it.</summary>
public class StructureTests(Campus campus)
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> First = Id<Lesson>.Parse("lesson-1");
    private static readonly Id<Lesson> Second = Id<Lesson>.Parse("lesson-2");

    [Fact]
    public async Task A_lesson_that_is_not_open_says_when_and_never_what()
    {
        var school = await School(course => course.SetLesson(Second, new LessonTerms
        {
            Release = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = First },
        }));
        var ada = await In(school);

        var closed = await ada.Get("/courses/algebra/lessons/lesson-2");
        var note = await ada.Browser.Post("/courses/algebra/lessons/lesson-2/notes", await Form(ada, ("note", "x")));
        var course = await ada.Get("/courses/algebra");
        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));
        var open = await ada.Get("/courses/algebra/lessons/lesson-2");

        Assert.Equal((403, 403), (closed.Status, note.Status));
        Assert.DoesNotContain("canary", closed.Body, StringComparison.Ordinal);
        Assert.Equal("Opens after “Lesson 1”", closed.Page.QuerySelector("[data-closed]")!.TextContent.Trim());
        Assert.Contains("Opens after", course.Page.QuerySelector("main ol.rows")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("canary-algebra-2", open.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_show_how_far_she_is_in_each()
    {
        var school = await School(async course =>
        {
            await course.PutSection(Id<Section>.Parse("one"), "Part one");
            await course.PlaceLesson(First, Id<Section>.Parse("one"), 0);
            await course.PutSection(Id<Section>.Parse("two"), "Part two");
            return await course.PlaceLesson(Second, Id<Section>.Parse("two"), 0);
        });
        var ada = await In(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));

        var course = (await ada.Get("/courses/algebra")).Page;
        var lesson = (await ada.Get("/courses/algebra/lessons/lesson-2")).Page;

        Assert.Equal(["Part one", "Part two"], course.QuerySelectorAll(".course-section h3").Select(title => title.TextContent));
        Assert.Equal(["1 of 1 lessons done", "0 of 1 lessons done"], course.QuerySelectorAll(".course-section .muted").Select(line => line.TextContent));
        Assert.Equal("/courses/algebra/lessons/lesson-2", lesson.QuerySelector(".lesson-outline [aria-current=page]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task What_may_be_left_out_counts_in_no_section_so_that_they_add_up_to_the_course()
    {
        var school = await School(async course =>
        {
            await course.PutSection(Id<Section>.Parse("one"), "Part one");
            await course.PlaceLesson(First, Id<Section>.Parse("one"), 0);
            await course.PlaceLesson(Second, Id<Section>.Parse("one"), 1);
            await course.PutSection(Id<Section>.Parse("two"), "Part two");
            await course.PutLesson(new LessonContent(Id<Lesson>.Parse("lesson-3"), "Lesson 3", "More."));
            await course.SetLesson(Second, new LessonTerms { Optional = true });
            return await course.SetLesson(Id<Lesson>.Parse("lesson-3"), new LessonTerms { Optional = true });
        });
        var ada = await In(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));

        var course = (await ada.Get("/courses/algebra")).Page;

        Assert.Equal("1 of 1 lessons done", course.QuerySelector(".progress-text")!.TextContent);
        Assert.Equal(["1 of 1 lessons done"], course.QuerySelectorAll(".course-section .muted").Select(line => line.TextContent));
    }

    [Fact]
    public async Task Who_finished_is_offered_her_certificate_and_the_lesson_that_was_added_since()
    {
        var school = await School();
        var ada = await In(school);
        foreach (var lesson in new[] { "lesson-1", "lesson-2" })
            await ada.Browser.Submit(await ada.Get($"/courses/algebra/lessons/{lesson}"));
        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).PutLesson(new LessonContent(Id<Lesson>.Parse("lesson-3"), "Lesson 3", "New."));
            return await grains.Course(Algebra).PublishAll();
        });

        var course = (await ada.Get("/courses/algebra")).Page;
        var offer = await ada.Get("/certificates/algebra");
        await ada.Browser.Submit(offer);

        Assert.NotNull(course.QuerySelector("main a.button[href='/certificates/algebra']"));
        Assert.NotNull(course.QuerySelector("main a.button[href='/courses/algebra/lessons/lesson-3']"));
        Assert.NotNull((await ada.Get("/certificates/algebra")).Page.QuerySelector(".certificate"));
    }

    [Fact]
    public async Task Who_left_after_she_finished_finds_her_certificate_on_the_course_s_page()
    {
        var school = await School();
        var (ada, eve) = (await In(school), await In(school));
        foreach (var lesson in new[] { "lesson-1", "lesson-2" })
            await ada.Browser.Submit(await ada.Get($"/courses/algebra/lessons/{lesson}"));

        foreach (var student in new[] { ada, eve })
        {
            await student.Browser.Submit(
                await student.Get("/courses/algebra"), new Dictionary<string, string?>(StringComparer.Ordinal), "details[data-act=leave] form");
        }

        await ada.Browser.Submit(await ada.Get("/certificates/algebra"));

        Assert.NotNull((await ada.Get("/courses/algebra")).Page.QuerySelector("main a[href='/certificates/algebra']"));
        Assert.Null((await eve.Get("/courses/algebra")).Page.QuerySelector("main a[href='/certificates/algebra']"));
        Assert.NotNull((await ada.Get("/certificates/algebra")).Page.QuerySelector(".certificate"));
    }

    [Fact]
    public async Task A_prerequisite_that_is_a_draft_is_shown_to_no_visitor()
    {
        var school = await School();
        await campus.Course(school, "calculus", published: false);
        await campus.Site.In(school, async grains =>
        {
            var now = (await grains.Course(Algebra).Draft())!;
            return await grains.Course(Algebra).Describe(now.Description with { Prerequisites = [Id<Course>.Parse("calculus")] }, now.Revision);
        });

        Assert.DoesNotContain("calculus", (await campus.Site.Visit(school).Get("/courses/algebra")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_leaves_what_she_completed_and_does_not_lock_her_out()
    {
        var school = await School();
        var ada = await In(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));

        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).PutLesson(new LessonContent(First, "Lesson 1", "Rewritten."));
            await grains.Course(Algebra).RemoveLesson(Second);
            return await grains.Course(Algebra).PublishAll();
        });

        Assert.Contains("Rewritten.", (await ada.Get("/courses/algebra/lessons/lesson-1")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await ada.Get("/courses/algebra/lessons/lesson-2")).Status);
        Assert.NotNull((await ada.Get("/courses/algebra")).Page.QuerySelector("main a[href='/certificates/algebra']"));
    }

    [Fact]
    public async Task Notes_and_bookmarks_are_hers_alone()
    {
        var school = await School();
        var (ada, eve) = (await In(school), await In(school));

        await ada.Browser.Post("/courses/algebra/lessons/lesson-1/notes", await Form(ada, ("note", "Remember <b>this</b>.")));
        await ada.Browser.Post("/courses/algebra/lessons/lesson-2/notes", await Form(ada, ("do", "mark")));
        var hers = (await ada.Get("/learn/notes")).Page;
        var others = await eve.Get("/learn/notes");

        Assert.Equal("Remember <b>this</b>.", (await ada.Get("/courses/algebra/lessons/lesson-1")).Page.QuerySelector("#note")!.TextContent);
        Assert.Equal(2, hers.QuerySelectorAll(".study-note").Length);
        Assert.Empty(hers.QuerySelectorAll(".study-note b"));
        Assert.DoesNotContain("Remember", others.Body, StringComparison.Ordinal);
        var stranger = await campus.SignedIn(school);
        Assert.Equal(403, (await stranger.Browser.Post("/courses/algebra/lessons/lesson-1/notes", await Form(stranger, ("note", "x")))).Status);
    }

    [Fact]
    public async Task Two_windows_of_hers_never_undo_a_note()
    {
        const string Lesson = "/courses/algebra/lessons/lesson-1";
        var ada = await In(await School());
        var (one, other) = (await ada.Get(Lesson), await ada.Get(Lesson));

        var kept = await Note(ada, one, "From the telephone.", "auto");
        var on = await ada.Browser.Submit(one, Values("From the telephone, longer.", "auto", kept.Body), "form[data-notes]");
        var late = await Note(ada, other, "Left open since morning.", "auto");
        var refused = await Note(ada, other, "Left open since morning.");
        var shown = refused.Page.QuerySelector("form[data-notes] [data-theirs]")?.TextContent;
        var both = await ada.Browser.Submit(refused, Values("Both."), "form[data-notes]");

        Assert.Equal((200, 200, 409, 409), (kept.Status, on.Status, late.Status, refused.Status));
        Assert.StartsWith("You changed this note", late.Body, StringComparison.Ordinal);
        Assert.Equal("From the telephone, longer.", shown);
        Assert.Equal("Left open since morning.", refused.Page.QuerySelector("#note")!.TextContent);
        Assert.Equal(Lesson, refused.Page.QuerySelector(".lesson-end form")!.GetAttribute("action"));
        Assert.Equal(302, both.Status);
        Assert.Equal("Both.", (await ada.Get(Lesson)).Page.QuerySelector("#note")!.TextContent);
    }

    [Fact]
    public async Task A_note_that_is_too_long_comes_back_with_words()
    {
        var ada = await In(await School());
        var text = new string('x', StudyNotes.Longest + 1);

        var refused = await Note(ada, await ada.Get("/courses/algebra/lessons/lesson-1"), text);

        Assert.Equal((422, "learning.note_too_long"), (refused.Status, refused.Code));
        Assert.Contains("4000 characters", refused.Page.QuerySelector("form[data-notes] .field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(text, refused.Page.QuerySelector("#note")!.TextContent);
    }

    [Fact]
    public async Task A_prerequisite_is_finished_before_she_joins()
    {
        var school = await School();
        await campus.Course(school, "calculus");
        await campus.Site.In(school, async grains =>
        {
            var calculus = grains.Course(Id<Course>.Parse("calculus"));
            var now = (await calculus.Draft())!;
            return await calculus.Describe(now.Description with { Prerequisites = [Algebra] }, now.Revision);
        });
        var ada = await In(school);

        var refused = await ada.Browser.Submit(await ada.Get("/courses/calculus"));
        foreach (var lesson in new[] { "lesson-1", "lesson-2" })
            await ada.Browser.Submit(await ada.Get($"/courses/algebra/lessons/{lesson}"));
        var joined = await ada.Browser.Submit(await ada.Get("/courses/calculus"));

        Assert.Equal((409, "learning.finish_first"), (refused.Status, refused.Code));
        Assert.Equal(302, joined.Status);
    }

    [Fact]
    public async Task A_live_session_goes_into_her_calendar_with_the_clock_of_the_school()
    {
        var school = await School(course => course.PutLesson(new LessonContent(First, "Meeting; with, all", "canary") with
        {
            Kind = LessonKind.Live,
            Live = new LessonLive(new DateTimeOffset(2031, 5, 1, 14, 0, 0, TimeSpan.Zero), 90, "https://meet.example/room"),
        }));
        var ada = await In(school);

        var page = (await ada.Get("/courses/algebra/lessons/lesson-1")).Page;
        var file = (await ada.Get("/courses/algebra/lessons/lesson-1/session.ics")).Body;

        Assert.Equal("/courses/algebra/lessons/lesson-1/join", page.QuerySelector("[data-live-session] a")!.GetAttribute("href"));
        Assert.Contains("SUMMARY:Meeting\\; with\\, all\r\n", file, StringComparison.Ordinal);
        Assert.Equal(403, (await (await campus.SignedIn(school)).Get("/courses/algebra/lessons/lesson-1/session.ics")).Status);
    }

    [Fact]
    public void A_calendar_file_knows_the_clock_and_folds_its_lines_between_characters()
    {
        var at = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var file = CalendarFile.Of(new CalendarEvent("u", 2, string.Concat(Enumerable.Repeat("درس ", 40)), at, 60, "https://m.example", "https://s.example/l"), zone, at);

        Assert.Contains("DTSTART;TZID=Europe/Berlin:20260701T140000\r\n", file, StringComparison.Ordinal);
        Assert.Contains("BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n", file, StringComparison.Ordinal);
        Assert.Contains("BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n", file, StringComparison.Ordinal);
        Assert.All(file.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains(string.Concat(Enumerable.Repeat("درس ", 40)), file.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task<School> School(Func<ICourseGrain, Task<Outcome<CourseOutline>>>? more = null)
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");

        if (more is not null)
        {
            await campus.Site.In(school, async grains =>
            {
                await more(grains.Course(Algebra));
                return await grains.Course(Algebra).PublishAll();
            });
        }

        return school;
    }

    private async Task<Learner> In(School school)
    {
        var learner = await campus.SignedIn(school);
        await learner.Browser.Submit(await learner.Get("/courses/algebra"));
        return learner;
    }

    private static Task<Answer> Note(Learner learner, Answer page, string text, string act = "") =>
        learner.Browser.Submit(page, Values(text, act), "form[data-notes]");

    private static Dictionary<string, string?> Values(string text, string act = "", string? seen = null)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["note"] = text, ["do"] = act };

        if (seen is not null)
            values["seen"] = seen;

        return values;
    }

    private static async Task<FormUrlEncodedContent> Form(Learner learner, params (string Name, string Value)[] values)
    {
        var token = (await learner.Get("/account/privacy")).Page.QuerySelector("input[name^='__Request']")!;

        return new FormUrlEncodedContent(values.Append((token.GetAttribute("name")!, token.GetAttribute("value")!))
            .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
    }
}
