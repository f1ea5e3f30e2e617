using System.Text;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Media;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The school's logo on its pages and its certificates.</summary>
public sealed class LogoTests(Campus campus)
{
    private const string School = "/admin/school";

    [Fact]
    public async Task A_logo_is_on_every_page_for_everybody_and_on_certificates_for_good()
    {
        var school = await campus.School();
        await campus.Course(school, "film", lessons: 1);
        var admin = await campus.SignedIn(school, roles: Role.Admin);

        Assert.Equal(302, (await Send(admin, "logo.png", Made.Png(2, 2))).Status);

        var visitor = campus.Site.Visit(school);
        var logo = (await visitor.Get("/courses")).Page.QuerySelector("header img.brand-logo")!.GetAttribute("src")!;
        Assert.Equal(Made.Png(2, 2), (await visitor.Get(logo)).Bytes);

        var student = await campus.Student(school, "film");
        await campus.Site.In(school, async grains =>
        {
            var hers = grains.Enrollment(student.Person, Id<Course>.Parse("film"));
            Assert.Null((await hers.CompleteLesson(Id<Lesson>.Parse("lesson-1"), CompletedBy.Reading)).Error);
            return await hers.Award("Ada Lovelace");
        });

        // Another name of the school's leaves the logo, and what was given keeps it when it is taken off.
        Assert.Equal(302, (await admin.Browser.Submit(await admin.Get(School), ("tagline-en", "Something else"))).Status);
        Assert.NotNull((await visitor.Get("/courses")).Page.QuerySelector($"img.brand-logo[src='{logo}']"));
        Assert.Equal(302, (await admin.Browser.Submit(await admin.Get(School), new Dictionary<string, string?>(StringComparer.Ordinal), "form[action$='/logo/remove']")).Status);
        Assert.Null((await visitor.Get("/courses")).Page.QuerySelector("img.brand-logo"));
        Assert.NotNull((await student.Get("/certificates/film")).Page.QuerySelector($"img.certificate-logo[src='{logo}']"));
        Assert.Equal(200, (await visitor.Get(logo)).Status);
        Assert.Null((await admin.Get("/admin" + logo)).Page.QuerySelector("form[action$='/delete']"));
    }

    [Theory, Trait("SEC", "E01")]
    [InlineData("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing")]
    [InlineData("logo.txt", "no picture", "no_picture")]
    [InlineData("logo.gif", "GIF89a\u0001\0\u0001\0\0\0\0;", "no_picture")]
    public async Task What_runs_or_is_no_picture_is_refused_with_a_reason_and_not_kept(string name, string content, string situation)
    {
        var school = await campus.School();
        var admin = await campus.SignedIn(school, roles: Role.Admin);

        var answer = await Send(admin, name, Encoding.Latin1.GetBytes(content));

        Assert.Equal((422, "school_logo." + situation), (answer.Status, answer.Code));
        Assert.Empty(await campus.Site.In(school, grains => grains.MediaSegment(1).Files()));
        Assert.Null(answer.Page.QuerySelector("img.brand-logo"));
    }

    private static async Task<Answer> Send(Learner admin, string name, byte[] content)
    {
        var token = (await admin.Get(School)).Page.QuerySelector("form[action$='/logo'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await admin.Browser.Post(School + "/logo", Studio.Form(token, (name, content)));
    }
}
