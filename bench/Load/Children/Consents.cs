using System.Diagnostics;
using System.Text.Json;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Load.Children;

/// <summary>Writes a second, and what was answered.</summary>
internal sealed record Written(double Ledger, double Bare, double Syncs, int[] Answered);

/// <summary>Consents through the ledger grains of one school, and bare writes on the same disk, turn by turn.</summary>
internal static class Consents
{
    public static async Task<string> Write(Schools schools, string folder, Plan plan)
    {
        var school = (await schools.Find(Seed.Slug(1))).OrThrow();
        var answered = new int[plan.Writers];
        var bodies = Enumerable.Range(0, plan.Writers).Select(_ => new byte[1024]).ToArray();
        List<double> ledgers = [], bares = [], syncs = [];
        using var bare = new BareSqlite(Path.Combine(folder, "bare.db"));

        // Each reader for herself: the ledger takes nobody else's word.
        Task<int> Ledger(int writer) => schools.In(
            school.Id, tenant => Agree(tenant, writer, answered), Acknowledged.Reader(writer, answered[writer]).Value);

        // Each a row of its own, as a consent is: the same row again would be one page for a whole group.
        async Task<int> Bare(int writer)
        {
            Random.Shared.NextBytes(bodies[writer].AsSpan(0, 16));
            await bare.Write(Guid.NewGuid().ToString("N"), bodies[writer]);
            return 1;
        }

        for (var round = 0; round < plan.Rounds; round++)
        {
            ledgers.Add(await Measure(plan, Ledger));
            bares.Add(await Measure(plan, Bare));
            syncs.Add(Syncs(Path.Combine(folder, "sync.bin"), plan.Round / 2));
        }

        return JsonSerializer.Serialize(new Written(Median(ledgers), Median(bares), Median(syncs), answered));
    }

    // Served and accepted: two writes, each answered when it is on the disk.
    private static async Task<int> Agree(TenantGrains tenant, int writer, int[] answered)
    {
        var shown = new ShownText(Id<Document>.Parse("privacy"), 1, "en", new string('a', 64), "en", new string('a', 64));
        var ledger = tenant.ConsentLedger(Acknowledged.Reader(writer, answered[writer]));
        await ledger.ServeNotice(shown, "/");
        (await ledger.Accept(new AcceptDocument(
            shown, AcceptanceMode.Button, "agree", "I agree", [], "/consent/privacy", Explicit: true))).OrThrow();
        answered[writer]++;
        return 2;
    }

    private static async Task<double> Measure(Plan plan, Func<int, Task<int>> write)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, plan.Writers).Select(writer => Task.Run(async () =>
        {
            var count = 0;

            while (clock.Elapsed < plan.Round)
                count += await write(writer);

            return count;
        })));

        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static double Syncs(string path, TimeSpan time)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var page = new byte[4096];
        var clock = Stopwatch.StartNew();
        var count = 0;

        for (; clock.Elapsed < time; count++)
        {
            RandomAccess.Write(file, page, count % 1000 * 4096L);
            RandomAccess.FlushToDisk(file);
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
