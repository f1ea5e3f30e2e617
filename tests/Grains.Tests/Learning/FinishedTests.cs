using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>Having finished a course, which no later edit takes back; and going on where she left.</summary>
public sealed class FinishedTests : IAsyncLifetime
{
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Course> Calculus = Id<Course>.Parse("calculus");
    private static readonly Id<Lesson> First = Id<Lesson>.Parse("first");
    private static readonly Id<Lesson> Second = Id<Lesson>.Parse("second");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await Teach(Description(Algebra) with { Direction = TextDirection.RightToLeft }, First);
        await Teach(Description(Calculus) with { Prerequisites = [Algebra] }, First);
        await In(grains => grains.Enrollment(Ada, Algebra).Enroll());
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Who_finished_has_finished_whatever_is_added_later()
    {
        await Complete(First);
        var finishedAt = silo.Time.Now;
        silo.Time.Now += TimeSpan.FromDays(3);
        await Publish(Algebra, Second);
        await silo.Restart();

        var certificate = await In(grains => grains.Enrollment(Ada, Algebra).Award("Ada"));
        var next = await In(grains => grains.Enrollment(Ada, Calculus).Enroll());
        await Complete(Second);

        Assert.Null(certificate.Error);
        Assert.Null(next.Error);
        Assert.Equal(finishedAt, (await Standing())!.FinishedAt);
    }

    [Theory]
    [InlineData(EnrollmentAct.Leave)]
    [InlineData(EnrollmentAct.Remove)]
    public async Task What_she_earned_is_hers_after_she_is_out_and_nothing_else_is(EnrollmentAct act)
    {
        var eve = Id<Person>.Parse("eve");
        await In(grains => grains.Enrollment(eve, Algebra).Enroll());
        await Complete(First);

        await In(grains => grains.Enrollment(Ada, Algebra).Arrange(new ArrangeEnrollment(act)));
        await In(grains => grains.Enrollment(eve, Algebra).Arrange(new ArrangeEnrollment(act)));

        Assert.Null((await In(grains => grains.Enrollment(Ada, Algebra).Award("Ada"))).Error);
        Assert.Equal("teaching.ended", (await In(grains => grains.Enrollment(eve, Algebra).Award("Eve"))).Error!.Code);
    }

    [Fact]
    public void An_enrolment_from_before_goes_by_its_certificate_else_by_the_course_as_it_is()
    {
        var course = new CourseOutline(Description(Algebra), [new(First, "First"), new(Second, "Second")], 1, DateTimeOffset.UnixEpoch);
        var half = new Enrollment(Algebra, DateTimeOffset.UnixEpoch, [new(First, DateTimeOffset.UnixEpoch)], First, null);

        Assert.False(CompletionRules.IsFinished(course, half));
        Assert.True(CompletionRules.IsFinished(course, half with { Certificate = new("", "Ada", "Algebra", "en", "North", 1, DateTimeOffset.UnixEpoch) }));
        Assert.True(CompletionRules.IsFinished(course with { Lessons = course.Lessons.RemoveAt(1) }, half));
    }

    [Fact]
    public async Task A_prerequisite_that_is_a_draft_keeps_nobody_out()
    {
        var before = await In(grains => grains.Enrollment(Ada, Calculus).Enroll());
        await In(async grains =>
        {
            var draft = (await grains.Course(Algebra).Draft())!;
            return await grains.Course(Algebra).Describe(draft.Description with { Published = false }, draft.Revision);
        });

        Assert.Equal("learning.finish_first", before.Error!.Code);
        Assert.Null((await In(grains => grains.Enrollment(Ada, Calculus).Enroll())).Error);
    }

    [Fact]
    public async Task The_certificate_keeps_the_direction_that_the_course_was_given_by_hand()
    {
        await Complete(First);

        Assert.Equal("rtl", (await In(grains => grains.Enrollment(Ada, Algebra).Award("Ada"))).Value!.HtmlDirection);
        Assert.Equal("ltr", new Certificate("", "Ada", "Algebra", "en", "North", 1, DateTimeOffset.UnixEpoch).HtmlDirection);
    }

    [Fact]
    public async Task The_lesson_she_opened_last_is_known_at_once_and_after_a_restart()
    {
        await Publish(Algebra, Second);
        await Open(First);
        await Open(Second);

        var known = (await Standing())!.LastOpened!;
        await silo.Restart();

        Assert.Equal(Second, known.Lesson);
        Assert.Equal(known, (await Standing())!.LastOpened);
    }

    private static CourseDescription Description(Id<Course> course) => new(course, "en", course.Value, "", "", "", Published: true);

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work);

    private Task<Enrollment?> Standing() => In(grains => grains.Enrollment(Ada, Algebra).Standing());

    private Task<Outcome<Enrollment>> Complete(Id<Lesson> lesson) =>
        In(grains => grains.Enrollment(Ada, Algebra).CompleteLesson(lesson, CompletedBy.Reading));

    private Task<bool> Open(Id<Lesson> lesson) => In(async grains =>
    {
        await grains.Enrollment(Ada, Algebra).Opened(lesson);
        return true;
    });

    private async Task Teach(CourseDescription description, Id<Lesson> lesson)
    {
        await In(grains => grains.Course(description.Slug).Describe(description, 0));
        await Publish(description.Slug, lesson);
    }

    private Task<Outcome<CourseOutline>> Publish(Id<Course> course, Id<Lesson> lesson) => In(async grains =>
    {
        await grains.Course(course).PutLesson(new LessonContent(lesson, lesson.Value, "Text."));
        return await grains.Course(course).PublishLesson(lesson);
    });
}
