using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Who is at the school, who may do what, and who is stopped.</summary>
public class PeopleTests(Office office)
{
    [Fact]
    public async Task The_list_goes_on_page_by_page()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        for (var count = 0; count < 55; count++)
            await office.Enter(school, Role.Student);

        var first = await admin.Get("/admin/people");
        var second = await admin.Get(first.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal((50, 6), (first.Page.QuerySelectorAll("tbody tr").Length, second.Page.QuerySelectorAll("tbody tr").Length));
        Assert.Null(second.Page.QuerySelector("a[rel=next]"));
    }

    [Fact]
    [Trait("Rule", "M07")]
    public async Task An_instructor_is_invited_with_what_the_rules_ask_of_her()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("fa-AF"));
        var admin = await office.SignedIn(school, Role.Admin);
        var form = await admin.Get("/admin/people/invite");

        var refused = await admin.Submit(form, ("email", "nadia@example.org"), ("role", "Instructor"));
        var invited = await admin.Submit(refused, ("name", "Nadia"));

        Assert.Equal((422, "people.field_required"), (refused.Status, refused.Code));
        Assert.Equal("nadia@example.org", refused.Page.QuerySelector("#email")!.GetAttribute("value"));
        Assert.Equal((302, "/admin/people?invited=1"), (invited.Status, invited.Location));
        var row = (await office.Site.In(school, grains => grains.Members.Page(null, 1, PurposeUses.MemberList))).Rows.Single();
        Assert.Equal(("Nadia", "nadia@example.org"), (row.Name, row.Email));
        Assert.Equal([Role.Instructor], row.Roles);
    }

    [Theory]
    [InlineData(Role.Admin, "Admin")]
    [InlineData(Role.Admin, "Owner")]
    [InlineData(Role.Admin, "Operator")]
    [InlineData(Role.Owner, "Operator")]
    public async Task Nobody_makes_more_than_she_may(Role by, string role)
    {
        var school = await office.School();
        var actor = await office.SignedIn(school, by);

        var refused = await actor.Submit(await actor.Get("/admin/people/invite"), ("email", "x@example.org"), ("name", "X"), ("role", role));

        Assert.True(refused.Status is 403 or 422, $"{refused.Status}");
        Assert.Equal(1, await office.Site.In(school, grains => grains.Members.Count()));
    }

    [Fact]
    public async Task Only_owners_change_admins()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var owner = await office.SignedIn(school, Role.Owner);
        var (_, student) = await office.Enter(school, Role.Student);
        var path = $"/admin/people/{student.Id}";

        var refused = await admin.Submit(await admin.Get(path), ("roles", "Admin"), ("do", "roles"));
        var made = await owner.Submit(await owner.Get(path), ("roles", "Admin"), ("do", "roles"));
        var ownersPage = await owner.Get(path);
        var taken = await admin.Submit(ownersPage with { Path = path }, ("roles", "Student"), ("do", "roles"));

        Assert.Equal((403, "admin_people.owners_only"), (refused.Status, refused.Code));
        Assert.Equal(302, made.Status);
        Assert.NotEqual(302, taken.Status);
        Assert.Equal([Role.Admin], await Roles(school, student.Id));
        Assert.Empty((await admin.Get(path)).Page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task An_owner_cannot_take_the_school_away_from_herself()
    {
        var school = await office.School();
        var (owner, account) = await office.Enter(school, Role.Owner);
        var page = await owner.Get($"/admin/people/{account.Id}");

        var refused = await owner.Submit(page, ("roles", "Student"), ("do", "roles"));
        var blocked = await owner.Submit(page, ("do", "block"));

        Assert.Equal((409, "admin_people.own_place"), (refused.Status, refused.Code));
        Assert.Equal((409, "admin_people.block_self"), (blocked.Status, blocked.Code));
        Assert.Equal([Role.Owner], await Roles(school, account.Id));
    }

    [Fact]
    public async Task Somebody_stopped_is_out_with_her_next_request_and_can_be_let_in_again()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var (instructor, account) = await office.Enter(school, Role.Instructor);
        var path = $"/admin/people/{account.Id}";

        var blocked = await admin.Submit(await admin.Get(path), ("do", "block"));
        var hers = await instructor.Get("/account");
        var list = await admin.Get("/admin/people");
        await admin.Submit(await admin.Get(path), ("do", "unblock"));

        Assert.Equal(302, blocked.Status);
        Assert.Equal(302, hers.Status); // to the sign-in page
        Assert.Single(list.Page.QuerySelectorAll("tbody .badge"));
        Assert.False((await office.Site.In(school, grains => grains.Person(account.Id).Account(PurposeUses.AccountChange)))!.Blocked);
    }

    [Fact]
    public async Task A_change_made_from_an_older_account_is_refused()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var (_, student) = await office.Enter(school, Role.Student);
        var page = await admin.Get($"/admin/people/{student.Id}");
        await admin.Submit(page, ("roles", "Instructor"), ("do", "roles"));

        var refused = await admin.Submit(page, ("do", "block"));

        Assert.Equal((409, "people.account_changed"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Fields_that_are_none_of_the_forms_change_nothing()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var (_, student) = await office.Enter(school, Role.Student);

        await admin.Submit(
            await admin.Get($"/admin/people/{student.Id}"),
            ("roles", "Instructor"), ("do", "roles"), ("email", "evil@example.org"), ("emailConfirmed", "true"), ("passwordHash", "x"), ("tenant", "platform"));

        var now = (await office.Site.In(school, grains => grains.Person(student.Id).Account(PurposeUses.AccountChange)))!;
        Assert.Equal((student.Email, student.PasswordHash, student.SecurityStamp), (now.Email, now.PasswordHash, now.SecurityStamp));
        Assert.Equal([Role.Instructor], now.Roles);
    }

    [Fact]
    public async Task What_people_call_themselves_is_shown_and_never_run()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var (_, student) = await office.Enter(school, Role.Student);
        await office.Site.In(school, async grains =>
        {
            var saved = (await grains.Person(student.Id).Save(student with { Name = "<img src=x onerror=alert(1)>" }, [])).Value!;
            return await Darsgah.Gateway.People.Accounts.Enlist(grains, saved);
        });

        var pages = new[] { await admin.Get("/admin/people"), await admin.Get($"/admin/people/{student.Id}") };

        Assert.All(pages, page => Assert.Empty(page.Page.QuerySelectorAll("main img")));
        Assert.All(pages, page => Assert.Contains("<img src=x", page.Page.Body!.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_of_another_school_has_a_page_here()
    {
        var (here, there) = (await office.School(), await office.School());
        var admin = await office.SignedIn(here, Role.Owner);
        var (_, stranger) = await office.Enter(there, Role.Student);

        Assert.Equal(404, (await admin.Get($"/admin/people/{stranger.Id}")).Status);
    }

    private async Task<IEnumerable<Role>> Roles(School school, Id<Person> person) =>
        (await office.Site.In(school, grains => grains.Person(person).Account(PurposeUses.AccountChange)))!.Roles;
}
