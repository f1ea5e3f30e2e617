using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What was taken away is gone with the next request, however warm it is (SEC-B08, SEC-C08).</summary>
[Collection(TwinTownCollection.Name)]
public class RevocationTests(TwinTown town)
{
    private const int Rounds = 40;

    [Theory, Trait("SEC", "C08")]
    [InlineData("signed out")]
    [InlineData("session ended")]
    [InlineData("blocked")]
    [InlineData("new credentials")]
    public async Task A_session_that_was_ended_opens_no_route_at_all(string how)
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);
        Assert.Equal(200, (await owner.Ask("GET", "/admin")).Status);

        if (how is "signed out")
            Assert.Equal(302, (await owner.Ask("POST", "/sign-out", owner.Form())).Status);
        else
            await Change(school, Role.Owner, now => how switch
            {
                "session ended" => now with { Sessions = [] },
                "blocked" => now with { Blocked = true },
                _ => now.WithNewStamp(kept: null).Account,
            });

        var visitor = await town.Enter(school, null);
        var open = new List<string>();

        foreach (var operation in town.Operations.Where(operation => operation.IsOnSchools && operation.Slots is not ["rest"]))
        {
            var path = operation.Path(_ => "nothing");
            HttpContent? Body(Caller caller) => operation.IsSafe ? null : operation.IsApi ? Vocabulary.Sent(operation, empty: true) : caller.Form();
            var asVisitor = owner.Copy() with { Token = visitor.Token };
            asVisitor.Jar["__Host-form"] = visitor.Jar["__Host-form"];
            var (hers, nobodys) = (await asVisitor.Ask(operation.Method, path, Body(asVisitor)), await visitor.Ask(operation.Method, path, Body(visitor)));

            if (hers.Status != nobodys.Status || hers.Code != nobodys.Code || hers.Location != nobodys.Location)
                open.Add($"{hers}, to a visitor {nobodys.Status} {nobodys.Code}");
        }

        Assert.Empty(open);
    }

    [Fact, Trait("SEC", "B08")]
    public async Task A_role_taken_away_is_gone_for_every_request_that_begins_after_it()
    {
        var school = await town.FreshSchool();
        var person = await town.Enter(school, Role.Instructor);
        var (stale, denied) = (0, 0);

        for (var round = 0; round < Rounds; round++)
        {
            await Change(school, Role.Instructor, now => now with { Roles = [Role.Admin] });
            Assert.Equal(200, (await person.Ask("GET", "/admin/people")).Status);

            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var readers = Enumerable.Range(0, 3).Select(_ => Read(gone.Task)).ToList();
            await Change(school, Role.Instructor, now => now with { Roles = [Role.Instructor] });
            gone.SetResult();
            await Task.WhenAll(readers);
        }

        Assert.Equal(0, stale);
        Assert.InRange(denied, Rounds * 3, int.MaxValue);

        async Task Read(Task gone)
        {
            for (var after = false; !after;)
            {
                after = gone.IsCompleted;
                var open = (await person.Ask("GET", "/admin/people")).Status == 200;

                if (!open)
                    Interlocked.Increment(ref denied);
                else if (after)
                    Interlocked.Increment(ref stale);
            }
        }
    }

    [Fact, Trait("SEC", "B08"), Trait("SEC", "C15")]
    public async Task A_revoked_key_is_gone_with_the_next_request()
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);

        for (var round = 0; round < Rounds / 4; round++)
        {
            var made = await town.Site.In(school.School, grains => ApiKeys.Issue(grains, "office"));
            var key = new Caller(town.Wire, owner.Host, "key", made.Value!.Key);
            var id = made.Value.Line.Id.Value;
            Assert.Equal(200, (await key.Ask("GET", "/api/v1/people")).Status);

            // On the page, over the API, and by the key itself.
            var ended = (round % 3) switch
            {
                0 => await owner.Ask("POST", "/admin/school/keys", owner.Form(("do", "revoke"), ("key", id))),
                1 => await owner.Ask("DELETE", $"/api/v1/keys/{id}"),
                _ => await key.Ask("DELETE", $"/api/v1/keys/{id}"),
            };
            Assert.Equal(round % 3 == 0 ? 302 : 200, ended.Status);
            Assert.Equal(401, (await key.Ask("GET", "/api/v1/people")).Status);
        }
    }

    private Task<PersonAccount> Change(Planted school, Role role, Func<PersonAccount, PersonAccount> change) => town.Site.In(
        school.School,
        async grains => (await Accounts.Change(grains, school.People[role].Id, now => AccountChange.Of(change(now)))).Value!);
}
