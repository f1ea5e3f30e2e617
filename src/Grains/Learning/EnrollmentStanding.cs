using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

/// <summary>Who comes into a course, who is out of it, and what a person gives a grade by hand. Pure.</summary>
internal static class EnrollmentStanding
{
    private const int LongestReason = 500;
    private const decimal MostPoints = 10_000;

    /// <summary>Why she cannot come in by herself or by an invitation; null where she can, or is in already.</summary>
    public static Error? Obstacle(this EnrollmentRecord record, bool byStaff, DateTimeOffset at) => record.Enrollment switch
    {
        null or { State: EnrollmentState.Left } => null,
        _ when byStaff => null,
        { State: EnrollmentState.Paused } => TeachingErrors.Paused(),
        { State: EnrollmentState.Removed } => TeachingErrors.Ended(),
        { } enrollment when !enrollment.IsOpen(at) => TeachingErrors.Ended(),
        _ => null,
    };

    /// <summary>The record after she came in; itself where she is in already.</summary>
    /// <param name="slot">Her place in the roster.</param>
    /// <param name="admission">By whom, and into which cohort; with none she stays where she is.</param>
    public static EnrollmentRecord Enroll(this EnrollmentRecord record, Id<Course> course, int slot, Admission admission, DateTimeOffset at)
    {
        var before = record.Enrollment ?? new Enrollment(course, at, [], null, null);
        var back = record.Enrollment is { State: not EnrollmentState.Active } || (record.Enrollment is { } known && !known.IsOpen(at));
        var after = before with
        {
            State = EnrollmentState.Active,
            Until = back ? null : before.Until,
            Cohort = admission.Cohort.Length > 0 ? admission.Cohort : before.Cohort,
        };

        if (record.Enrollment == after && record.Slot == slot)
            return record;

        var next = record with { Enrollment = after, Slot = slot };

        // Who comes by herself knows it, and who is new is told that she is in the course.
        return admission.ByStaff && back ? next.ToTell(EnrollmentAct.Resume) : next;
    }

    /// <summary>The record after something was done with it; itself where that changes nothing.</summary>
    public static Outcome<EnrollmentRecord> Arrange(this EnrollmentRecord record, ArrangeEnrollment command, string course, DateTimeOffset at)
    {
        if (record.Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course);

        if (command.Act == EnrollmentAct.Extend && command.Until is { } until && until <= at)
            return TeachingErrors.BadEnd();

        var after = command.Act switch
        {
            // Who is out stays out: pausing is for who is in.
            EnrollmentAct.Pause when enrollment.State == EnrollmentState.Active => enrollment with { State = EnrollmentState.Paused },
            EnrollmentAct.Resume => enrollment with { State = EnrollmentState.Active },
            EnrollmentAct.Extend => enrollment with { Until = command.Until },
            EnrollmentAct.Remove => enrollment with { State = EnrollmentState.Removed },
            EnrollmentAct.Leave when enrollment.State.HoldsSeat() => enrollment with { State = EnrollmentState.Left },
            EnrollmentAct.PutInCohort => enrollment with { Cohort = command.Cohort },
            _ => enrollment,
        };

        if (after == enrollment)
            return record;

        var next = record with { Enrollment = after };

        // She knows that she left, and who is out already loses nothing.
        return command.Act != EnrollmentAct.Leave && enrollment.State.HoldsSeat() ? next.ToTell(command.Act) : next;
    }

    /// <summary>The record after a person gave a grade, or took one back.</summary>
    public static Outcome<EnrollmentRecord> GradeByHand(
        this EnrollmentRecord record, GradeByHand command, CourseOutline? course, string by, DateTimeOffset at)
    {
        if (record.Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course?.Description.Slug.Value ?? "");

        if (course is null || course.Lessons.All(head => head.Id != command.Lesson))
            return CourseErrors.NoSuchLesson(command.Lesson.Value);

        var byHand = enrollment.ByHand.FirstOrDefault(given => given.Lesson == command.Lesson);
        var now = enrollment.Grades.FirstOrDefault(given => given.Lesson == command.Lesson);

        if (command.Points is not { } points)
            return byHand is null ? record : record with { Enrollment = TakenBack(enrollment, byHand, now) };

        if (command.OutOf is < 1 or > MostPoints || points < 0 || points > command.OutOf)
            return TeachingErrors.BadGrade();

        if (command.Reason.Trim() is not { Length: >= 3 and <= LongestReason } reason)
            return TeachingErrors.NoReason();

        var grade = new Grade(command.Lesson, now?.Version ?? 0, points, command.OutOf, command.Passed, at);

        // Pressed twice, it is the same grade.
        if (byHand is not null && now is not null && now with { At = at } == grade && byHand.Reason == reason)
            return record;

        var given = new HandGrade(command.Lesson, reason, by, at, byHand is null ? now : byHand.Reckoned);

        return record with
        {
            Enrollment = enrollment with
            {
                Grades = enrollment.Grades.With(now, grade),
                ByHand = byHand is null ? enrollment.ByHand.Add(given) : enrollment.ByHand.Replace(byHand, given),
            },
            Failures = command.Passed ? record.Failures.After(grade, before: null) : record.Failures,
        };
    }

    /// <summary>The grades with one in the place of another, or at the end.</summary>
    public static ImmutableArray<Grade> With(this ImmutableArray<Grade> grades, Grade? known, Grade grade) =>
        known is null ? grades.Add(grade) : grades.Replace(known, grade);

    /// <summary>What is failed and not passed since, after one more grade.</summary>
    /// <param name="before">What she had for the lesson; another grade for the same answer is no other failure.</param>
    public static ImmutableArray<LessonFailures> After(this ImmutableArray<LessonFailures> failures, Grade grade, Grade? before)
    {
        var known = failures.FirstOrDefault(failed => failed.Lesson == grade.Lesson);

        if (!grade.Passed && known is not null && before is { Passed: false } && (before.Answer == grade.Answer ? grade.Answer > 0 : before.At == grade.At))
            return failures;

        if (grade.Passed)
            return known is null ? failures : failures.Remove(known);

        return known is null
            ? failures.Add(new LessonFailures(grade.Lesson, 1))
            : failures.Replace(known, known with { Times = known.Times + 1 });
    }

    private static Enrollment TakenBack(Enrollment enrollment, HandGrade byHand, Grade? now) => enrollment with
    {
        ByHand = enrollment.ByHand.Remove(byHand),
        Grades = (now, byHand.Reckoned) switch
        {
            (null, _) => enrollment.Grades,
            ({ } given, null) => enrollment.Grades.Remove(given),
            ({ } given, { } reckoned) => enrollment.Grades.Replace(given, reckoned),
        },
    };
}
