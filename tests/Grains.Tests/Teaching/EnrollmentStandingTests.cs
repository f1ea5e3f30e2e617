using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>Who is in a course, and what a person gives by hand.</summary>
public sealed class EnrollmentStandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> One = Id<Lesson>.Parse("one");

    private static readonly CourseOutline Course = new(
        new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), [new LessonHead(One, "One")], 1, Now);

    [Theory]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Pause, EnrollmentState.Paused)]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Remove, EnrollmentState.Removed)]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Leave, EnrollmentState.Left)]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Resume, EnrollmentState.Active)]
    [InlineData(EnrollmentState.Paused, EnrollmentAct.Resume, EnrollmentState.Active)]
    [InlineData(EnrollmentState.Paused, EnrollmentAct.Leave, EnrollmentState.Left)]
    [InlineData(EnrollmentState.Paused, EnrollmentAct.Remove, EnrollmentState.Removed)]
    [InlineData(EnrollmentState.Removed, EnrollmentAct.Pause, EnrollmentState.Removed)]
    [InlineData(EnrollmentState.Removed, EnrollmentAct.Leave, EnrollmentState.Removed)]
    [InlineData(EnrollmentState.Left, EnrollmentAct.Pause, EnrollmentState.Left)]
    public void An_act_leads_from_one_state_to_the_next_and_again_to_the_same(EnrollmentState from, EnrollmentAct act, EnrollmentState to)
    {
        var once = Of(from).Arrange(new ArrangeEnrollment(act), "algebra", Now).Value!;
        var twice = once.Arrange(new ArrangeEnrollment(act), "algebra", Now).Value!;

        Assert.Equal(to, once.Enrollment!.State);
        Assert.Same(once, twice);
    }

    [Theory]
    [InlineData(EnrollmentState.Active, null, false, null)]
    [InlineData(EnrollmentState.Active, 1, false, null)]
    [InlineData(EnrollmentState.Active, -1, false, "teaching.ended")]
    [InlineData(EnrollmentState.Active, -1, true, null)]
    [InlineData(EnrollmentState.Paused, null, false, "teaching.paused")]
    [InlineData(EnrollmentState.Removed, null, false, "teaching.ended")]
    [InlineData(EnrollmentState.Removed, null, true, null)]
    [InlineData(EnrollmentState.Left, null, false, null)]
    public void Only_staff_bring_back_who_is_out(EnrollmentState state, int? days, bool byStaff, string? refusal)
    {
        var record = Of(state, days is { } end ? Now.AddDays(end) : null);

        Assert.Equal(refusal, record.Obstacle(byStaff, Now)?.Code);
    }

    [Fact]
    public void Coming_back_keeps_what_was_done_and_ends_the_old_end()
    {
        var record = Of(EnrollmentState.Removed, Now.AddDays(-1));
        record = record with { Enrollment = record.Enrollment! with { Completed = [new LessonDone(One, Now)] } };

        var back = record.Enroll(Algebra, 0, new(ByStaff: true), Now).Enrollment!;

        Assert.Equal((EnrollmentState.Active, null, 1), (back.State, back.Until, back.Completed.Length));
    }

    [Fact]
    public void Enrolling_again_does_not_lengthen_an_access_that_ends()
    {
        var record = Of(EnrollmentState.Active, Now.AddDays(3));

        Assert.Same(record, record.Enroll(Algebra, 0, new(ByStaff: true), Now));
    }

    [Theory]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Pause, true)]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Resume, false)]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Extend, true)]
    [InlineData(EnrollmentState.Active, EnrollmentAct.Leave, false)]
    [InlineData(EnrollmentState.Paused, EnrollmentAct.Resume, true)]
    [InlineData(EnrollmentState.Paused, EnrollmentAct.Remove, true)]
    [InlineData(EnrollmentState.Removed, EnrollmentAct.PutInCohort, false)]
    [InlineData(EnrollmentState.Left, EnrollmentAct.Extend, false)]
    public void What_staff_change_about_a_place_that_is_hers_is_to_be_told(EnrollmentState state, EnrollmentAct act, bool told)
    {
        var next = Of(state).Arrange(new(act, Now.AddDays(3), "c1"), "algebra", Now).Value!;

        Assert.Equal((told ? act : null, told ? 1 : 0), (next.Untold, next.Changes));
    }

    [Theory]
    [InlineData(EnrollmentState.Removed, true, true)]
    [InlineData(EnrollmentState.Left, false, false)]
    [InlineData(null, true, false)]
    public void Whom_staff_bring_back_is_told_and_who_comes_by_herself_knows(EnrollmentState? state, bool byStaff, bool told)
    {
        var record = state is { } known ? Of(known) : new EnrollmentRecord();

        Assert.Equal(told ? EnrollmentAct.Resume : null, record.Enroll(Algebra, 0, new(byStaff), Now).Untold);
    }

    [Fact]
    public void Access_that_ends_on_a_day_that_was_is_refused() => Assert.Equal(
        "teaching.bad_end", Of(EnrollmentState.Active).Arrange(new(EnrollmentAct.Extend, Now), "algebra", Now).Error!.Code);

    [Theory]
    [InlineData(-1, 10, "why so", "teaching.bad_grade")]
    [InlineData(11, 10, "why so", "teaching.bad_grade")]
    [InlineData(1, 0, "why so", "teaching.bad_grade")]
    [InlineData(1, 10_001, "why so", "teaching.bad_grade")]
    [InlineData(5, 10, " x ", "teaching.no_reason")]
    [InlineData(5, 10, "why so", null)]
    public void A_grade_by_hand_has_points_and_a_reason(int points, int outOf, string reason, string? refusal)
    {
        var decision = Of(EnrollmentState.Active).GradeByHand(new(One, points, outOf, true, reason), Course, "ada", Now);

        Assert.Equal(refusal, decision.Error?.Code);
    }

    [Fact]
    public void What_is_reckoned_later_stands_behind_the_grade_by_hand_until_that_is_taken_back()
    {
        var reckoned = new Grade(One, 2, 3, 10, false, Now);
        var later = reckoned with { Points = 4, At = Now.AddHours(1) };

        var record = Of(EnrollmentState.Active).Grade(reckoned, Course).Value!
            .GradeByHand(new(One, 9, 10, true, "The second task was unclear."), Course, "ada", Now).Value!
            .Grade(later, Course).Value!;

        Assert.Equal((9, 2), (Assert.Single(record.Enrollment!.Grades).Points, record.Enrollment.Grades[0].Version));
        Assert.Equal("ada", Assert.Single(record.Enrollment.ByHand).By);

        record = record.GradeByHand(new(One, null, 0, false, ""), Course, "ada", Now).Value!;

        Assert.Equal(later, Assert.Single(record.Enrollment!.Grades));
        Assert.Empty(record.Enrollment.ByHand);
    }

    [Fact]
    public void The_same_grade_by_hand_twice_is_one()
    {
        var command = new GradeByHand(One, 9, 10, true, "Oral exam.");
        var once = Of(EnrollmentState.Active).GradeByHand(command, Course, "ada", Now).Value!;

        Assert.Same(once, once.GradeByHand(command, Course, "eve", Now.AddMinutes(1)).Value);
    }

    [Fact]
    public void Failing_twice_counts_until_it_is_passed()
    {
        var record = Of(EnrollmentState.Active);

        for (var minute = 1; minute <= 2; minute++)
            record = record.Grade(new(One, 1, 2, 10, false, Now.AddMinutes(minute)), Course).Value!;

        Assert.Equal(2, Assert.Single(record.Failures).Times);
        Assert.Empty(record.Grade(new(One, 1, 8, 10, true, Now.AddMinutes(3)), Course).Value!.Failures);
    }

    private static EnrollmentRecord Of(EnrollmentState state, DateTimeOffset? until = null) => new()
    {
        Enrollment = new Enrollment(Algebra, Now, [], null, null) { State = state, Until = until },
        Slot = 0,
    };
}
