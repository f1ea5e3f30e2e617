using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>Who reads a lesson, and who moves on in a course (SEC-B04, SEC-B06, SEC-B07).</summary>
public class LessonAccessTests(Campus campus)
{
    [Fact]
    public async Task Nothing_of_a_lesson_reaches_anybody_who_is_not_in_the_course()
    {
        var school = await School();
        var ada = await campus.SignedIn(school);
        var visitor = campus.Site.Visit(school);

        string[] places = ["/", "/courses", "/courses/algebra", "/courses/algebra/lessons/lesson-1", "/learn", "/certificates/algebra"];
        var hers = await Task.WhenAll(places.Select(place => ada.Get(place)));
        var theirs = await Task.WhenAll(places.Select(place => visitor.Get(place)));

        Assert.All([.. hers, .. theirs], answer => Assert.DoesNotContain("canary", answer.Body, StringComparison.Ordinal));
        Assert.Equal(403, hers[3].Status);
        Assert.Equal(403, theirs[3].Status);
        Assert.NotNull(hers[3].Page.QuerySelector("main form[action='/courses/algebra']"));
        Assert.NotNull(theirs[3].Page.QuerySelector("main a[href^='/sign-in?return=']"));
    }

    [Fact]
    public async Task A_lesson_of_one_course_is_not_found_under_another()
    {
        var school = await School();
        await campus.Course(school, "music", lessons: 1);
        var ada = await Enrolled(school, "algebra");
        await ada.Browser.Submit(await ada.Get("/courses/music"));

        Assert.Equal(200, (await ada.Get("/courses/algebra/lessons/lesson-2")).Status);
        Assert.Equal(404, (await ada.Get("/courses/music/lessons/lesson-2")).Status);
        Assert.Equal(404, (await Finish(ada, "/courses/music/lessons/lesson-2")).Status);
    }

    [Fact]
    public async Task Who_is_not_in_the_course_finishes_none_of_its_lessons()
    {
        var school = await School();
        var ada = await campus.SignedIn(school);

        var answer = await Finish(ada, "/courses/algebra/lessons/lesson-1");

        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task Progress_belongs_to_whoever_made_it()
    {
        var school = await School();
        var ada = await Enrolled(school, "algebra");
        var eve = await Enrolled(school, "algebra");

        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"), ("person", eve.Person.Value));
        var hers = await campus.Site.In(school, grains => grains.Enrollment(eve.Person, Id<Course>.Parse("algebra")).Standing());

        Assert.Empty(hers!.Completed);
    }

    [Fact]
    public async Task A_course_that_is_not_published_is_not_found_and_takes_nobody()
    {
        var school = await School();
        await campus.Course(school, "secret", published: false);
        var ada = await campus.SignedIn(school);

        Assert.Equal(404, (await ada.Get("/courses/secret")).Status);
        Assert.Equal(404, (await ada.Get("/courses/secret/lessons/lesson-1")).Status);
        Assert.DoesNotContain("secret", (await ada.Get("/courses")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await Finish(ada, "/courses/secret")).Status);
    }

    [Fact]
    public async Task Another_schools_course_is_not_found()
    {
        await School();
        var elsewhere = await campus.School();
        var ada = await campus.SignedIn(elsewhere);

        Assert.Equal(404, (await ada.Get("/courses/algebra")).Status);
    }

    [Theory]
    [InlineData("/courses/algebra")]
    [InlineData("/courses/algebra/lessons/lesson-1")]
    [InlineData("/certificates/algebra")]
    [InlineData("/account/privacy")]
    [InlineData("/consent/privacy")]
    public async Task A_form_without_its_token_or_from_another_site_changes_nothing(string path)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        await campus.Course(school, "algebra");
        var ada = await Enrolled(school, "algebra");
        var token = (await ada.Get("/account/privacy")).Page.QuerySelector("input[name^='__Request']")!.GetAttribute("value")!;
        var before = await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Id<Course>.Parse("algebra")).Standing());

        var tokenless = await ada.Browser.Post(path, new FormUrlEncodedContent([KeyValuePair.Create("document", "privacy")]));
        var foreign = await ada.Browser.Send(From("https://evil.example", path, token));

        Assert.Equal(400, tokenless.Status);
        Assert.Equal(403, foreign.Status);
        Assert.Empty(await campus.Acts(school, ada));
        Assert.Equal(
            before!.Completed,
            (await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Id<Course>.Parse("algebra")).Standing()))!.Completed);
    }

    private static HttpRequestMessage From(string origin, string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]),
        };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        return request;
    }

    // With the token of another form of hers, as a browser that was taught to would send it.
    private static async Task<TestKit.Answer> Finish(Learner learner, string path)
    {
        var page = await learner.Get("/account/privacy");
        var token = page.Page.QuerySelector("input[name^='__Request']")!;

        return await learner.Browser.Post(path, new FormUrlEncodedContent(
            [KeyValuePair.Create(token.GetAttribute("name")!, token.GetAttribute("value")!)]));
    }

    private async Task<School> School()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");
        return school;
    }

    private async Task<Learner> Enrolled(School school, string course)
    {
        var learner = await campus.SignedIn(school);
        var joined = await learner.Browser.Submit(await learner.Get($"/courses/{course}"));

        Assert.Equal(302, joined.Status);
        return learner;
    }
}
