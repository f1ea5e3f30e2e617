using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Teaching;
using Darsgah.Grains.Tests.Quizzes;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>What counts as having done something in a course.</summary>
public sealed class LastActiveTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> Film = Id<Lesson>.Parse("film");
    private static readonly Id<Lesson> Test = Id<Lesson>.Parse("test");
    private static readonly Id<Lesson> Essay = Id<Lesson>.Parse("essay");
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await In(async tenant =>
        {
            var course = tenant.Course(Algebra);
            await course.Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);
            await course.PutLesson(new LessonContent(Film, "Film", ""));
            await course.PutLesson(new LessonContent(Test, "Test", "") { Kind = LessonKind.Quiz, Quiz = new Quiz { Questions = [Questions.TrueFalse("a")] } });
            await course.PutLesson(new LessonContent(Essay, "Essay", "") { Kind = LessonKind.Assignment, Assignment = new Assignment() });
            await course.PublishAll();
            return await tenant.Enrollment(Ada, Algebra).Enroll();
        });
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Watching_ending_an_attempt_and_handing_in_are_activity_also_after_a_restart()
    {
        var rule = RosterQuery.All with { Risk = new RiskRule(14, 0), Lessons = [Film, Test, Essay] };

        await After(TimeSpan.FromDays(20), tenant => tenant.Watching(Ada, Algebra, Film).Report(new WatchReport([new(0, 100)], 100, 36_000, 0, IsLast: true, Id<MediaFile>.Parse("film"))));
        await After(TimeSpan.FromDays(20), async tenant =>
        {
            await tenant.QuizBook(Ada, Algebra, Test).Start();
            return await tenant.QuizBook(Ada, Algebra, Test).Submit(1);
        });
        await After(TimeSpan.FromDays(20), async tenant =>
        {
            await tenant.SubmissionBook(Ada, Algebra, Essay).Save(new SaveDraft(1, "My essay.", 0));
            return await tenant.SubmissionBook(Ada, Algebra, Essay).HandIn(new HandIn(1, 1, 1));
        });
        await silo.Restart();

        Assert.Equal(silo.Time.Now, (await Line()).LastAt);
        silo.Time.Now += TimeSpan.FromDays(14);
        Assert.Single((await In(tenant => tenant.RosterIndex(Algebra).Find(rule))).Lines);

        async Task After<T>(TimeSpan time, Func<TenantGrains, Task<T>> work)
        {
            silo.Time.Now += time;
            Assert.Single((await In(tenant => tenant.RosterIndex(Algebra).Find(rule))).Lines);
            await In(work);
            Assert.Equal(silo.Time.Now, (await Line()).LastAt);
            Assert.Empty((await In(tenant => tenant.RosterIndex(Algebra).Find(rule))).Lines);
        }
    }

    [Fact]
    public async Task Who_watches_all_evening_is_written_once_an_hour()
    {
        var seen = new HashSet<DateTimeOffset>();
        silo.Time.Now += TimeSpan.FromDays(1);

        for (var minute = 0; minute < 150; minute++)
        {
            silo.Time.Now += TimeSpan.FromMinutes(1);
            await In(tenant => tenant.Watching(Ada, Algebra, Film).Report(new WatchReport([new(minute * 600, (minute + 1) * 600)], 100, 100_000, 0, IsLast: false, Id<MediaFile>.Parse("film"))));
            seen.Add((await Line()).LastAt);
        }

        Assert.Equal(3, seen.Count);
    }

    private async Task<RosterLine> Line() => Assert.Single((await In(tenant => tenant.Roster(Algebra).Page(null, 50))).Lines);

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work);
}
