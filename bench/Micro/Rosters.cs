using System.Diagnostics;
using System.Globalization;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Teaching;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Storage;

namespace Darsgah.Micro;

/// <summary>
/// What a page of a roster, a page of a grade book, a finished lesson and one more enrolment cost in a course of 1,000, of 10,000
/// and of 100,000 students, in a school with ten such courses. The figure to look at is the last column beside the one before.
/// </summary>
/// <remarks>
/// Students who are only there to be many are put straight into the store: roster and grade sheets as their grains would have
/// written them, and for each enrolment a copy of somebody's record, which nobody opens.
/// </remarks>
internal static class Rosters
{
    private const int Courses = 10;
    private const int Page = 50;

    private static readonly Id<Person> pattern = Id<Person>.Parse("pattern");
    private static readonly ImmutableArray<Id<Lesson>> lessons =
        [.. Enumerable.Range(1, 20).Select(number => Id<Lesson>.Parse(string.Create(CultureInfo.InvariantCulture, $"lesson-{number}")))];

    public static async Task<int> Run(ImmutableArray<int> sizes, int rounds)
    {
        var figures = new List<Dictionary<string, double>>();

        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("darsgah-rosters-").FullName;

            try
            {
                figures.Add(await Measure(folder, size, rounds));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Console.WriteLine($"milliseconds, median of {rounds}; students of the course (enrolments of the school are ten times as many)");
        BenchSchool.Print(sizes, figures);
        return 0;
    }

    private static async Task<Dictionary<string, double>> Measure(string folder, int size, int rounds)
    {
        Id<Tenant> school;

        using (var first = await BenchSchool.Start(folder))
        {
            school = await Seed(first.Services, size);
            await first.StopAsync();
        }

        var making = await FirstSearch(folder, school);
        using var host = await BenchSchool.Start(folder);
        var grains = new TenantGrains(host.Services.GetRequiredService<IGrainFactory>(), school);
        var course = Course(0);
        var roster = grains.Roster(course);
        var index = grains.RosterIndex(course);
        var random = new Random(size);
        var (next, elsewhere) = (0, 0);
        await BenchSchool.Once(school, () => Join(grains, rounds));
        var found = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["first search ever (makes the index)"] = making,
            ["first search after a start"] = await Once(() => index.Find(RosterQuery.All with { Words = "ahmadi" })),
            ["search for a name that a fifth has"] = await Median(() => index.Find(RosterQuery.All with { Words = "ahmadi" })),
            ["search for one student, anywhere"] = await Median(() => index.Find(RosterQuery.All with { Words = Number(random.Next(size)) })),
            ["search for nobody"] = await Median(() => index.Find(RosterQuery.All with { Words = "ahmadi nobody" })),
            ["first page of a roster after a start"] = await Once(() => roster.Page(null, Page)),
            ["page of a roster, anywhere"] = await Median(() => roster.Page(Cursor(), Page)),
            ["page of a grade book, anywhere"] = await Median(async () => await roster.Grades((await roster.Page(Cursor(), Page)).Lines, 0)),
            ["one more enrolment"] = await Median(() => grains.Enrollment(Newcomer(next++), course).Enroll()),
            ["the same where nobody ever searched"] = await Median(() => grains.Enrollment(Newcomer(elsewhere++), Course(1)).Enroll()),
        };

        next = 0;
        found["a lesson finished"] = await Median(() => grains.Enrollment(Newcomer(next++), course).CompleteLesson(lessons[0], CompletedBy.Reading));

        // These grow with the course. An erasure goes through all of the index.
        found["an erasure"] = await Median(() => roster.Remove(Member(++elsewhere), elsewhere));

        // What is to be sorted is read once, and then looked through in memory.
        var byProgress = RosterQuery.All with { Words = "ahmadi", Sort = RosterSort.Progress, Lessons = lessons };
        found["first by progress (reads it all)"] = await Once(() => index.Find(byProgress));
        found["by progress (in memory)"] = await Median(() => index.Find(byProgress));
        await host.StopAsync();
        return found;

        string Cursor() => random.Next(1, size).ToString(CultureInfo.InvariantCulture);

        Task<double> Once(Func<Task> work) => BenchSchool.Once(school, work);

        Task<double> Median(Func<Task> work) => BenchSchool.Median(school, rounds, work);
    }

    private static async Task<double> FirstSearch(string folder, Id<Tenant> school)
    {
        using var host = await BenchSchool.Start(folder);
        var index = new TenantGrains(host.Services.GetRequiredService<IGrainFactory>(), school).RosterIndex(Course(0));
        var making = await BenchSchool.Once(school, () => index.Find(RosterQuery.All with { Words = "ahmadi" }));
        await host.StopAsync();
        return making;
    }

    // Accounts of who enrols later: a name is what the index is of.
    private static async Task Join(TenantGrains grains, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var address = $"{Newcomer(number)}@bench.example";
            var account = new PersonAccount(Newcomer(number), 0)
            {
                Name = $"Nadia Karimi {Number(number)}",
                Email = address,
                NormalizedEmail = address,
                Roles = [Role.Student],
                Language = "en",
            };

            if ((await grains.Person(account.Id).Create(account, [])).Error is { } refusal)
                throw new InvalidOperationException(refusal.Message);
        }
    }

    private static async Task<Id<Tenant>> Seed(IServiceProvider services, int size)
    {
        var grains = await BenchSchool.Found(services);
        var school = grains.Tenant;

        await TenantScope.Run(
            school,
            async () =>
            {
                for (var number = 0; number < Courses; number++)
                {
                    await grains.Course(Course(number)).Describe(new CourseDescription(Course(number), "en", "Bench", "", "", "", Published: true), 0);

                    foreach (var lesson in lessons)
                        await grains.Course(Course(number)).PutLesson(new LessonContent(lesson, lesson.Value, "Text."));
                }

                // The one whose record is copied; the roster that she came into is written over below, before it is active again.
                await grains.Enrollment(pattern, Course(Courses - 1)).Enroll();
                await Fill(services.GetRequiredKeyedService<IGrainStorage>(Storage.School), grains, size);
                return Done.Value;
            },
            "bench");

        var store = services.GetRequiredService<StoreDirectory>().Of(school);

        foreach (var piece in Enumerable.Range(1, size * Courses).Chunk(50_000))
            await store.Write(database => Copy(database, piece[0], piece[^1]));

        return school;
    }

    private static async Task Fill(IGrainStorage storage, TenantGrains grains, int size)
    {
        var now = TimeProvider.System.GetUtcNow();
        var cells = GradeCells.Write(lessons.Select(_ => new GradeCell(8, 10, true, false)));
        var done = LessonBits.Write(Enumerable.Range(0, 10));

        for (var course = 0; course < Courses - 1; course++)
        {
            for (var segment = 0; segment < size / RosterSegment.Most; segment++)
            {
                var people = Enumerable.Range(segment * RosterSegment.Most, RosterSegment.Most).ToArray();
                var lines = people.Select(slot => new RosterLine(
                    Member(slot), slot, slot % 5 == 0 ? $"Zahra Ahmadi {Number(slot)}" : $"Student {Number(slot)}", now, EnrollmentState.Active, null, "", now, done, 160, 200, 0));

                await storage.WriteStateAsync(
                    "segment", grains.RosterSegment(Course(course), segment).GetGrainId(), new GrainState<RosterSegment>(new RosterSegment { Lines = [.. lines] }));
                await storage.WriteStateAsync(
                    "sheet",
                    grains.GradeSheet(Course(course), segment, 0).GetGrainId(),
                    new GrainState<GradeSheet>(new GradeSheet { Cells = people.ToImmutableDictionary(slot => Member(slot).Value, _ => cells, StringComparer.Ordinal) }));
            }

            var seats = Enumerable.Repeat(RosterSegment.Most, size / RosterSegment.Most).ToImmutableArray();
            await storage.WriteStateAsync(
                "roster",
                grains.Roster(Course(course)).GetGrainId(),
                new GrainState<RosterRecord>(new RosterRecord { Slots = size, Seats = seats, Columns = new RosterColumns(lessons, lessons) }));
        }
    }

    private static bool Copy(Database database, int from, int to)
    {
        var numbers = FormattableString.Invariant(
            $"WITH RECURSIVE numbers(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM numbers WHERE n < {to})");
        database.Script($"""
            {numbers} INSERT INTO records(name, key, etag, subject, body)
                SELECT name, 'member-' || n || '.copy', etag, 'member-' || n, body FROM numbers, records
                WHERE subject = '{pattern}' AND key LIKE '{pattern}.%';
            """);
        return true;
    }

    private static string Number(int slot) => slot.ToString("d6", CultureInfo.InvariantCulture);

    private static Id<Course> Course(int number) => Id<Course>.Parse(string.Create(CultureInfo.InvariantCulture, $"course-{number}"));

    private static Id<Person> Member(int slot) => Id<Person>.Parse(string.Create(CultureInfo.InvariantCulture, $"member-{slot:d25}"));

    private static Id<Person> Newcomer(int number) => Id<Person>.Parse(string.Create(CultureInfo.InvariantCulture, $"newcomer-{number}"));
}
