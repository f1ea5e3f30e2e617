using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>A child that is found, or whose parents ask for it, is deleted for good; nobody else is this way.</summary>
[Collection("people")]
public class ChildErasureTests(PeopleSite people)
{
    /// <summary>The same flag at two schools with opposite settings.</summary>
    [Theory]
    [Trait("Rule", "N31"), Trait("Rule", "N32")]
    [InlineData(AgeBasis.Fixed, nameof(ErasureReason.ChildFound))]
    [InlineData(AgeBasis.Fixed, nameof(ErasureReason.GuardianAsked))]
    [InlineData(AgeBasis.None, nameof(ErasureReason.ChildFound))]
    public async Task A_child_that_is_found_is_deleted_where_the_policy_states_an_age(AgeBasis basis, string reason)
    {
        var (school, child, account, admin) = await Found(basis, $"{basis}-{reason}".ToLowerInvariant());
        var path = $"/admin/people/{account.Id}";
        var page = await admin.Get(path);
        var offered = page.Page.QuerySelector("form[data-child]") is not null;

        var unproved = await Flag(admin, page, reason, "");
        var stays = await child.Get("/account");
        var flagged = await Flag(admin, page, reason, "letter of 3 March");

        Assert.Equal(basis == AgeBasis.Fixed, offered);
        Assert.Equal((422, "people.erasure_unproved", 200), (unproved.Status, unproved.Code, stays.Status));
        Assert.Equal(basis == AgeBasis.Fixed ? (302, null) : (409, "people.no_age_rule"), (flagged.Status, flagged.Code));
        Assert.Equal(basis == AgeBasis.Fixed ? 302 : 200, (await child.Get("/account")).Status); // the session is over at once
        Assert.Equal(basis == AgeBasis.Fixed, await people.Account(school, account.Email) is null);
    }

    [Fact]
    [Trait("Rule", "N31")]
    public async Task Nothing_is_left_of_her_but_that_she_was_deleted_and_her_address_is_free()
    {
        var (school, _, account, admin) = await Found(AgeBasis.Fixed, "nothing-left");
        var page = await admin.Get($"/admin/people/{account.Id}");
        Assert.True(await Sealed(school, account.Id) > 0);

        await Flag(admin, page, nameof(ErasureReason.ChildFound), "letter of 3 March");
        await Gone(school, account.Id);

        var list = await admin.Get("/admin/people");
        Assert.DoesNotContain(account.Email, list.Body, StringComparison.Ordinal);
        Assert.Equal(1, await people.Site.In(school, grains => grains.Members.Count()));
        Assert.Equal(404, (await admin.Get($"/admin/people/{account.Id}")).Status);
        Assert.Null(await people.Site.In(school, grains => grains.EmailAddress(account.NormalizedEmail).Holder()));

        // Whoever has the address now is somebody else.
        await people.Site.In(school, async grains => await grains.School.ChangeRules(new SchoolRules(), (await grains.School.School())!.Revision));
        await PeopleSite.SignUp(people.Site.Visit(school), account.Email);
        Assert.NotEqual(account.Id, (await people.Account(school, account.Email))!.Id);
    }

    [Fact]
    [Trait("Rule", "N31")]
    public async Task Whoever_runs_the_school_is_not_deleted_this_way()
    {
        var (school, child, account, admin) = await Found(AgeBasis.Fixed, "runs");
        var page = await admin.Get($"/admin/people/{account.Id}");
        await people.Site.In(school, grains => Accounts.Change(
            grains, account.Id, now => AccountChange.Of(now with { Roles = [Role.Student, Role.Instructor] })));

        var flagged = await Flag(admin, page, nameof(ErasureReason.ChildFound), "letter of 3 March");
        var herself = await child.Post($"/admin/people/{account.Id}", new FormUrlEncodedContent([new("do", "child")]));

        Assert.Equal((409, "people.no_child"), (flagged.Status, flagged.Code));
        Assert.NotEqual(302, herself.Status);
        Assert.NotNull(await people.Account(school, account.Email));
    }

    // A school where somebody has joined, and an admin of it; then it states an age, or does not.
    private async Task<(School School, Visitor Child, PersonAccount Account, Visitor Admin)> Found(AgeBasis basis, string name)
    {
        var school = await people.School();
        var child = await people.Member(school, $"child@{name}.example");
        var admin = await people.Member(school, $"admin@{name}.example");
        var runs = (await people.Account(school, $"admin@{name}.example"))!;
        await people.Site.In(school, async grains =>
        {
            await Accounts.Change(grains, runs.Id, now => AccountChange.Of(now with { Roles = [Role.Admin] }));
            return await grains.School.ChangeRules(
                new SchoolRules { Age = new(basis, basis == AgeBasis.Fixed ? 18 : 0) }, (await grains.School.School())!.Revision);
        });

        return (school, child, (await people.Account(school, $"child@{name}.example"))!, admin);
    }

    // As the form of a school with a rule of age sends it, whether or not the page offers it.
    private static Task<Answer> Flag(Visitor admin, Answer page, string reason, string reference) => admin.Submit(
        page,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "child", ["reason"] = reason, ["reference"] = reference });

    private Task<int> Sealed(School school, Id<Person> person) =>
        people.Site.Services.GetRequiredService<StoreDirectory>().Of(school.Id).Read(
            database =>
            {
                var found = 0;
                using var rows = database.Query("SELECT coalesce(subject, '') FROM records");

                while (rows.Next())
                    found += rows.Text(0) == person.Value ? 1 : 0;

                return found;
            },
            0);

    // The trail says that it is done; until then the store's one owner has more to do.
    private async Task Gone(School school, Id<Person> person)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        while (!await people.Site.Services.GetRequiredService<StoreDirectory>().Of(school.Id).Read(
            database =>
            {
                var done = false;
                using var rows = database.Query("SELECT action, subject FROM audit");

                while (rows.Next())
                    done |= rows.Text(0) == "person.erased" && rows.Text(1) == person.Value;

                return done;
            },
            false))
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(0, await Sealed(school, person));
    }
}
