using System.Security.Cryptography;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

[GrainType("learning.enrollment")]
internal sealed class EnrollmentGrain(
    [PersistentState("enrollment", Storage.Person)] IPersistentState<EnrollmentRecord> record,
    TimeProvider clock) : Grain, IEnrollmentGrain
{
    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[1]);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public Task<Enrollment?> Standing() => Task.FromResult(record.State.Enrollment);

    public async Task<Outcome<Enrollment>> Enroll()
    {
        var course = await Grains.Course(Course).Outline();

        if (record.State.Enrollment is null && await WhyNot(course) is { } refusal)
            return refusal;

        await Grains.Enrollments(Person).Add(Course);
        await this.Commit(record, record.State.Enroll(Course, clock.GetUtcNow()));

        return record.State.Enrollment!;
    }

    public async Task<Outcome<PublishedLesson>> Read(Id<Lesson> lesson)
    {
        if (record.State.Closed(lesson, await Grains.Course(Course).Outline(), clock.GetUtcNow()) is { } refusal)
            return refusal;

        return await Grains.Lesson(Course, lesson).Published() is { } published ? published : CourseErrors.NoSuchLesson(lesson.Value);
    }

    public async Task<Outcome<Enrollment>> CompleteLesson(Id<Lesson> lesson, CompletedBy by)
    {
        var course = await Grains.Course(Course).Outline();
        var decision = record.State.Complete(lesson, by, course, clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        await this.Commit(record, next);
        return next.Enrollment!;
    }

    public async Task<Outcome<Enrollment>> Record(Grade grade, CompletedBy by)
    {
        var course = await Grains.Course(Course).Outline();
        var decision = record.State.Grade(grade, course);

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, record.State))
            await this.Commit(record, next);

        return grade.Passed ? await CompleteLesson(grade.Lesson, by) : next.Enrollment!;
    }

    public async Task<Outcome<Certificate>> Award(string name)
    {
        if (record.State.Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(Course.Value);

        if (enrollment.Certificate is { } given)
            return given;

        var course = await Grains.Course(Course).Outline();

        if (CompletionRules.Left(course, enrollment) is > 0 and var left)
            return LearningErrors.NotFinished(left);

        var school = await Grains.School.School();
        var now = clock.GetUtcNow();

        if (record.State.Code.Length == 0)
            await this.Commit(record, record.State with { Code = NewCode() });

        await Grains.Certificate(record.State.Code)!.Bind(Person, Course);

        var certificate = new Certificate(
            record.State.Code,
            name,
            course!.Description.Title,
            course.Description.Language,
            school?.Profile.NameIn(course.Description.Language) ?? "",
            course.Lessons.Length,
            now);
        var row = new AuditRow("certificate.issued", TenantScope.Actor, Person.Value, now, Course.Value);
        await this.Commit(
            record,
            record.State with { Enrollment = enrollment with { Certificate = certificate } },
            new Effects { Audit = [row] });

        return certificate;
    }

    private async Task<Error?> WhyNot(CourseOutline? course)
    {
        if (course is null)
            return CourseErrors.NoSuchCourse(Course.Value);

        if (JoinRules.Check(course.Description, clock.GetUtcNow()) is { } refusal)
            return refusal;

        foreach (var first in course.Description.Prerequisites)
        {
            // A course that is gone asks nothing of anybody.
            if (await Grains.Course(first).Outline() is not { } before)
                continue;

            if (await Grains.Enrollment(Person, first).Standing() is not { } standing || CompletionRules.Left(before, standing) > 0)
                return LearningErrors.FinishFirst(before.Description.Title);
        }

        return null;
    }

    // 26 letters and digits of 5 bits: 130 bits, without letters that are mistaken for digits (SEC-J01).
    private static string NewCode() => RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26);
}

[GrainType("learning.enrollments")]
internal sealed class EnrollmentsGrain(
    [PersistentState("enrollments", Storage.Person)] IPersistentState<EnrollmentList> list) : Grain, IEnrollmentsGrain
{
    public Task<ImmutableArray<Id<Course>>> Courses() => Task.FromResult(list.State.Courses);

    public Task Add(Id<Course> course) => list.State.Courses.Contains(course)
        ? Task.CompletedTask
        : this.Commit(list, new EnrollmentList { Courses = list.State.Courses.Add(course) });
}

[GrainType("learning.certificate")]
internal sealed class CertificateGrain(
    [PersistentState("certificate", Storage.School)] IPersistentState<CertificatePointer> pointer) : Grain, ICertificateGrain
{
    public async Task<Certificate?> Verify()
    {
        if (pointer.State.Person.IsEmpty)
            return null;

        var enrollment = await this.Neighbours(GrainFactory).Enrollment(pointer.State.Person, pointer.State.Course).Standing();
        return enrollment?.Certificate is { } certificate && certificate.Code == this.Key().Name ? certificate : null;
    }

    public Task Bind(Id<Person> person, Id<Course> course) =>
        this.Commit(pointer, new CertificatePointer { Person = person, Course = course });
}
