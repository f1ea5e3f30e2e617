using System.Text;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;

namespace Darsgah.Gateway.Tests.Media;

/// <summary>The library of files: finding, seeing where used, taking out, correcting captions.</summary>
public sealed class LibraryPageTests(Campus campus)
{
    [Fact]
    public async Task Files_are_found_by_words_in_any_spelling_and_by_kind()
    {
        var (_, admin) = await Admin();
        await admin.Browser.Put("کتاب یک.png", Made.Png(2, 2));
        await admin.Browser.Put("film.mp4", Made.Mp4(5));

        async Task<string[]> Found(string query) =>
            [.. (await admin.Get(Studio.Library + query)).Page.QuerySelectorAll("[data-files] a").Select(link => link.TextContent)];

        Assert.Equal(["film.mp4", "کتاب یک.png"], await Found(""));
        Assert.Equal(["کتاب یک.png"], await Found("?q=" + Uri.EscapeDataString("كتاب")));
        Assert.Equal(["film.mp4"], await Found("?kind=Video"));
        Assert.Empty(await Found("?q=zoology"));
        Assert.Equal(2, (await Found("?before=x.y")).Length);
    }

    [Fact]
    public async Task What_a_lesson_uses_stays_and_goes_when_none_uses_it()
    {
        var (school, admin) = await Admin();
        await campus.Course(school, "film", lessons: 0);
        var file = await admin.Browser.Put("film.mp4", Made.Mp4(5));
        await Publish(school, file, $"![x](/media/{file})");

        var used = await admin.Get($"{Studio.Library}/{file}");
        var refused = await admin.Browser.Post($"{Studio.Library}/{file}/delete", Token(used.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? await admin.Browser.Token()));

        Assert.NotNull(used.Page.QuerySelector("main a[href='/admin/courses/film/lessons/one']"));
        Assert.Null(used.Page.QuerySelector("form[action$='/delete']"));
        Assert.Equal((409, "media.in_use"), (refused.Status, refused.Code));

        await Publish(school, file, "Nothing.");
        var unused = await admin.Get($"{Studio.Library}/{file}");
        var teacher = await campus.SignedIn(school, roles: Role.Instructor);
        var hers = await teacher.Browser.Post($"{Studio.Library}/{file}/delete", Token(await teacher.Browser.Token()));
        var deleted = await admin.Browser.Submit(unused, new Dictionary<string, string?>(StringComparer.Ordinal), "form[action$='/delete']");

        Assert.Equal(404, hers.Status);
        Assert.Equal("/admin/media?done=deleted", deleted.Location);
        Assert.Equal(404, (await admin.Get($"{Studio.Library}/{file}")).Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(campus.Site.Folder, "tenants", school.Id.Value, "files")));
    }

    [Fact]
    public async Task Corrected_captions_take_the_place_of_the_old_ones_everywhere()
    {
        var (school, admin) = await Admin();
        var file = await admin.Browser.Put("words.vtt", Vtt("Old words"));
        var page = await admin.Get($"{Studio.Library}/{file}");
        var token = page.Page.QuerySelector("form[action$='/captions'] input")!.GetAttribute("value")!;

        var broken = await admin.Browser.Post($"{Studio.Library}/{file}/captions", Studio.Form(token, ("words.vtt", "WEBVTT\n\nx"u8.ToArray())));
        var other = await admin.Browser.Post($"{Studio.Library}/{file}/captions", Studio.Form(token, ("film.mp4", Made.Mp4(5))));
        var replaced = await admin.Browser.Post($"{Studio.Library}/{file}/captions", Studio.Form(token, ("better.srt", Vtt("New words"))));
        var content = await admin.Get($"{Studio.Library}/{file}/content");
        var standing = await campus.Site.In(school, grains => grains.Media.Standing());

        Assert.Equal((422, 422), (broken.Status, other.Status));
        Assert.Equal($"/admin/media/{file}?done=replaced", replaced.Location);
        Assert.Contains("New words", content.Body, StringComparison.Ordinal);
        Assert.Equal((1, (long)content.Bytes.Length), (standing.Files, standing.Bytes));
        Assert.Single(Directory.GetFiles(Path.Combine(campus.Site.Folder, "tenants", school.Id.Value, "files")));
    }

    private async Task<(School School, Learner Admin)> Admin()
    {
        var school = await campus.School();
        return (school, await campus.SignedIn(school, roles: Role.Admin));
    }

    private Task Publish(School school, Id<MediaFile> file, string text)
    {
        Assert.NotEmpty(file.Value);
        return campus.Publish(school, "film", new LessonContent(Id<Lesson>.Parse("one"), "One", text));
    }

    private static byte[] Vtt(string words) => Encoding.UTF8.GetBytes($"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n");

    private static FormUrlEncodedContent Token(string token) => new([KeyValuePair.Create("__RequestVerificationToken", token)]);
}
