using System.Xml.Linq;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Policies;

/// <summary>The feed of a document's changes, held against what RFC 4287 demands.</summary>
public class FeedTests(Campus campus)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XName Language = XNamespace.Xml + "lang";

    [Theory]
    [InlineData("en")]
    [InlineData("fa-AF")]
    [InlineData("ar")]
    [Trait("Rule", "N05")]
    [Trait("Rule", "Q03")]
    public async Task It_has_all_that_the_standard_demands_in_each_language(string language)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));
        var visitor = campus.Site.Visit(school);

        var answer = await visitor.Get($"/policies/privacy/feed?lang={language}");
        var feed = XDocument.Parse(answer.Body).Root!;
        var entries = feed.Elements(Atom + "entry").ToList();

        Assert.Equal("application/atom+xml; charset=utf-8", answer.Headers["content-type"]);
        Assert.Equal((language, language), (answer.Headers["content-language"], feed.Attribute(Language)!.Value));
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.All(entries.Prepend(feed), HasTheLeast);
        Assert.NotEmpty(Assert.Single(feed.Elements(Atom + "author")).Element(Atom + "name")!.Value);
        Assert.Equal(
            $"{visitor.Origin}policies/privacy/feed?lang={language}",
            Assert.Single(feed.Elements(Atom + "link"), link => link.Attribute("rel")!.Value is "self").Attribute("href")!.Value);
        Assert.Equal(2, entries.Count);
        Assert.Equal(3, entries.Select(entry => entry.Element(Atom + "id")!.Value).Append(feed.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.Equal(entries.Max(entry => entry.Element(Atom + "updated")!.Value), feed.Element(Atom + "updated")!.Value);
        Assert.All(entries, entry => Assert.NotNull(entry.Element(Atom + "summary")));
    }

    [Fact]
    public async Task Every_address_in_it_can_be_opened()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var visitor = campus.Site.Visit(school);
        var feed = XDocument.Parse((await visitor.Get("/policies/privacy/feed?lang=en")).Body);

        var addresses = feed.Descendants(Atom + "link").Select(link => new Uri(link.Attribute("href")!.Value)).ToList();
        var answers = await Task.WhenAll(addresses.Select(address => visitor.Get(address.PathAndQuery)));

        Assert.All(addresses, address => Assert.Equal(visitor.Origin.Authority, address.Authority));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again_and_what_did_is()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var visitor = campus.Site.Visit(school);
        var first = await visitor.Get("/policies/privacy/feed?lang=en");

        var same = await visitor.Send(Ask(first.Headers["etag"]));
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));
        var changed = await visitor.Send(Ask(first.Headers["etag"]));

        Assert.Equal((304, 0), (same.Status, same.Bytes.Length));
        Assert.Equal(200, changed.Status);
        Assert.Contains("no-cache", first.Headers["cache-control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_keeps_its_id_in_every_language_and_no_other_school_has_it()
    {
        var (one, two) = (await campus.SchoolWithPolicy(RulesPresets.NoticeOnly), await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent));

        var english = await Ids(one, "en");
        var dari = await Ids(one, "fa-AF");
        var other = await Ids(two, "en");

        Assert.Equal(english.Entries, dari.Entries);
        Assert.NotEqual(english.Feed, dari.Feed);
        Assert.Empty(english.Entries.Append(english.Feed).Intersect(other.Entries.Append(other.Feed)));
    }

    [Fact]
    public async Task Whatever_a_summary_holds_it_is_words_in_their_own_language_and_direction()
    {
        const string Hostile = "a ]]> <script>alert(1)</script> & \u0001\u000B\uFFFE \u202E turned \U0001F600";
        var school = await campus.School(RulesPresets.NoticeOnly);
        await Publish(school, "fa-AF", Hostile);

        var feed = XDocument.Parse((await campus.Site.Visit(school).Get("/policies/privacy/feed?lang=en")).Body);
        var summary = feed.Descendants(Atom + "summary").Single();

        // What turns text round goes when it is published; what no XML can hold becomes the sign for that.
        Assert.Equal("\u2067a ]]> <script>alert(1)</script> & \uFFFD  turned \U0001F600\u2069", summary.Value);
        Assert.Equal(("text", "fa-AF"), (summary.Attribute("type")!.Value, summary.Attribute(Language)!.Value));
        Assert.Empty(summary.Elements());
    }

    [Fact]
    public async Task A_version_to_come_is_in_it_at_once_and_says_when_it_is_called_off()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        await campus.PublishFor(school, campus.Site.Clock.GetUtcNow().AddDays(30), Campus.Text("en", "We keep nothing."));
        var visitor = campus.Site.Visit(school);

        var before = XDocument.Parse((await visitor.Get("/policies/privacy/feed?lang=en")).Body);
        await campus.Site.In(school, grains => grains.Policy(DocumentSet.Privacy).CallOff(2), "ada");
        var after = XDocument.Parse((await visitor.Get("/policies/privacy/feed?lang=en")).Body);

        Assert.StartsWith("Version 2, in force from", Newest(before).Element(Atom + "title")!.Value, StringComparison.Ordinal);
        Assert.Contains("called off", Newest(after).Element(Atom + "title")!.Value, StringComparison.Ordinal);
        Assert.Equal(Newest(before).Element(Atom + "id")!.Value, Newest(after).Element(Atom + "id")!.Value);
    }

    [Theory]
    [InlineData("/policies/terms/feed", 404)]
    [InlineData("/policies/nothing/feed", 404)]
    [InlineData("/policies/privacy/feed?lang=%22%3E", 400)]
    [InlineData("/policies/privacy/feed?lang=de", 200)] // a language of no interface: the reader's own
    public async Task What_there_is_not_is_not_found_and_nonsense_is_refused(string path, int status)
    {
        var school = await campus.SchoolWithPolicy(new());

        Assert.Equal(status, (await campus.Site.Visit(school).Get(path)).Status);
    }

    [Theory]
    [InlineData("/policies/privacy")]
    [InlineData("/policies/privacy/versions/1")]
    [InlineData("/policies/privacy/versions")]
    public async Task Pages_of_the_document_lead_to_it_for_programs_and_for_people(string path)
    {
        var school = await campus.SchoolWithPolicy(new());

        var page = (await campus.Site.Visit(school).Get(path, "ar")).Page;

        Assert.Equal(
            "/policies/privacy/feed?lang=ar",
            page.QuerySelector("head link[rel=alternate][type='application/atom+xml']")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("main a[href='/policies/privacy/feed?lang=ar']"));
    }

    private static void HasTheLeast(XElement element)
    {
        Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", Assert.Single(element.Elements(Atom + "id")).Value);
        Assert.NotEmpty(Assert.Single(element.Elements(Atom + "title")).Value);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Assert.Single(element.Elements(Atom + "updated")).Value);

        var alternates = element.Elements(Atom + "link").Where(link => link.Attribute("rel")!.Value is "alternate")
            .Select(link => (link.Attribute("type")!.Value, link.Attribute("hreflang")?.Value)).ToList();
        Assert.NotEmpty(alternates);
        Assert.Equal(alternates.Count, alternates.Distinct().Count()); // 4.1.1 and 4.1.2
    }

    private async Task<(string Feed, List<string> Entries)> Ids(School school, string language)
    {
        var feed = XDocument.Parse((await campus.Site.Visit(school).Get($"/policies/privacy/feed?lang={language}")).Body).Root!;
        return (feed.Element(Atom + "id")!.Value, [.. feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value)]);
    }

    private Task<PolicyVersionHead> Publish(School school, string language, string summary) => campus.Site.In(school, async grains =>
    {
        var policy = grains.Policy(DocumentSet.Privacy);
        var saved = await policy.Save(Campus.Text("en", "We keep your name."), 0, "test");
        var published = await policy.Publish(new PublishPolicy(
            saved.Value!.Revision, ChangeClass.Ordinary, false,
            System.Collections.Immutable.ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(language, summary)]), null, null, "test"));
        return published.Value!;
    });

    private static XElement Newest(XDocument feed) => feed.Root!.Elements(Atom + "entry").First();

    private static HttpRequestMessage Ask(string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/policies/privacy/feed?lang=en");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return request;
    }
}
