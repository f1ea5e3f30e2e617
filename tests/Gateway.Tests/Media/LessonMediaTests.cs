using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Media;

/// <summary>Lessons of video, audio, PDF and file, as a student meets them; and what counts as watched.</summary>
public sealed class LessonMediaTests(Campus campus)
{
    private const string Lesson = "/courses/film/lessons/one";
    private const string Words = "WEBVTT\n\n00:01.000 --> 00:02.000\nHTML زبان است\n\n00:05.000 --> 00:06.000\n<b>پایان</b>\n";

    [Fact]
    public async Task A_video_has_captions_chapters_and_a_transcript_without_script_and_never_starts_by_itself()
    {
        var (school, admin) = await School();
        var poster = await admin.Browser.Put("poster.png", Made.Png(2, 2));
        var media = await Film(admin) with
        {
            Poster = poster,
            Chapters = [new Chapter(0, "Opening"), new Chapter(75, "The end")],
            Captions = [new LessonCaptions("fa-AF", await admin.Browser.Put("words.srt", Encoding.UTF8.GetBytes(Words)))],
        };
        await Publish(school, LessonKind.Video, media);
        var student = await campus.Student(school, "film");

        var page = (await student.Get(Lesson)).Page;
        var video = page.QuerySelector("main video")!;
        var track = video.QuerySelector("track")!;
        var captions = await student.Get(track.GetAttribute("src")!);

        Assert.Equal(($"{Lesson}/media/{media.File}", $"{Lesson}/media/{poster}"), (video.GetAttribute("src"), video.GetAttribute("poster")));
        Assert.True(video.HasAttribute("controls"));
        Assert.False(video.HasAttribute("autoplay"));
        Assert.Equal(200, (await student.Get($"{Lesson}/media/{poster}")).Status);
        Assert.Equal(("captions", "fa-AF"), (track.GetAttribute("kind"), track.GetAttribute("srclang")));
        Assert.Equal((200, "text/vtt; charset=utf-8"), (captions.Status, captions.Headers["content-type"]));
        Assert.Contains("\n\u200FHTML زبان است\n", captions.Body, StringComparison.Ordinal);
        Assert.Equal([$"{Lesson}/media/{media.File}#t=0", $"{Lesson}/media/{media.File}#t=75"],
            page.QuerySelectorAll(".player-chapters a").Select(link => link.GetAttribute("href")!));
        var transcript = page.QuerySelector("[data-transcript]")!;
        Assert.Equal(("fa-AF", "rtl"), (transcript.GetAttribute("lang"), transcript.GetAttribute("dir")));
        Assert.Contains("پایان", transcript.TextContent, StringComparison.Ordinal);
        Assert.Empty(transcript.QuerySelectorAll("b"));
    }

    [Theory]
    [InlineData(CookieConsent.None, true)]
    [InlineData(CookieConsent.OptIn, false)]
    public async Task Speed_and_captions_are_remembered_only_where_the_rules_on_cookies_let_them(CookieConsent consent, bool expected)
    {
        var (school, admin) = await School(new SchoolRules() is var rules ? rules with { Cookies = rules.Cookies with { Consent = consent } } : rules);
        await Publish(school, LessonKind.Video, await Film(admin));
        var student = await campus.Student(school, "film");

        var player = (await student.Get(Lesson)).Page.QuerySelector("[data-player]")!;

        Assert.Equal(expected ? "player" : null, player.GetAttribute("data-remember"));
    }

    [Fact]
    public async Task A_document_opens_and_a_file_is_taken_along()
    {
        var (school, admin) = await School();
        await Publish(school, LessonKind.Pdf, new LessonMedia(await admin.Browser.Put("book.pdf", "%PDF-1.7 …"u8.ToArray())));
        var student = await campus.Student(school, "film");
        var links = (await student.Get(Lesson)).Page.QuerySelectorAll("main a[href*='/media/']");
        var opened = await student.Get(links[0].GetAttribute("href")!);

        Assert.Equal(("application/pdf", true), (opened.Headers["content-type"], opened.Headers["content-disposition"].StartsWith("inline", StringComparison.Ordinal)));

        await Publish(school, LessonKind.File, new LessonMedia(await admin.Browser.Put("data.csv", "a,b"u8.ToArray())));
        var link = Assert.Single((await student.Get(Lesson)).Page.QuerySelectorAll("main a[href*='/media/']"));
        Assert.StartsWith("attachment", (await student.Get(link.GetAttribute("href")!)).Headers["content-disposition"], StringComparison.Ordinal);
    }

    [Fact, Trait("SEC", "E01")]
    public async Task A_text_shows_the_schools_own_pictures_and_no_others()
    {
        var (school, admin) = await School();
        var picture = await admin.Browser.Put("picture.png", Made.Png(2, 2));
        var text = $"![One \"<b>\"](/media/{picture})\n\n![Two](https://evil.example/media/{picture})\n\n![Three](javascript:/media/{picture})";
        await campus.Publish(school, "film", new LessonContent(Id<Lesson>.Parse("one"), "One", text));
        var student = await campus.Student(school, "film");

        var images = (await student.Get(Lesson)).Page.QuerySelectorAll("main article img");

        Assert.Equal([$"/media/{picture}"], images.Select(image => image.GetAttribute("src")!));
        Assert.Equal("One \"<b>\"", images[0].GetAttribute("alt"));
        Assert.Equal(200, (await student.Get($"/media/{picture}")).Status);
        Assert.Equal(404, (await (await campus.SignedIn(school)).Get($"/media/{picture}")).Status);
        Assert.Equal(404, (await campus.Site.Visit(school).Get($"/media/{picture}")).Status);
    }

    [Fact, Trait("SEC", "B04")]
    public async Task A_cover_is_for_everybody_once_its_course_is_no_draft()
    {
        var (school, admin) = await School();
        var cover = await admin.Browser.Put("cover.png", Made.Png(2, 2));
        var visitor = campus.Site.Visit(school);

        async Task Describe(bool published) => await campus.Site.In(school, async grains =>
        {
            var course = grains.Course(Id<Course>.Parse("film"));
            var now = (await course.Draft())!;
            return await course.Describe(now.Description with { Cover = cover.Value, Published = published }, now.Revision);
        });

        await Describe(published: false);
        Assert.Equal(404, (await visitor.Get($"/media/{cover}")).Status);
        await Describe(published: true);
        var shown = await visitor.Get($"/media/{cover}");

        Assert.Equal((200, "image/png"), (shown.Status, shown.Headers["content-type"]));
        Assert.NotNull((await admin.Get($"/admin/media/{cover}")).Page.QuerySelector("main a[href='/admin/courses/film']"));
    }

    [Fact]
    public async Task An_author_makes_a_video_lesson_in_the_lessons_form()
    {
        var (school, admin) = await School();
        var film = await admin.Browser.Put("film.mp4", Made.Mp4(95));
        var words = await admin.Browser.Put("words.vtt", Encoding.UTF8.GetBytes(Words));
        var form = await admin.Get("/admin/courses/film/lessons/new?kind=Video");

        var missing = await admin.Browser.Submit(form, ("title", "One"));
        var chapter = await admin.Browser.Submit(form, ("title", "One"), ("media_file", film.Value), ("media_chapters", "0:00 Opening\nno time"));
        var made = await admin.Browser.Submit(
            form, ("title", "One"), ("media_file", film.Value), ("media_chapters", "۱:۰۵ Middle\n0:00 Opening"), ("media_length", ""),
            ("captions_language", "fa-AF"), ("captions_file", words.Value), ("do", "publish"));
        var lesson = await campus.Site.In(school, async grains =>
            await grains.Lesson(Id<Course>.Parse("film"), (await grains.Course(Id<Course>.Parse("film")).Outline())!.Lessons.Single().Id).Published());
        var media = lesson!.Content.Media!;

        Assert.Equal((422, 422), (missing.Status, chapter.Status));
        Assert.Contains("Line 2", chapter.Page.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, made.Status);
        Assert.Equal((film, 95), (media.File, media.Seconds));
        Assert.Equal([new Chapter(0, "Opening"), new Chapter(65, "Middle")], media.Chapters);
        Assert.Equal([new LessonCaptions("fa-AF", words)], media.Captions);
    }

    [Fact]
    public async Task A_lesson_whose_file_is_gone_is_not_published_and_its_author_reads_why()
    {
        var (school, admin) = await School();
        var gone = new LessonContent(Id<Lesson>.Parse("one"), "One", "") { Kind = LessonKind.Video, Media = new LessonMedia(Id<MediaFile>.Parse("gone")) };
        await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("film")).PutLesson(gone));

        var one = await admin.Browser.Submit(
            await admin.Get("/admin/courses/film"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "publish:one" }, "main form[data-place]");
        var all = await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("film")).PublishAll());

        Assert.Equal((422, "course.file_gone"), (one.Status, one.Code));
        Assert.Contains("“One”", one.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("course.file_gone", all.Error!.Code);
        Assert.Empty((await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("film")).Outline()))!.Lessons);
    }

    [Fact]
    public async Task What_was_watched_counts_once_as_fast_as_the_clock_and_finishes_the_lesson()
    {
        // A site of its own, because it moves the clock.
        await using var own = new Campus();
        await own.InitializeAsync();
        var here = new LessonMediaTests(own);
        var (school, admin) = await here.School();
        await here.Publish(school, LessonKind.Video, await Film(admin) with { Seconds = 100 });
        var student = await own.Student(school, "film");
        var token = (await student.Get(Lesson)).Page.QuerySelector("form[data-watched] input")!.GetAttribute("value")!;

        var claimed = await Report(student.Browser, token, """{"spans":[[0,100]],"at":100}""");
        var repeated = await Report(student.Browser, token, """{"spans":[[0,30],[10,20],[0,30]],"at":30}""");
        own.Site.Clock.Advance(TimeSpan.FromMinutes(1));
        var done = await Report(student.Browser, token, """{"spans":[[0,95.04]],"at":95,"last":true}""");
        var standing = await own.Site.In(school, grains => grains.Enrollment(student.Person, Id<Course>.Parse("film")).Standing());
        var page = (await student.Get(Lesson)).Page;

        Assert.Equal((30, false), (claimed.GetProperty("percent").GetInt32(), claimed.GetProperty("done").GetBoolean()));
        Assert.Equal(30, repeated.GetProperty("percent").GetInt32());
        Assert.Equal((95, true, true), (done.GetProperty("percent").GetInt32(), done.GetProperty("kept").GetBoolean(), done.GetProperty("done").GetBoolean()));
        Assert.Equal("one", Assert.Single(standing!.Completed).Lesson.Value);
        Assert.Equal("95", page.QuerySelector("[data-player]")!.GetAttribute("data-start"));
    }

    [Fact, Trait("SEC", "B06")]
    public async Task Who_is_not_in_the_course_watches_nothing_and_nonsense_is_refused()
    {
        var (school, admin) = await School();
        await Publish(school, LessonKind.Video, await Film(admin));
        var student = await campus.Student(school, "film");
        var other = await campus.SignedIn(school);
        var token = (await student.Get(Lesson)).Page.QuerySelector("form[data-watched] input")!.GetAttribute("value")!;
        var others = (await other.Get("/account")).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        async Task<int> Status(Visitor browser, string key, string json) => (await Post(browser, key, json)).Status;

        Assert.Equal(404, await Status(other.Browser, others, """{"spans":[[0,1]],"at":1}"""));
        Assert.Equal(400, await Status(student.Browser, "none", """{"spans":[[0,1]],"at":1}"""));
        Assert.Equal(400, await Status(student.Browser, token, """{"spans":[[0]],"at":1}"""));
        Assert.Equal(400, await Status(student.Browser, token, """{"spans":"all","at":1}"""));
        Assert.Equal(200, await Status(student.Browser, token, """{"spans":[[-5,-1],[9,2],[1e300,1e301]],"at":-7}"""));
    }

    private async Task<(School School, Learner Admin)> School(SchoolRules? rules = null)
    {
        var school = await campus.School(rules);
        await campus.Course(school, "film", lessons: 0);
        return (school, await campus.SignedIn(school, roles: Role.Admin));
    }

    private static async Task<LessonMedia> Film(Learner admin) => new(await admin.Browser.Put("film.mp4", Made.Mp4(100))) { Seconds = 100 };

    private Task Publish(School school, LessonKind kind, LessonMedia media) =>
        campus.Publish(school, "film", new LessonContent(Id<Lesson>.Parse("one"), "One", "") { Kind = kind, Media = media });

    private static Task<Answer> Post(Visitor browser, string token, string json) => browser.Tus(
        HttpMethod.Post, Lesson + "/watched", token, new StringContent(json, Encoding.UTF8, "application/json"));

    private static async Task<JsonElement> Report(Visitor browser, string token, string json)
    {
        var answer = await Post(browser, token, json);
        Assert.Equal(200, answer.Status);
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
