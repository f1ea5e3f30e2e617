using System.Collections.Immutable;
using AngleSharp.Dom;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Policies;

/// <summary>A text as it stands on the site: its direction, its dates, its hosts, and which version counts.</summary>
public class TextRulesTests(Campus campus)
{
    [Theory]
    [Trait("Rule", "Q01")]
    [InlineData("ar", "rtl")]
    [InlineData("en", "ltr")]
    public async Task A_text_in_arabic_alone_stands_right_to_left_and_no_other_prevails(string reader, string around)
    {
        var school = await campus.School(RulesPresets.NoticeOnly);
        await campus.Publish(school, Campus.Text("ar", "نستخدم Google Analytics هنا.", "سياسة الخصوصية"));

        var page = (await campus.Site.Visit(school).Get("/policies/privacy", reader)).Page;
        var text = page.QuerySelector("#policy-text")!;

        Assert.Equal(around, page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(("ar", "rtl"), (text.GetAttribute("lang"), text.GetAttribute("dir")));
        Assert.Equal("Google Analytics", text.QuerySelector("#what-we-keep p bdi")!.TextContent);
        Assert.Null(page.QuerySelector("[data-prevails]"));
    }

    [Theory]
    [Trait("Rule", "N03")]
    [InlineData("en")]
    [InlineData("fa-AF")]
    [InlineData("ar")]
    public async Task Wherever_the_text_is_shown_its_date_stands_above_it(string reader)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);

        foreach (var path in new[] { "/policies/privacy", "/policies/privacy/versions/1", "/consent/privacy" })
        {
            var marks = (await ada.Get(path, reader)).Page.QuerySelectorAll("main time, #policy-text").ToList();
            var above = marks.TakeWhile(mark => mark.Id != "policy-text").Select(day => day.GetAttribute("datetime")).ToList();

            Assert.Contains(marks, mark => mark.Id == "policy-text");
            Assert.NotEmpty(above);

            // What the text itself says.
            Assert.Equal(path is not "/consent/privacy", above.Contains("2024-08-20", StringComparer.Ordinal));
        }
    }

    [Fact]
    [Trait("Rule", "E03")]
    public async Task Every_host_of_a_school_shows_the_same_policy()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var below = $"lessons.online.{school.Hosts[0]}";
        Assert.Null((await campus.Site.Schools.Route(school, below, "operator:test")).Error);

        var here = await campus.Site.Visit(school).Get("/policies/privacy");
        var there = await campus.Site.Visit(below).Get("/policies/privacy");

        Assert.Equal((200, 200), (here.Status, there.Status));
        Assert.Equal(
            here.Page.QuerySelector("#policy-text")!.OuterHtml, there.Page.QuerySelector("#policy-text")!.OuterHtml);
        Assert.NotNull((await campus.Site.Visit(below).Get("/")).Page.QuerySelector("footer a[href='/policies/privacy']"));
    }

    [Fact]
    [Trait("Rule", "M45")]
    public async Task Without_a_date_of_its_own_a_version_is_in_force_from_the_day_of_publication_in_the_schools_zone()
    {
        // One of its own, because it moves the clock: to half past eight in the evening, which is one in the morning in Kabul.
        await using var own = new Campus();
        await own.InitializeAsync();
        own.Site.Clock.Advance(TimeSpan.FromHours(11.5));
        var school = await own.School(RulesPresets.ConvenienceTranslations("en"));
        await own.Site.In(school, async grains =>
        {
            var policy = grains.Policy(Documents.Privacy);
            var revision = (await policy.Draft()).Revision;
            var draft = (await policy.Save(Campus.Text("en", "We keep your name."), revision, "test")).Value!;

            return await policy.Publish(new PublishPolicy(
                draft.Revision, ChangeClass.Ordinary, NewPurpose: false, ImmutableDictionary<string, string>.Empty,
                EffectiveAt: null, StatedDate: null, "test"));
        });

        var effective = (await own.Site.Visit(school).Get("/policies/privacy")).Page.QuerySelector(".facts time")!;

        Assert.Equal(("2026-03-02T20:30:00Z", "3 March 2026"), (effective.GetAttribute("datetime"), effective.TextContent));
    }

    [Fact]
    [Trait("Rule", "M47")]
    [Trait("Rule", "N06")]
    public async Task Whatever_is_published_exactly_one_version_is_in_force()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.TermsAbovePolicy);
        var visitor = campus.Site.Visit(school);
        var inForce = new List<string?> { await InForce() };

        await campus.Publish(school, Campus.Text("en", "We keep your number."));
        inForce.Add(await InForce());
        await campus.PublishFor(school, campus.Site.Clock.GetUtcNow().AddDays(10), Campus.Text("en", "We keep your age."));
        inForce.Add(await InForce());
        await campus.PublishFor(school, campus.Site.Clock.GetUtcNow().AddDays(20), Campus.Text("en", "We keep nothing."));
        inForce.Add(await InForce());

        Assert.Equal(["1", "2", "2", "2"], inForce);

        async Task<string?> InForce() => Assert.Single((await visitor.Get("/policies/privacy/versions")).Page
            .QuerySelectorAll("li[data-version]:has(.badge.good)")).GetAttribute("data-version");
    }
}
