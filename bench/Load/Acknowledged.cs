using System.Text.Json;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Consent;
using Darsgah.Load.Children;

namespace Darsgah.Load;

/// <summary>Writes that were answered, and so must be on the disk whatever happens.</summary>
/// <param name="Consents">For each writer, how many readers were served the notice and accepted, both answered.</param>
/// <param name="Lessons">Finished lessons: student, course, lesson.</param>
/// <param name="SignedUp">Addresses of people who signed up.</param>
/// <param name="Readers">How many of the asking school's readers agreed to <paramref name="Version"/>.</param>
internal sealed record Acknowledged(int[] Consents, int[][] Lessons, string[] SignedUp, int Readers, int Version)
{
    /// <summary>How many writes these are.</summary>
    public int Count => (2 * Consents.Sum()) + Lessons.Length + SignedUp.Length + (Readers * Version);

    /// <summary>Who a writer writes for, one after another.</summary>
    public static Id<Person> Reader(int writer, int number) => Id<Person>.Parse($"reader-{writer}-{number}");

    /// <summary>Reads a list of such writes and says which are missing; "none" where all are there.</summary>
    public static async Task<string> Verify(Schools schools, TextReader input)
    {
        var written = JsonSerializer.Deserialize<Acknowledged>(await input.ReadLineAsync() ?? "")!;
        var school = (await schools.Find(Seed.Slug(1))).OrThrow();
        var asking = (await schools.Find(Seed.Slug(AskingSchool.Number))).OrThrow();
        List<string> missing =
        [
            .. await schools.In(school.Id, async tenant => await written.Missing(tenant).ToListAsync()),
            .. await schools.In(asking.Id, async tenant => await written.Disagreeing(tenant).ToListAsync()),
        ];

        return missing.Count == 0 ? "none" : $"{missing.Count}, the first: {missing[0]}";
    }

    private async IAsyncEnumerable<string> Missing(TenantGrains tenant)
    {
        for (var writer = 0; writer < Consents.Length; writer++)
        {
            for (var number = 0; number < Consents[writer]; number++)
            {
                var entries = await tenant.ConsentLedger(Reader(writer, number)).Entries();

                if (entries is not [{ Act: ConsentAct.NoticeServed }, { Act: ConsentAct.Accepted } accepted]
                    || accepted.Previous != entries[0].Hash)
                    yield return $"consent of {Reader(writer, number)}";
            }
        }

        foreach (var address in SignedUp)
        {
            var account = await Accounts.Find(tenant, address);

            if (account is null || await tenant.ConsentLedger(account.Id).Entries() is not [{ Act: ConsentAct.NoticeServed }, ..])
                yield return $"sign-up of {address}";
        }

        foreach (var way in Lessons.GroupBy(done => (Student: done[0], Course: done[1])))
        {
            var standing = await tenant.Enrollment(Seed.Student(way.Key.Student), Seed.Course(way.Key.Course)).Standing();

            foreach (var done in way)
            {
                if (standing is null || standing.Completed.All(lesson => lesson.Lesson != Seed.Lesson(done[2])))
                    yield return $"lesson {done[2]} of course {done[1]}, student {done[0]}";
            }
        }
    }

    private async IAsyncEnumerable<string> Disagreeing(TenantGrains tenant)
    {
        for (var reader = 0; reader < Readers; reader++)
        {
            var agreed = (await tenant.ConsentLedger(AskingSchool.Reader(reader)).Entries())
                .Where(entry => entry.Act == ConsentAct.Accepted).Select(entry => entry.Shown.Version);

            if (!agreed.SequenceEqual(Enumerable.Range(1, Version)))
                yield return $"agreement of {AskingSchool.Reader(reader)}";
        }
    }
}
