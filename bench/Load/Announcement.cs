using System.Globalization;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Load.Children;
using Darsgah.Silo.Storage;
using Orleans.Storage;

namespace Darsgah.Load;

/// <summary>A school that tells all of its members by mail of a significant change, and a post office that writes down each letter.</summary>
internal static class Announcement
{
    private const int Number = 1;

    private static Id<Person> Member(int number) => Id<Person>.Parse(string.Create(CultureInfo.InvariantCulture, $"member-{number}"));

    public static string Host => Seed.Host(Number);

    /// <summary>Founds it, with version 1 of its policy and so many members who have shown their addresses. Returns the office's key.</summary>
    public static async Task<string> Found(Schools schools, IServiceProvider services, int members)
    {
        var rules = RulesPresets.NoticeOnly with
        {
            Change = new(ChangeTreatment.Notice, ChangeTreatment.NoticeAndMail, false, false, false, false),
        };
        var school = (await schools.Create(Seed.New(Number, rules), "system")).OrThrow();
        await schools.In(school.Id, tenant => Enlist(tenant, services, members), "system");

        return await schools.IssueAdminKey(school.Id, "office", "system");
    }

    /// <summary>What the store says of the letters: for how many people a letter left once, more often, and for how many none did.</summary>
    public static async Task<string> Count(Schools schools, IServiceProvider services, int members)
    {
        var school = (await schools.Find(Seed.Slug(Number))).OrThrow();
        var store = services.GetRequiredService<StoreDirectory>().Of(school.Id);

        return await store.Read(
            database =>
            {
                var (once, more) = (0L, 0L);

                using (var rows = database.Query("SELECT count(*) FROM audit WHERE action = 'notice.mailed' GROUP BY subject"))
                {
                    while (rows.Next())
                        _ = rows.Number(0) == 1 ? once++ : more++;
                }

                using var left = database.Query("SELECT count(*) FROM outbox");
                left.Next();
                return string.Create(CultureInfo.InvariantCulture, $"{once} {more} {members - once - more} {left.Number(0)}");
            },
            "");
    }

    // As their own grains would have written it all, without a call each: before any of these grains is active.
    private static async Task<bool> Enlist(TenantGrains tenant, IServiceProvider services, int members)
    {
        var lists = services.GetRequiredKeyedService<IGrainStorage>(Storage.School);
        var people = services.GetRequiredKeyedService<IGrainStorage>(Storage.Person);
        var now = TimeProvider.System.GetUtcNow();

        foreach (var segment in Enumerable.Range(1, members).Chunk(MemberSegment.Most).Index())
        {
            var rows = segment.Item.Select(number => new MemberRow(
                Member(number), $"Member {number}", $"member-{number}@bench.example", [Role.Student], now, Blocked: false));
            await lists.WriteStateAsync(
                "segment", tenant.MemberSegment(segment.Index + 1).GetGrainId(), new GrainState<MemberSegment>(new MemberSegment { Rows = [.. rows] }));
        }

        await lists.WriteStateAsync("members", tenant.Members.GetGrainId(), new GrainState<MemberList>(new MemberList
        {
            Count = members,
            Segments = (members + MemberSegment.Most - 1) / MemberSegment.Most,
        }));
        await Parallel.ForEachAsync(
            Enumerable.Range(1, members),
            new ParallelOptions { MaxDegreeOfParallelism = 256 },
            async (number, _) =>
            {
                var email = $"member-{number}@bench.example";
                await people.WriteStateAsync("person", tenant.Person(Member(number)).GetGrainId(), new GrainState<PersonRecord>(new PersonRecord
                {
                    Account = new PersonAccount(Member(number), Revision: 1)
                    {
                        Email = email,
                        NormalizedEmail = email,
                        EmailConfirmed = true,
                        Name = $"Member {number}",
                        Language = "en",
                        Roles = [Role.Student],
                        SecurityStamp = SessionRules.NewStamp(),
                        CreatedAt = now,
                        MemberSegment = 1 + ((number - 1) / MemberSegment.Most),
                    },
                }));
            });
        return true;
    }

    /// <summary>Writes a line for each letter that arrives, and is as fast as a file.</summary>
    internal sealed class Ledger(string path) : IMailTransport, IDisposable
    {
        private readonly StreamWriter file = new(path, append: true) { AutoFlush = true };
        private readonly Lock gate = new();

        public Task Send(OutgoingMail mail, CancellationToken cancellation)
        {
            lock (gate)
                file.WriteLine($"{mail.Id}\t{mail.To}");

            return Task.CompletedTask;
        }

        public void Dispose() => file.Dispose();
    }
}
