using Darsgah.Gateway.Tests.Http;
using Darsgah.Grains.People;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Whoever has a school of her own, and be it for a day, is a stranger everywhere else (SEC-A25).</summary>
[Collection(TwinTownCollection.Name)]
public class FreshSchoolTests(TwinTown town)
{
    [Fact, Trait("SEC", "A25")]
    public async Task The_owner_of_a_fresh_school_is_a_visitor_on_the_console_and_at_every_other_school()
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);
        var before = await Snapshot.Of(town.Site);
        var reached = new List<string>();
        var tried = 0;

        foreach (var (host, operations) in new[]
        {
            (Site.PlatformHost, town.Operations.Where(operation => operation.IsOnConsole)),
            (town.Alif.School.Hosts[0], town.Operations.Where(operation => operation.IsOnSchools)),
        })
        {
            var visitor = new Caller(town.Wire, host, "anonymous");
            await visitor.Browse("GET", "/sign-in");

            // With her own school's session and with its key, beside the token that the host gives to anybody.
            var withSession = owner.Copy(host) with { Token = visitor.Token };
            withSession.Jar["__Host-form"] = visitor.Jar["__Host-form"];
            var withKey = visitor with { Who = "key", Key = school.AdminKey };

            foreach (var operation in operations)
            {
                var path = town.Alif.Path(operation);
                HttpContent? Body(Caller caller) => operation.IsSafe ? null : operation.IsApi ? Vocabulary.Sent(operation) : caller.Form();
                var nobody = await visitor.Ask(operation.Method, path, Body(visitor));

                foreach (var caller in operation.IsApi ? [withSession, withKey] : new[] { withSession })
                {
                    var reply = await caller.Ask(operation.Method, path, Body(caller));
                    tried++;

                    if (reply.Status != nobody.Status || reply.Code != nobody.Code || reply.Body.Length != nobody.Body.Length)
                        reached.Add($"{caller.Who} on {host}: {reply}, to anybody {nobody.Status} {nobody.Code}");
                }
            }
        }

        Assert.Empty(reached);
        Assert.Empty((await Snapshot.Of(town.Site)).Since(before));
        TestContext.Current.TestOutputHelper?.WriteLine($"SEC-A25: {tried} requests");
    }

    [Fact, Trait("SEC", "A25")]
    public async Task Nothing_of_the_platform_answers_on_her_own_host()
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);
        var key = new Caller(town.Wire, owner.Host, "key", school.AdminKey);
        var before = await Snapshot.Of(town.Site);

        foreach (var operation in town.Operations.Where(operation => !operation.IsOnSchools))
        {
            foreach (var caller in new[] { owner, key })
            {
                var reply = await caller.Ask(
                    operation.Method, operation.Path(_ => school.School.Slug),
                    operation.IsSafe ? null : operation.IsApi ? Vocabulary.Sent(operation) : caller.Form());
                var isFormOfNobody = caller.Key is not null && !operation.IsApi && reply.Code == "http.form_expired";
                Assert.True(reply.Status == 404 || isFormOfNobody, $"{caller.Who}: {reply}");
            }
        }

        Assert.Empty((await Snapshot.Of(town.Site)).Since(before));
    }

    [Fact, Trait("SEC", "A25"), Trait("SEC", "N01")]
    public async Task A_list_of_two_thousand_paths_finds_nothing_for_an_owner_either()
    {
        var owner = await town.Enter(await town.FreshSchool(), Role.Owner);
        var found = new System.Collections.Concurrent.ConcurrentBag<string>();

        await Parallel.ForEachAsync(LeakTests.Paths, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (path, _) =>
        {
            if ((await owner.Ask("GET", path)).Status is not (400 or 404) and var status)
                found.Add($"{path}: {status}");
        });

        Assert.Empty(found);
    }
}
