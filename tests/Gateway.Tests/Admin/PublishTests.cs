using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The last look at a draft, and the act that makes it a version for ever.</summary>
public class PublishTests(Office office)
{
    private const string Publish = "/admin/policies/privacy/publish";
    private const string English = "/admin/policies/privacy/edit/en";

    [Fact]
    [Trait("Rule", "T56")]
    public async Task A_new_version_shows_its_words_and_what_it_does_to_people()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name and your location, shared with partners.");

        var page = (await admin.Get(Publish)).Page;

        Assert.Contains("location", string.Concat(page.QuerySelectorAll("[data-change=en] ins").Select(added => added.TextContent)), StringComparison.Ordinal);
        Assert.Contains("Significant change", page.QuerySelector("#class .hint")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("input[name=class][checked]"));
        Assert.Contains(
            "Everybody gets an e-mail", page.QuerySelector("input[name=class][value=Significant]")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M45"), Trait("Rule", "T56")]
    public async Task Publishing_keeps_what_was_answered()
    {
        var school = await office.School(RulesPresets.DatedChanges);
        var (admin, account) = await office.Enter(school, Role.Owner);
        await Write(admin, "Your name.");

        var published = await admin.Submit(
            await admin.Get(Publish),
            ("class", "Ordinary"), ("new_purpose", "true"), ("summary-en", "We keep less."), ("effective", "2026-04-01"), ("stated", "2024-08-20"));

        Assert.Equal((302, "/admin/policies/privacy?done=published"), (published.Status, published.Location));
        var head = (await office.Overview(school)).Versions.Single();
        Assert.Equal((ChangeClass.Ordinary, true, account.Id.Value), (head.Class, head.NewPurpose, head.PublishedBy));
        Assert.Equal("We keep less.", head.Summaries["en"]);
        Assert.Equal(new DateOnly(2024, 8, 20), head.StatedDate);
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 19, 30, 0, TimeSpan.Zero), head.EffectiveAt); // midnight in Kabul
        Assert.False((await office.Draft(school)).IsSaved);
    }

    [Theory]
    [Trait("Rule", "B42"), Trait("Rule", "T16"), Trait("Rule", "T56")]
    [InlineData("class", null, 422, "admin_policy.class_missing")]
    [InlineData("new_purpose", null, 422, "admin_policy.purpose_missing")]
    [InlineData("effective", "tomorrow", 422, "admin_policy.date_bad")]
    [InlineData("effective", null, 422, "policy.effective_date_needed")]
    [InlineData("effective", "2020-01-01", 422, "policy.effective_before_published")]
    [InlineData("revision", "99", 409, "policy.draft_changed")]
    public async Task What_is_missing_is_asked_for_and_nothing_typed_is_lost(string field, string? value, int status, string code)
    {
        var school = await office.School(RulesPresets.DatedChanges);
        var admin = await WithDraft(school, "Your name and age.");

        var refused = await admin.Submit(await admin.Get(Publish), Answers(("summary-en", "In short."), (field, value)));

        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Equal("In short.", refused.Page.QuerySelector("#summary-en")!.TextContent);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    [Trait("Rule", "M44")]
    public async Task A_significant_version_needs_its_summary_where_the_school_promised_one()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name and age.");

        var refused = await admin.Submit(await admin.Get(Publish), Answers(("class", "Significant")));

        Assert.Equal((422, "policy.summary_needed"), (refused.Status, refused.Code));
        Assert.Equal("#summary-en", refused.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Pressing_twice_publishes_once()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name and age.");
        var page = await admin.Get(Publish);

        var both = await Task.WhenAll(admin.Submit(page, Answers()), admin.Submit(page, Answers()));
        var later = await admin.Submit(page, Answers());

        Assert.All([.. both, later], answer => Assert.Equal((302, "/admin/policies/privacy?done=published"), (answer.Status, answer.Location)));
        Assert.Equal(2, (await office.Overview(school)).Versions.Length);
    }

    [Fact]
    public async Task Of_two_admins_at_once_one_publishes_and_the_other_loses_nothing()
    {
        var school = await office.School();
        var first = await WithDraft(school, "Your name and age.");
        var second = await office.SignedIn(school, Role.Admin);
        var (one, other) = (await first.Get(Publish), await second.Get(Publish));

        var answers = await Task.WhenAll(
            first.Submit(one, Answers(("summary-en", "First."))), second.Submit(other, Answers(("summary-en", "Second."))));

        var loser = Assert.Single(answers, answer => answer.Status == 409);
        Assert.Equal("policy.draft_changed", loser.Code);
        Assert.Single(answers, answer => answer.Status == 302);
        Assert.Matches("^(First|Second)[.]$", loser.Page.QuerySelector("#summary-en")!.TextContent);
        Assert.Equal(2, (await office.Overview(school)).Versions.Length);
    }

    [Fact]
    public async Task A_draft_that_changed_since_it_was_looked_at_is_not_published_unseen()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name and age.");
        var colleague = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get(Publish);
        await Write(colleague, "Your name, age and fingerprints.");

        var refused = await admin.Submit(page, Answers());

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Contains("fingerprints", refused.Page.QuerySelector("[data-change=en]")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task A_draft_is_thrown_away_only_as_it_was_seen()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name and age.");
        var page = await admin.Get("/admin/policies/privacy");
        await Write(admin, "Your name, age and country.");

        var refused = await admin.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "main form[method=post]");
        var gone = await admin.Submit(await admin.Get("/admin/policies/privacy"), new Dictionary<string, string?>(StringComparer.Ordinal), "main form[method=post]");

        Assert.Equal(409, refused.Status);
        Assert.Equal(302, gone.Status);
        Assert.False((await office.Draft(school)).IsSaved);
    }

    private async Task<Visitor> WithDraft(School school, string body)
    {
        await office.Publish(school, Office.Text("en", "Your name."));
        var admin = await office.SignedIn(school, Role.Admin);
        await Write(admin, body);
        return admin;
    }

    private static async Task Write(Visitor admin, string body) =>
        Assert.Equal(302, (await admin.Submit(await admin.Get(English), ("s0-heading", "What we keep"), ("s0-text", body))).Status);

    private static Dictionary<string, string?> Answers(params (string Name, string? Value)[] more)
    {
        var answers = new Dictionary<string, string?>(StringComparer.Ordinal) { ["class"] = "Ordinary", ["new_purpose"] = "false" };

        foreach (var (name, value) in more)
            answers[name] = value;

        return answers;
    }
}
