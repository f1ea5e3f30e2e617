using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.People;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Keys that programs sign in with.</summary>
public class KeysTests(Office office)
{
    private const string Keys = "/admin/school/keys";
    private const string Issue = "form[data-issue]";
    private static readonly Dictionary<string, string?> End = new(StringComparer.Ordinal) { ["do"] = "revoke" };

    [Fact]
    [Trait("Threat", "SEC-C15")]
    public async Task A_key_is_shown_once_stands_in_the_list_and_can_be_ended()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var issued = await Make(admin, Keys, "nightly backup");
        var key = issued.Page.QuerySelector("[data-key]")!.TextContent;
        var granted = await office.Site.In(school, grains => grains.ApiKey(key).Grant());
        var listed = await admin.Get(Keys);
        var ended = await admin.Submit(listed, End, "li[data-id] form");

        Assert.Equal(200, issued.Status);
        Assert.Contains("no-store", issued.Headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal("nightly backup", granted!.Name);
        Assert.DoesNotContain(key, listed.Body, StringComparison.Ordinal);
        Assert.Contains($"dgs_…{key[^4..]}", listed.Page.QuerySelector("li[data-id]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, ended.Status);
        Assert.Contains("nightly backup", (await admin.Get(ended.Location!)).Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await office.Site.In(school, grains => grains.ApiKey(key).Grant()));
        Assert.Null((await admin.Get(Keys)).Page.QuerySelector("li[data-id] form"));
    }

    [Fact]
    [Trait("Threat", "SEC-C15")]
    public async Task An_operators_key_is_made_and_ended_on_the_console_and_opens_the_operators_api()
    {
        var console = await office.OnConsole(Role.Operator);
        var issued = await Make(console, "/operator/keys", "deployment");
        var key = issued.Page.QuerySelector("[data-key]")!.TextContent;
        using var program = new ApiClient(office.Site.Visit(Site.PlatformHost), key);

        var open = await program.Get("/api/v1/schools");
        var row = issued.Page.QuerySelectorAll("li[data-id]").Single(line => line.TextContent.Contains(key[^4..], StringComparison.Ordinal));
        var ended = await console.Submit(issued, End, $"li[data-id='{row.GetAttribute("data-id")}'] form");

        Assert.StartsWith("dgo_", key, StringComparison.Ordinal);
        Assert.Equal((200, 302, 401), (open.Status, ended.Status, (await program.Get("/api/v1/schools")).Status));
    }

    [Fact]
    public async Task A_key_has_a_name()
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        var nameless = await Make(admin, Keys, "  ");
        var endless = await Make(admin, Keys, new string('a', 61));

        Assert.Equal((422, "admin_keys.name_missing"), (nameless.Status, nameless.Code));
        Assert.Equal((422, "admin_keys.name_missing"), (endless.Status, endless.Code));
    }

    [Fact]
    [Trait("Threat", "SEC-C15")]
    public async Task Another_schools_key_is_not_seen_and_cannot_be_ended_here()
    {
        var (here, there) = (await office.School(), await office.School());
        var admin = await office.SignedIn(here, Role.Owner);
        await office.Site.Schools.IssueAdminKey(here.Id, "ours", "test");
        var key = await office.Site.Schools.IssueAdminKey(there.Id, "theirs", "test");
        var id = (await office.Site.In(there, ApiKeys.All))[0].Id;

        var page = await admin.Get(Keys);
        var refused = await admin.Submit(
            page, new Dictionary<string, string?>(End, StringComparer.Ordinal) { ["key"] = id.Value }, "li[data-id] form");

        Assert.DoesNotContain("theirs", page.Body, StringComparison.Ordinal);
        Assert.Equal((404, "admin_keys.no_such_key"), (refused.Status, refused.Code));
        Assert.NotNull(await office.Site.In(there, grains => grains.ApiKey(key).Grant()));
    }

    [Fact]
    public async Task The_day_of_a_keys_last_use_is_noted_once()
    {
        var school = await office.School();
        var key = await office.Site.Schools.IssueAdminKey(school.Id, "office", "test");
        var before = (await office.Site.In(school, ApiKeys.All))[0];

        await office.Site.In(school, grains => grains.ApiKey(key).Grant());
        var used = (await office.Site.In(school, ApiKeys.All))[0];

        Assert.Null(before.LastUsedOn);
        Assert.Equal(DateOnly.FromDateTime(office.Site.Clock.GetUtcNow().UtcDateTime), used.LastUsedOn);
        Assert.Single(await office.Site.In(school, grains => grains.ApiKeys.All()));
    }

    private static Task<Answer> Make(Visitor admin, string path, string name) => Make(admin, admin.Get(path), name);

    private static async Task<Answer> Make(Visitor admin, Task<Answer> page, string name) => await admin.Submit(
        await page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["name"] = name, ["do"] = "issue" }, Issue);
}
