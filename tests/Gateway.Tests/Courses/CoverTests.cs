using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Media;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>The picture of a course, as its author chooses it without script.</summary>
public sealed class CoverTests(Campus campus)
{
    private const string Cover = "/admin/courses/film/cover";

    [Fact]
    public async Task A_picture_that_is_sent_is_the_cover_and_has_words_for_who_does_not_see_it()
    {
        var (school, admin) = await School();

        var sent = await admin.Browser.Post(Cover + "/upload", Studio.Form(await Token(admin), ("jar.png", Made.Png(2, 2))));
        Assert.Equal((302, Cover + "?done=uploaded"), (sent.Status, sent.Location));
        var saved = await Choose(admin, "cover_alt", "A jar of dough");
        Assert.Equal((302, Cover + "?done=saved"), (saved.Status, saved.Location));

        var visitor = campus.Site.Visit(school);
        var picture = (await visitor.Get("/courses/film")).Page.QuerySelector("img.course-cover")!;
        Assert.Equal("A jar of dough", picture.GetAttribute("alt"));
        Assert.Equal(200, (await visitor.Get(picture.GetAttribute("src")!)).Status);
        Assert.NotNull((await visitor.Get("/courses")).Page.QuerySelector($"img.card-cover[src='{picture.GetAttribute("src")}'][loading=lazy]"));

        // What is saved about the course leaves its picture as it is.
        Assert.Equal(302, (await admin.Browser.Submit(await admin.Get("/admin/courses/film/about"), ("title", "Another"))).Status);
        Assert.NotNull((await visitor.Get("/courses/film")).Page.QuerySelector("img.course-cover"));

        var none = await Choose(admin, "cover", "");
        Assert.Equal(302, none.Status);
        Assert.Null((await visitor.Get("/courses/film")).Page.QuerySelector("img.course-cover"));
    }

    [Fact, Trait("SEC", "E01")]
    public async Task What_is_no_picture_or_too_large_is_no_cover_and_is_not_kept()
    {
        var (school, admin) = await School();
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray();
        byte[] large = [.. Made.Png(2, 2), .. new byte[300_000]];

        var wrong = await admin.Browser.Post(Cover + "/upload", Studio.Form(await Token(admin), ("cover.svg", svg)));
        var heavy = await admin.Browser.Post(Cover + "/upload", Studio.Form(await Token(admin), ("cover.png", large)));

        Assert.Equal((422, "course_cover.no_picture"), (wrong.Status, wrong.Code));
        Assert.Equal((422, "course_cover.too_large"), (heavy.Status, heavy.Code));
        Assert.Empty(await campus.Site.In(school, grains => grains.MediaSegment(1).Files()));

        var film = await admin.Browser.Put("film.mp4", Made.Mp4(3));
        var chosen = await Choose(admin, "cover", film.Value);
        Assert.Equal((422, "course_cover.no_picture"), (chosen.Status, chosen.Code));
    }

    private const string Choosing = "main form[action$='/cover']";

    private async Task<(School School, Learner Admin)> School()
    {
        var school = await campus.School();
        await campus.Course(school, "film", lessons: 1);
        return (school, await campus.SignedIn(school, roles: Role.Admin));
    }

    private static async Task<Answer> Choose(Learner admin, string field, string value) => await admin.Browser.Submit(
        await admin.Get(Cover), new Dictionary<string, string?>(StringComparer.Ordinal) { [field] = value }, Choosing);

    private static async Task<string> Token(Learner admin) =>
        (await admin.Get(Cover)).Form().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
