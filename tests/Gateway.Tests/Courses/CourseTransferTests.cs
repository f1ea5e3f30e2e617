using System.IO.Compression;
using System.Text;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Pages.Admin.Courses.Transfer;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Media;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>A course that goes from one school to another with its files.</summary>
public sealed class CourseTransferTests(Campus campus)
{
    private const string Import = "/admin/courses/import";
    private static readonly Id<Course> Film = Id<Course>.Parse("film");

    [Fact]
    public async Task A_course_takes_its_media_along_and_they_are_new_where_it_arrives()
    {
        var (from, file) = await GivenOut();
        var (to, admin) = await School();

        var taken = await Send(admin, file);

        Assert.Equal((302, "/admin/courses/film?done=imported"), (taken.Status, taken.Location));
        var course = (await campus.Site.In(to, grains => grains.Course(Film).Draft()))!;
        var lesson = (await campus.Site.In(to, grains => grains.Lesson(Film, Id<Lesson>.Parse("one")).Content()))!;
        var files = await Files(to);
        var before = await Files(from);

        Assert.Equal(before.Select(known => (known.Name, known.Mime, known.Length, known.Hash)).Order(), files.Select(known => (known.Name, known.Mime, known.Length, known.Hash)).Order());
        Assert.Empty(files.Select(known => known.Id).Intersect(before.Select(known => known.Id)));
        Assert.Equal(Named("film.mp4"), lesson.Media!.File);
        Assert.Equal(Named("words.vtt"), Assert.Single(lesson.Media.Captions).File);
        Assert.Equal(Named("poster.png"), lesson.Media.Poster);
        Assert.Equal($"![Jar](/media/{Named("jar.png")})", lesson.Markdown);
        Assert.Equal((Named("cover.png").Value, "A jar"), (course.Description.Cover, course.Description.CoverAlternative));
        Assert.Equal(Made.Mp4(90), (await admin.Get($"/admin/media/{Named("film.mp4")}/content")).Bytes);
        Assert.NotNull((await admin.Get($"/admin/media/{Named("cover.png")}")).Page.QuerySelector("main a[href='/admin/courses/film']"));

        Id<MediaFile> Named(string name) => Assert.Single(files, known => known.Name == name).Id;
    }

    [Theory, Trait("SEC", "E08")]
    [InlineData("hash", "not_as_said")]
    [InlineData("type", "not_as_said")]
    [InlineData("length", "not_as_said")]
    [InlineData("missing", "missing")]
    [InlineData("claims", "media.not_a_image")]
    [InlineData("taken", "course.slug_taken")]
    public async Task What_is_odd_in_it_leaves_nothing_behind(string what, string code)
    {
        var (to, admin) = await School();
        var png = Made.Png(2, 2);
        var html = Encoding.UTF8.GetBytes("<script>alert(1)</script>");
        var file = await Zip(png);

        file = what switch
        {
            "hash" => Altered(file, json => json.Replace(Hash(png), Hash(html), StringComparison.Ordinal)),
            "type" => Altered(file, json => json.Replace("image/png", "video/mp4", StringComparison.Ordinal)),
            "length" => Altered(file, json => json.Replace($"\"length\": {png.Length}", $"\"length\": {png.Length - 1}", StringComparison.Ordinal)),
            "missing" => Altered(file, json => json.Replace("media/a.png", "media/b.png", StringComparison.Ordinal)),
            "claims" => await Zip(html),
            _ => file,
        };

        if (what == "taken")
            await campus.Course(to, "film");

        var taken = await Send(admin, file);

        Assert.Equal(422, taken.Status is 409 ? 422 : taken.Status);
        Assert.Contains(code, taken.Code ?? "", StringComparison.Ordinal);
        Assert.Empty(await Files(to));
        Assert.Equal(what == "taken", await campus.Site.In(to, grains => grains.Course(Film).Draft()) is not null);
        Assert.Equal((0, 0L), await campus.Site.In(to, async grains => (await grains.Media.Standing()) is var now ? (now.Files, now.Bytes) : default));
    }

    [Fact]
    public async Task An_import_that_died_is_cleared_away_but_for_what_is_shown_by_now()
    {
        var (school, _) = await School();
        await campus.Course(school, "film", lessons: 0);
        var uploads = campus.Site.Services.GetRequiredService<Uploads>();

        // As a process leaves it that died after the second picture.
        await campus.Site.In(school, async grains =>
        {
            var first = (await uploads.Put(grains, "course.zip", 3, new MemoryStream("abc"u8.ToArray()), default, passing: true)).Value!;
            var lost = (await uploads.Put(grains, "lost.png", 1_000, new MemoryStream(Made.Png(2, 2)), default, batch: first.Id)).Value!;
            var shown = (await uploads.Put(grains, "shown.png", 1_000, new MemoryStream(Made.Png(3, 3)), default, batch: first.Id)).Value!;
            var course = (await grains.Course(Film).Draft())!;
            Assert.Null((await grains.Course(Film).Describe(course.Description with { Cover = shown.Id.Value }, course.Revision)).Error);
            Assert.Equal([first.Id, lost.Id, shown.Id], await grains.Media.Batch(first.Id));

            await uploads.Clear(grains, first.Id);
            await uploads.Clear(grains, first.Id);
            return true;
        });

        Assert.Equal("shown.png", Assert.Single(await Files(school)).Name);
    }

    private async Task<(School School, Learner Admin)> School()
    {
        var school = await campus.School();
        return (school, await campus.SignedIn(school, roles: Role.Admin));
    }

    private async Task<(School School, byte[] File)> GivenOut()
    {
        var (school, admin) = await School();
        await campus.Course(school, "film", lessons: 0);
        var media = new LessonMedia(await admin.Browser.Put("film.mp4", Made.Mp4(90)))
        {
            Seconds = 90,
            Poster = await admin.Browser.Put("poster.png", Made.Png(4, 2)),
            Captions = [new LessonCaptions("en", await admin.Browser.Put("words.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"u8.ToArray()))],
        };
        var jar = await admin.Browser.Put("jar.png", Made.Png(2, 2));
        var cover = await admin.Browser.Put("cover.png", Made.Png(6, 3));
        await campus.Publish(school, "film", new LessonContent(Id<Lesson>.Parse("one"), "One", $"![Jar](/media/{jar})") { Kind = LessonKind.Video, Media = media });
        await campus.Site.In(school, async grains =>
        {
            var now = (await grains.Course(Film).Draft())!;
            return await grains.Course(Film).Describe(now.Description with { Cover = cover.Value, CoverAlternative = "A jar" }, now.Revision);
        });

        var given = await admin.Get("/admin/courses/film/export");
        Assert.Equal((200, "application/zip"), (given.Status, given.Headers["content-type"]));
        return (school, given.Bytes);
    }

    private static async Task<Answer> Send(Learner admin, byte[] file)
    {
        var token = (await admin.Get(Import)).Form().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var form = Studio.Form(token, ("course.zip", file));
        form.Add(new StringContent(""), "slug");
        form.Add(new StringContent("en"), "language");
        return await admin.Browser.Post(Import, form);
    }

    // A course whose cover is this file, called a PNG.
    private static async Task<byte[]> Zip(byte[] cover)
    {
        var copy = new CourseCopy(new CourseDescription(Film, "en", "Film", "", "", "", Published: false) { Cover = "a" }, [], [], []);
        using var buffer = new MemoryStream();
        await CourseZip.Write(
            buffer, copy, [new(Id<MediaFile>.Parse("a"), "media/a.png", "a.png", "image/png", cover.Length, Hash(cover))],
            _ => Task.FromResult<Stream>(new MemoryStream(cover)));
        return buffer.ToArray();
    }

    private static byte[] Altered(byte[] file, Func<string, string> change)
    {
        using var buffer = new MemoryStream();
        buffer.Write(file);

        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Update, leaveOpen: true))
        {
            string json;

            using (var reader = new StreamReader(zip.GetEntry("course.json")!.Open()))
                json = reader.ReadToEnd();

            Assert.NotEqual(json, change(json));
            zip.GetEntry("course.json")!.Delete();

            using var writer = new StreamWriter(zip.CreateEntry("course.json").Open());
            writer.Write(change(json));
        }

        return buffer.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private Task<System.Collections.Immutable.ImmutableArray<MediaFile>> Files(School school) =>
        campus.Site.In(school, grains => grains.MediaSegment(1).Files());
}
