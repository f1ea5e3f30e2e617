using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>A person's way through one course, and the rules of it.</summary>
[GenerateSerializer, Immutable, Alias("learning.enrollment.state")]
internal sealed record EnrollmentRecord
{
    [Id(0)] public Enrollment? Enrollment { get; init; }

    /// <summary>The code a certificate will have; drawn before the certificate is bound, so that a repeat uses it again.</summary>
    [Id(1)] public string Code { get; init; } = "";

    public EnrollmentRecord Enroll(Id<Course> course, DateTimeOffset at) =>
        Enrollment is not null ? this : this with { Enrollment = new Enrollment(course, at, [], null, null) };

    public Outcome<EnrollmentRecord> Complete(Id<Lesson> lesson, CompletedBy by, CourseOutline? course, DateTimeOffset at)
    {
        if (Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course?.Description.Slug.Value ?? "");

        if (course?.Find(lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        if (enrollment.Completed.Any(done => done.Lesson == lesson))
            return enrollment.LastLesson == lesson ? this : this with { Enrollment = enrollment with { LastLesson = lesson } };

        if (!ReleaseRules.Of(head, course, enrollment, at).IsOpen)
            return LearningErrors.NotReleased(lesson.Value);

        if (!CompletionRules.Accepts(head, course.Description, by))
            return LearningErrors.NotCompletedSo(lesson.Value, CompletionRules.Of(head, course.Description).By);

        return this with
        {
            Enrollment = enrollment with { Completed = enrollment.Completed.Add(new LessonDone(lesson, at)), LastLesson = lesson },
        };
    }

    public Outcome<EnrollmentRecord> Grade(Grade grade, CourseOutline? course)
    {
        if (Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course?.Description.Slug.Value ?? "");

        if (course is null || course.Lessons.All(head => head.Id != grade.Lesson))
            return CourseErrors.NoSuchLesson(grade.Lesson.Value);

        var known = enrollment.Grades.FirstOrDefault(given => given.Lesson == grade.Lesson);

        if (known == grade)
            return this;

        var grades = known is null ? enrollment.Grades.Add(grade) : enrollment.Grades.Replace(known, grade);
        return this with { Enrollment = enrollment with { Grades = grades } };
    }

    /// <summary>Why she may not read a lesson; null where she may.</summary>
    public Error? Closed(Id<Lesson> lesson, CourseOutline? course, DateTimeOffset at)
    {
        if (Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course?.Description.Slug.Value ?? "");

        if (course?.Find(lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        return ReleaseRules.Of(head, course, enrollment, at).IsOpen ? null : LearningErrors.NotReleased(lesson.Value);
    }
}

/// <summary>The courses a person is in.</summary>
[GenerateSerializer, Immutable, Alias("learning.enrollments.state")]
internal sealed record EnrollmentList
{
    [Id(0)] public ImmutableArray<Id<Course>> Courses { get; init; } = [];
}

/// <summary>Which enrolment earned a certificate.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate.state")]
internal sealed record CertificatePointer
{
    [Id(0)] public Id<Person> Person { get; init; }

    [Id(1)] public Id<Course> Course { get; init; }
}
