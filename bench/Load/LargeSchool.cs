using System.Diagnostics;
using System.Text.Json;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Load.Children;
using Darsgah.Silo.Storage;
using Orleans.Storage;

namespace Darsgah.Load;

/// <summary>Two schools that differ in how many members they have, and what one more costs in each.</summary>
/// <remarks>
/// The members that are only there to be many are put straight into the store: the list as its grains would have
/// written it, and for each a copy of somebody's account, claim and key, which nobody opens.
/// </remarks>
internal static class LargeSchool
{
    public const int Large = 3;
    public const int Small = 4;
    public const int Few = 1_000;

    private static readonly Id<Person> office = Id<Person>.Parse("office");

    /// <summary>Founds both. Returns the cookie of the large one's admin.</summary>
    public static async Task<string> Found(Schools schools, Passes passes, IServiceProvider services, Plan plan)
    {
        await Found(schools, passes, services, Small, Few);
        return await Found(schools, passes, services, Large, plan.Members);
    }

    /// <summary>Members who join a second, in the small school and in the large one, turn by turn.</summary>
    public static async Task<string> Join(Schools schools, Passes passes, Plan plan)
    {
        var few = (await schools.Find(Seed.Slug(Small))).OrThrow();
        var many = (await schools.Find(Seed.Slug(Large))).OrThrow();
        List<double> small = [], large = [];

        foreach (var round in Enumerable.Range(0, plan.Rounds + 1))
        {
            var (one, other) = (await Rate(few), await Rate(many));

            // The first round is for the compiler.
            if (round > 0)
                (small, large) = ([.. small, one], [.. large, other]);
        }

        return JsonSerializer.Serialize(new[] { small, large });

        async Task<double> Rate(School school)
        {
            var clock = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, plan.Callers).Select(_ => Task.Run(async () =>
            {
                var count = 0;

                for (; clock.Elapsed < plan.Round; count++)
                {
                    var person = Id<Person>.New(TimeProvider.System);
                    await schools.In(school.Id, tenant => passes.Join(tenant, person, Role.Student), person.Value);
                }

                return count;
            })));

            return counts.Sum() / clock.Elapsed.TotalSeconds;
        }
    }

    private static async Task<string> Found(Schools schools, Passes passes, IServiceProvider services, int number, int members)
    {
        var school = (await schools.Create(Seed.New(number, RulesPresets.NoticeOnly), "system")).OrThrow();
        await schools.In(school.Id, tenant => List(tenant, services, members), "system");
        var pass = await schools.In(school.Id, tenant => passes.Join(tenant, office, Role.Owner), "system");
        var store = services.GetRequiredService<StoreDirectory>().Of(school.Id);

        // In pieces, so that the log is folded in between.
        foreach (var piece in Enumerable.Range(1, members).Chunk(50_000))
            await store.Write(database => Copy(database, TenantGrains.Fingerprint(Passes.Email(office)), piece[0], piece[^1]));

        return pass;
    }

    // Before the list's grain is active for the first time.
    private static async Task<bool> List(TenantGrains tenant, IServiceProvider services, int members)
    {
        var storage = services.GetRequiredKeyedService<IGrainStorage>(Storage.School);
        var now = TimeProvider.System.GetUtcNow();
        var segments = members / MemberSegment.Most;

        foreach (var segment in Enumerable.Range(0, segments))
        {
            var rows = Enumerable.Range(1 + (segment * MemberSegment.Most), MemberSegment.Most).Select(number => new MemberRow(
                Id<Person>.Parse($"member-{number}"), $"Member {number}", $"member-{number}@bench.example", [Role.Student], now, Blocked: false));
            await storage.WriteStateAsync(
                "segment",
                tenant.MemberSegment(segment + 1).GetGrainId(),
                new GrainState<MemberSegment>(new MemberSegment { Rows = [.. rows] }));
        }

        await storage.WriteStateAsync(
            "members",
            tenant.Members.GetGrainId(),
            new GrainState<MemberList>(new MemberList { Count = segments * MemberSegment.Most, Segments = segments }));
        return true;
    }

    private static bool Copy(Database database, string claim, int from, int to)
    {
        var numbers = FormattableString.Invariant(
            $"WITH RECURSIVE numbers(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM numbers WHERE n < {to})");
        database.Script($"""
            {numbers} INSERT INTO records(name, key, etag, subject, body)
                SELECT name, 'member-' || n, etag, 'member-' || n, body FROM numbers, records WHERE subject = '{office}';
            {numbers} INSERT INTO records(name, key, etag, subject, body)
                SELECT name, 'email.' || lower(hex(randomblob(20))), etag, subject, body FROM numbers, records WHERE key = 'email.{claim}';
            {numbers} INSERT INTO keys(name, wrapped, at)
                SELECT 'person/member-' || n, wrapped, at FROM numbers, keys WHERE name = 'person/{office}';
            """);
        return true;
    }
}
