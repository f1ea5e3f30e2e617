using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Media;

/// <summary>How files come in: in pieces that go on after a break, or by a plain form; and what does not come in.</summary>
public sealed class UploadTests(Campus campus)
{
    private static readonly byte[] Film = [.. Made.Mp4(60), .. new byte[200_000]];

    [Fact]
    public async Task A_file_arrives_in_pieces_and_is_what_it_was()
    {
        var (school, admin) = await Admin();
        var token = await admin.Token();
        var made = await admin.Create(token, "درس ۱.mp4", Film.Length);
        var upload = made.Location!;

        Assert.Equal((201, "1.0.0"), (made.Status, made.Headers["tus-resumable"]));
        Assert.Equal(0, await admin.Offset(upload));
        Assert.Equal("100", (await admin.Piece(token, upload, 0, new ByteArrayContent(Film[..100]))).Headers["upload-offset"]);
        Assert.Equal("150000", (await admin.Piece(token, upload, 100, new ByteArrayContent(Film[100..150_000]))).Headers["upload-offset"]);
        Assert.Equal(150_000, await admin.Offset(upload));
        Assert.Equal(204, (await admin.Piece(token, upload, 150_000, new ByteArrayContent(Film[150_000..]))).Status);

        var file = await campus.Site.In(school, grains => grains.MediaFile(Id<MediaFile>.Parse(upload[(upload.LastIndexOf('/') + 1)..])).Show());
        var content = await admin.Get($"{Studio.Library}/{file!.Id}/content");

        Assert.Equal(("درس ۱.mp4", "video/mp4", 60, 640), (file.Name, file.Mime, file.Seconds, file.Width));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Film)), file.Hash);
        Assert.Equal(Film, content.Bytes);
        Assert.Equal(-404, await admin.Offset(upload));
        Assert.Single(Directory.GetFiles(Path.Combine(campus.Site.Folder, "tenants", school.Id.Value, "files")));
    }

    [Fact]
    public async Task The_protocol_is_kept_and_what_breaks_it_is_refused()
    {
        var (_, admin) = await Admin();
        var token = await admin.Token();
        var upload = (await admin.Create(token, "film.mp4", Film.Length)).Location!;
        var elsewhere = await admin.Piece(token, upload, 10, new ByteArrayContent(Film[10..20]));
        var version = await admin.Tus(HttpMethod.Head, upload, null, null, ("Tus-Resumable", "0.2.2"));

        Assert.Equal((409, "0"), (elsewhere.Status, elsewhere.Headers["upload-offset"]));
        Assert.Equal((412, "1.0.0"), (version.Status, version.Headers["tus-version"]));
        Assert.Equal(415, (await admin.Piece(token, upload, 0, new ByteArrayContent(Film), "application/octet-stream")).Status);
        Assert.Equal(400, (await admin.Tus(HttpMethod.Post, Studio.Uploads, token, null)).Status);
        Assert.Equal(-404, await admin.Offset(Studio.Uploads + "/none"));
        Assert.Equal(404, (await admin.Piece(token, Studio.Uploads + "/none", 0, new ByteArrayContent(Film))).Status);
        Assert.Equal(204, (await admin.Tus(HttpMethod.Delete, upload, token, null)).Status);
        Assert.Equal(-404, await admin.Offset(upload));
    }

    [Fact, Trait("SEC", "D01")]
    public async Task Nothing_comes_in_without_the_token_of_a_form()
    {
        var (school, admin) = await Admin();
        var token = await admin.Token();
        var upload = (await admin.Create(token, "film.mp4", Film.Length)).Location!;
        var late = new MultipartFormDataContent { { new ByteArrayContent(Film), "file", "film.mp4" }, { new StringContent(token), "__RequestVerificationToken" } };

        Assert.Equal(400, (await admin.Create("none", "film.mp4", 10)).Status);
        Assert.Equal(400, (await admin.Piece("none", upload, 0, new ByteArrayContent(Film))).Status);
        Assert.Equal(400, (await admin.Tus(HttpMethod.Delete, upload, null, null)).Status);
        Assert.Equal(400, (await admin.Post(Studio.Library, Studio.Form("none", ("film.mp4", Film)))).Status);
        Assert.Equal(400, (await admin.Post(Studio.Library, late)).Status);
        Assert.Equal(0, (await Standing(school)).Files);
    }

    [Fact, Trait("SEC", "B01")]
    public async Task Who_teaches_may_bring_files_and_nobody_else()
    {
        var (school, _) = await Admin();
        var teacher = await campus.SignedIn(school, roles: Role.Instructor);
        var student = await campus.SignedIn(school);

        Assert.NotEmpty((await teacher.Browser.Put("film.mp4", Film)).Value);
        Assert.Equal(404, (await student.Get(Studio.Library)).Status);
        Assert.Equal(302, (await campus.Site.Visit(school).Get(Studio.Library)).Status);
    }

    [Theory]
    [InlineData("film.mp4", "<html><script>alert(1)</script>", "media.not_a_video")]
    [InlineData("film.webm", "MZ", "media.not_a_video")]
    [InlineData("picture.png", "<svg xmlns='http://www.w3.org/2000/svg'/>", "media.not_a_image")]
    [InlineData("book.PDF", "%!PS-Adobe", "media.not_a_pdf")]
    [InlineData("words.srt", "just words", "media.not_a_captions")]
    public async Task What_is_not_what_it_is_called_is_refused_before_it_has_come(string name, string start, string code)
    {
        var (school, admin) = await Admin();
        admin.Language = "fa-AF";
        var token = await admin.Token();
        var upload = (await admin.Create(token, name, 50_000_000)).Location!;
        var refused = await admin.Piece(token, upload, 0, new ByteArrayContent([.. Encoding.UTF8.GetBytes(start), .. new byte[2_000]]));

        Assert.Equal(422, refused.Status);
        Assert.Contains($"\"code\":\"{code}\"", refused.Body, StringComparison.Ordinal);
        Assert.Contains("نام", refused.Body, StringComparison.Ordinal);
        Assert.Equal(-404, await admin.Offset(upload));
        Assert.Empty(Directory.GetFiles(Path.Combine(campus.Site.Folder, "tenants", school.Id.Value, "files")));
    }

    [Fact]
    public async Task A_film_that_was_cut_off_is_refused_when_it_is_whole()
    {
        var (_, admin) = await Admin();
        var token = await admin.Token();
        var broken = Made.Mp4(60, media: false);
        var upload = (await admin.Create(token, "film.mp4", broken.Length)).Location!;

        Assert.Equal(422, (await admin.Piece(token, upload, 0, new ByteArrayContent(broken))).Status);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_in_her_language()
    {
        var (_, admin) = await Admin();
        admin.Language = "ar";
        var refused = await admin.Create(await admin.Token(), "film.mp4", (5L << 30) + 1);

        Assert.Equal(422, refused.Status);
        Assert.Contains("ميغابايت", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_form_brings_files_without_script()
    {
        var (school, admin) = await Admin();
        var sent = await admin.Post(Studio.Library, Studio.Form(await admin.Token(), ("film.mp4", Film), ("یادداشت.txt", "text"u8.ToArray())));
        var page = (await admin.Get(sent.Location!)).Page;

        Assert.Equal((302, "/admin/media?done=added"), (sent.Status, sent.Location));
        Assert.Equal(["film.mp4", "یادداشت.txt"], page.QuerySelectorAll("[data-files] a").Select(link => link.TextContent).Order(StringComparer.Ordinal));
        Assert.Equal((2, Film.Length + 4L), ((await Standing(school)).Files, (await Standing(school)).Bytes));
    }

    [Fact]
    public async Task A_form_with_a_broken_file_of_captions_says_which_line()
    {
        var (school, admin) = await Admin();
        var answer = await admin.Post(Studio.Library, Studio.Form(await admin.Token(), ("words.vtt", "WEBVTT\n\n00:01.000 > 00:02.000\nOne"u8.ToArray())));

        Assert.Equal(422, answer.Status);
        Assert.Contains("Line 4", answer.Page.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await Standing(school)).Files);
        Assert.Empty((await Standing(school)).Uploads);
    }

    [Fact]
    public async Task What_nobody_went_on_with_is_cleaned_up()
    {
        await using var site = await Site.Open(new SiteOptions { Settings = { ["Media:Patience"] = "01:00:00" } });
        var school = await site.CreateSchool("north");
        var uploads = (Uploads)site.Services.GetService(typeof(Uploads))!;
        var folder = Path.Combine(site.Folder, "tenants", school.Id.Value, "files");

        async Task Begin() => await site.In(school, async grains =>
        {
            var upload = (await uploads.Begin(grains, "film.mp4", Film.Length)).Value!;
            return await uploads.Take(grains, upload.Id, 0, new MemoryStream(Film, 0, 100_000), isWhole: false, TestContext.Current.CancellationToken);
        });

        await Begin();
        var first = Directory.GetFiles(folder).Single();
        File.SetLastWriteTimeUtc(first, site.Clock.GetUtcNow().UtcDateTime);
        site.Clock.Advance(TimeSpan.FromHours(3));
        await Begin();

        Assert.NotEqual(first, Directory.GetFiles(folder).Single());
    }

    private async Task<(School School, Visitor Browser)> Admin()
    {
        var school = await campus.School();
        return (school, (await campus.SignedIn(school, roles: Role.Admin)).Browser);
    }

    private Task<MediaStanding> Standing(School school) => campus.Site.In(school, grains => grains.Media.Standing());
}
