namespace Darsgah.Grains.Learning;

/// <summary>What staff do about her place in the course, and that she is told of it, also where a crash cut it off.</summary>
internal sealed partial class EnrollmentGrain
{
    private const string Telling = "tell";
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    public async Task<Outcome<Enrollment>> Arrange(ArrangeEnrollment command)
    {
        await CatchUp();

        // Who is out takes a seat again when she comes back.
        if (command.Act == EnrollmentAct.Resume && record.State.Enrollment is { } kept && !kept.State.HoldsSeat())
            return await Admit(new Admission(ByStaff: true));

        if (!record.State.Arrange(command, Course.Value, clock.GetUtcNow()).Succeeded(out var next, out var refusal))
            return refusal;

        await Keep(next, $"enrollment.{Past(command.Act)}", command.Until?.ToString("O", CultureInfo.InvariantCulture) ?? command.Cohort);
        await CatchUp();
        return await Known(next.Enrollment!);
    }

    public async Task<Outcome<Enrollment>> GradeByHand(GradeByHand command)
    {
        var course = await Grains.Course(Course).Outline();
        var decision = record.State.GradeByHand(command, course, TenantScope.Actor, clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        await Keep(next, command.Points is null ? "grade.taken_back" : "grade.given", command.Lesson.Value);

        if (next.Enrollment!.ByHand.FirstOrDefault(given => given.Lesson == command.Lesson) is { } hand)
        {
            var grade = next.Enrollment.Grades.First(given => given.Lesson == command.Lesson);
            await Grains.TellGraded(Person, Course, grade, $"by-hand.{hand.At.ToUnixTimeMilliseconds()}", $"/courses/{Course}/grades");
        }

        // A person's word finishes it, whatever else would have.
        return command is { Points: not null, Passed: true } && course?.Find(command.Lesson) is { } head
            ? await Complete(command.Lesson, CompletionRules.Of(head, course.Description, await Grains.LearningRules.Rules()).By, course)
            : await Known(next.Enrollment);
    }

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        await CatchUp();
        await Rest();
    }

    private async Task CatchUp()
    {
        if (record.State is not { Untold: { } act, Enrollment: { } enrollment })
            return;

        if (await Grains.Course(Course).Outline() is { } course)
        {
            var cohort = act == EnrollmentAct.PutInCohort && enrollment.Cohort.Length > 0 ? await Grains.Cohorts(Course).Find(enrollment.Cohort) : null;
            await Grains.Notifications(Person).Tell(LearningNews.Access(course.Description, act, enrollment.Until, cohort?.Name, record.State.Changes));
        }

        await this.Commit(record, record.State with { Untold = null });
        await Rest();
    }

    private async Task Rest()
    {
        if (await this.GetReminder(Telling) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private static string Past(EnrollmentAct act) => act switch
    {
        EnrollmentAct.Pause => "paused",
        EnrollmentAct.Resume => "resumed",
        EnrollmentAct.Extend => "extended",
        EnrollmentAct.Remove => "removed",
        EnrollmentAct.Leave => "left",
        _ => "put_in_cohort",
    };
}
