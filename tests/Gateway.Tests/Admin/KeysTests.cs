using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Keys that programs sign in with.</summary>
public class KeysTests(Office office)
{
    private const string Keys = "/admin/school/keys";

    [Fact]
    public async Task A_key_is_shown_once_works_and_can_be_ended()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var issued = await admin.Submit(await admin.Get(Keys), ("name", "nightly backup"), ("do", "issue"));
        var key = issued.Page.QuerySelector("[data-key]")!.TextContent;
        var granted = await office.Site.In(school, grains => grains.ApiKey(key).Grant());
        var ended = await admin.Submit(await admin.Get(Keys), ("key", key), ("do", "revoke"));
        var again = await admin.Submit(await admin.Get(Keys), ("key", key), ("do", "revoke"));

        Assert.Equal(200, issued.Status);
        Assert.Contains("no-store", issued.Headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal("nightly backup", granted!.Name);
        Assert.DoesNotContain(key, (await admin.Get(Keys)).Body, StringComparison.Ordinal);
        Assert.Equal(200, ended.Status);
        Assert.Null(await office.Site.In(school, grains => grains.ApiKey(key).Grant()));
        Assert.Equal((404, "admin_keys.no_such_key"), (again.Status, again.Code));
    }

    [Fact]
    public async Task A_key_has_a_name()
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        var refused = await admin.Submit(await admin.Get(Keys), ("name", "  "), ("do", "issue"));

        Assert.Equal((422, "admin_keys.name_missing"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Another_schools_key_cannot_be_ended_here()
    {
        var (here, there) = (await office.School(), await office.School());
        var admin = await office.SignedIn(here, Role.Owner);
        var key = await office.Site.Schools.IssueAdminKey(there.Id, "theirs", "test");

        var refused = await admin.Submit(await admin.Get(Keys), ("key", key), ("do", "revoke"));

        Assert.Equal(404, refused.Status);
        Assert.NotNull(await office.Site.In(there, grains => grains.ApiKey(key).Grant()));
    }
}
