using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Visitors' pages come from memory, and nobody can tell but by the clock.</summary>
[Trait("Threat", "SEC-A11")]
public class KeptPagesTests(Campus campus)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/courses")]
    [InlineData("/courses/algebra")]
    [InlineData("/policies")]
    [InlineData("/policies/privacy")]
    [InlineData("/policies/privacy?lang=en")]
    [InlineData("/policies/privacy/versions")]
    [InlineData("/policies/privacy/versions/1")]
    public async Task A_page_is_the_same_for_the_next_visitor_who_may_also_have_it_already(string path)
    {
        var school = await campus.SchoolWithPolicy(new());
        await campus.Course(school, "algebra");

        var first = await campus.Site.Visit(school).Get(path);
        var second = await campus.Site.Visit(school).Get(path);

        Assert.Equal(200, first.Status);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(Headers(first), Headers(second));
        Assert.Equal("no-cache, private", second.Headers["cache-control"]);
        Assert.Equal(304, (await Again(school, path, first.Headers["etag"])).Status);
    }

    [Fact]
    public async Task What_is_published_is_read_with_the_next_request()
    {
        var school = await campus.SchoolWithPolicy(new());
        var visitor = campus.Site.Visit(school);

        Assert.Contains("We keep your name.", (await visitor.Get("/policies/privacy")).Body, StringComparison.Ordinal);
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));

        Assert.Contains("We keep nothing.", (await visitor.Get("/policies/privacy")).Body, StringComparison.Ordinal);
        Assert.NotNull((await visitor.Get("/policies/privacy/versions/1")).Page.QuerySelector("[data-state='older']"));
        Assert.NotNull((await visitor.Get("/policies/privacy/versions")).Page.QuerySelector("[data-version='2']"));
    }

    [Fact]
    [Trait("Rule", "M47"), Trait("Rule", "N06")]
    public async Task A_version_comes_into_force_on_its_day_though_nobody_does_anything()
    {
        // One of its own, because it moves the clock.
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(new());
        await own.PublishFor(school, own.Site.Clock.GetUtcNow().AddDays(10), Campus.Text("en", "We keep nothing."));
        var visitor = own.Site.Visit(school);

        Assert.Contains("We keep your name.", (await visitor.Get("/policies/privacy")).Body, StringComparison.Ordinal);
        own.Site.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Contains("We keep nothing.", (await visitor.Get("/policies/privacy")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/courses")]
    [InlineData("/courses/algebra")]
    public async Task A_courses_new_title_is_on_every_page_at_once(string path)
    {
        var school = await campus.School();
        var course = await campus.Course(school, "algebra");
        var visitor = campus.Site.Visit(school);

        Assert.Contains("Course algebra", (await visitor.Get(path)).Body, StringComparison.Ordinal);
        await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("algebra")).Describe(
            course.Description with { Title = "Numbers and letters" }, course.Revision));

        Assert.Contains("Numbers and letters", (await visitor.Get(path)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_course_that_is_taken_back_is_gone()
    {
        var school = await campus.School();
        var course = await campus.Course(school, "algebra");
        var visitor = campus.Site.Visit(school);

        Assert.Equal(200, (await visitor.Get("/courses/algebra")).Status);
        await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("algebra")).Describe(
            course.Description with { Published = false }, course.Revision));

        Assert.Equal(404, (await visitor.Get("/courses/algebra")).Status);
        Assert.DoesNotContain("Course algebra", (await visitor.Get("/courses")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schools_new_name_is_in_the_frame_at_once_and_a_suspended_school_is_closed()
    {
        var school = await campus.SchoolWithPolicy(new());
        var visitor = campus.Site.Visit(school);
        var profile = school.Profile with { Names = school.Profile.Names.SetItem("en", "The Lantern") };

        Assert.DoesNotContain("The Lantern", (await visitor.Get("/policies")).Body, StringComparison.Ordinal);
        await campus.Site.In(school, async grains =>
            await grains.School.ChangeProfile(profile, (await grains.School.School())!.Revision));
        Assert.Contains("The Lantern", (await visitor.Get("/policies")).Body, StringComparison.Ordinal);

        await campus.Site.In(school, grains => grains.School.MoveTo(SchoolStatus.Suspended));
        Assert.Equal(503, (await visitor.Get("/policies")).Status);
    }

    [Fact]
    public async Task Who_is_signed_in_gets_her_own_page_and_leaves_nothing_of_it()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");
        var learner = await campus.SignedIn(school, name: "canary-name");

        var hers = await learner.Get("/courses/algebra");
        var visitors = await campus.Site.Visit(school).Get("/courses/algebra");
        var hersAgain = await learner.Get("/courses/algebra");

        Assert.Contains("canary-name", hers.Body, StringComparison.Ordinal);
        Assert.Contains("no-store", hers.Headers["cache-control"], StringComparison.Ordinal);
        Assert.DoesNotContain("canary-name", visitors.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("__RequestVerificationToken", visitors.Body, StringComparison.Ordinal);
        Assert.Contains("canary-name", hersAgain.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_school_and_each_language_has_its_own()
    {
        var (one, other) = (await campus.School(), await campus.School());
        var pages = new List<string>();

        foreach (var school in (School[])[one, other, one, other])
        {
            foreach (var language in (string[])["en", "fa-AF", "ar"])
                pages.Add((await campus.Site.Visit(school).Get("/", language)).Body);
        }

        Assert.Equal(6, pages.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(pages[..6], pages[6..]);
    }

    [Fact]
    public async Task A_language_picked_on_a_page_is_remembered_by_the_browser_that_picked_it_only()
    {
        var school = await campus.School();
        var visitor = campus.Site.Visit(school);

        var picked = await visitor.Get("/?ui=ar");
        var next = await campus.Site.Visit(school).Get("/");

        Assert.True(picked.Headers.ContainsKey("set-cookie"));
        Assert.False(next.Headers.ContainsKey("set-cookie"));
        Assert.Equal("en", next.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("ar", (await visitor.Get("/")).Page.DocumentElement.GetAttribute("lang"));
    }

    private static IEnumerable<string> Headers(Answer answer) =>
        answer.Headers.Where(header => header.Key is not "date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);

    private Task<Answer> Again(School school, string path, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return campus.Site.Visit(school).Send(request);
    }
}
