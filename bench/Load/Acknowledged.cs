using System.Text.Json;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Consent;
using Darsgah.Load.Children;

namespace Darsgah.Load;

/// <summary>Writes that were answered, and so must be on the disk whatever happens.</summary>
/// <param name="Consents">For each writer, how many readers were served the notice and accepted, both answered.</param>
/// <param name="Lessons">Finished lessons: student, course, lesson.</param>
internal sealed record Acknowledged(int[] Consents, int[][] Lessons)
{
    /// <summary>Who a writer writes for, one after another.</summary>
    public static Id<Person> Reader(int writer, int number) => Id<Person>.Parse($"reader-{writer}-{number}");

    /// <summary>Reads a list of such writes and says which are missing; "none" where all are there.</summary>
    public static async Task<string> Verify(Schools schools, TextReader input)
    {
        var written = JsonSerializer.Deserialize<Acknowledged>(await input.ReadLineAsync() ?? "")!;
        var school = (await schools.Find(Seed.Slug(1))).OrThrow();
        var missing = await schools.In(school.Id, async tenant => await written.Missing(tenant).ToListAsync());

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
}
