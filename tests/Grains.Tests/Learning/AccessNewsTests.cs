using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Teaching;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>What she is told of what staff do about her place in a course and her time in a quiz.</summary>
public sealed class AccessNewsTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> Test = Id<Lesson>.Parse("test");
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await silo.In(school, async tenant =>
        {
            var course = tenant.Course(Algebra);
            await course.Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);
            await course.PutLesson(new LessonContent(Test, "Test", "1"));
            await course.PublishAll();
            await tenant.Person(Ada).Create(new PersonAccount(Ada, 0) { Email = "ada@north.example", Name = "Ada", Language = "en" }, []);
            return await tenant.Enrollment(Ada, Algebra).Enroll();
        });
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Each_change_of_her_place_is_told_once_and_a_repeat_tells_nothing()
    {
        var until = silo.Time.Now.AddDays(20);
        var cohort = (await silo.In(school, tenant => tenant.Cohorts(Algebra).Put("", "Autumn", null))).Value!;

        foreach (var act in new ArrangeEnrollment[]
        {
            new(EnrollmentAct.Pause), new(EnrollmentAct.Resume), new(EnrollmentAct.Pause), new(EnrollmentAct.Resume),
            new(EnrollmentAct.Extend, until), new(EnrollmentAct.Extend), new(EnrollmentAct.PutInCohort, Cohort: cohort.Id),
            new(EnrollmentAct.PutInCohort), new(EnrollmentAct.Remove), new(EnrollmentAct.Resume), new(EnrollmentAct.Leave),
        })
        {
            await Arrange(act);
            await Arrange(act);
        }

        var lines = await News();
        Assert.Equal(
            ["paused", "resumed", "paused", "resumed", "until", "unlimited", "cohort", "no_cohort", "removed", "resumed"],
            lines.Select(line => line.Values[NotificationEvent.About]));
        Assert.Equal(until.ToString("O"), lines[4].Values["date"]);
        Assert.Equal("Autumn", lines[6].Values["cohort"]);
        Assert.Equal("/courses/algebra/grades", lines[8].Path);
    }

    [Fact]
    public async Task What_a_crash_kept_from_her_is_told_once_after_it()
    {
        silo.Broken = "INotificationsGrain.Tell";
        await Assert.ThrowsAsync<IOException>(() => Arrange(new(EnrollmentAct.Pause)));
        silo.Broken = null;
        await silo.Restart();
        var before = await News();
        await Tick(tenant => tenant.Enrollment(Ada, Algebra));
        await Tick(tenant => tenant.Enrollment(Ada, Algebra));

        Assert.Empty(before);
        Assert.Equal("paused", Assert.Single(await News()).Values[NotificationEvent.About]);
    }

    [Fact]
    public async Task More_of_a_quiz_is_told_once_also_after_a_crash_and_again_when_it_is_taken_back()
    {
        silo.Broken = "INotificationsGrain.Tell";
        await Assert.ThrowsAsync<IOException>(() => Allow(15, 1));
        silo.Broken = null;
        await silo.Restart();
        await Tick(tenant => tenant.QuizBook(Ada, Algebra, Test));
        await Allow(15, 1);
        await Allow(0, 0);

        Assert.Equal(
            [("quiz", "15", "1", "Test"), ("quiz", "0", "0", "Test")],
            (await News()).Select(line => (line.Values[NotificationEvent.About], line.Values["minutes"], line.Values["attempts"], line.Values["lesson"])));
    }

    private Task<Outcome<Enrollment>> Arrange(ArrangeEnrollment act) => silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Arrange(act));

    private Task<bool> Allow(int minutes, int attempts) => silo.In(school, async tenant =>
        (await tenant.QuizBook(Ada, Algebra, Test).Allow(minutes, attempts)).Error is null);

    // As the reminder comes.
    private Task<bool> Tick(Func<TenantGrains, IAddressable> grain) => silo.In(school, async tenant =>
    {
        await grain(tenant).AsReference<IRemindable>().ReceiveReminder("tell", default);
        return true;
    });

    private async Task<ImmutableArray<NotificationLine>> News() =>
        [.. (await silo.In(school, tenant => tenant.Notifications(Ada).Lines())).Where(line => line.Kind == NotificationKind.Access).Reverse()];
}
