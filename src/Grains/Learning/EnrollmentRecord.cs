using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>A person's way through one course, and the rules of it.</summary>
[GenerateSerializer, Immutable, Alias("learning.enrollment.state")]
internal sealed record EnrollmentRecord
{
    private const int MostEarlier = 40;
    private const int MostCalledIn = 200;

    // Staff see days; a student who watches all evening is not written every half minute.
    private static readonly TimeSpan Apart = TimeSpan.FromHours(1);

    [Id(0)] public Enrollment? Enrollment { get; init; }

    /// <summary>The code a certificate will have; drawn before the certificate is bound, so that a repeat uses it again.</summary>
    [Id(1)] public string Code { get; init; } = "";

    /// <summary>Her place in the course's roster; null before she has one.</summary>
    [Id(2)] public int? Slot { get; init; }

    /// <summary>Certificates that were renewed, oldest first; the last 40.</summary>
    [Id(20)] public ImmutableArray<Certificate> Earlier { get; init; } = [];

    /// <summary>Codes of certificates that were made out anew to another name; the last 200.</summary>
    [Id(21)] public ImmutableArray<string> CalledIn { get; init; } = [];

    /// <summary>She does not want her name shown to whoever checks a certificate.</summary>
    [Id(22)] public bool NameWithheld { get; init; }

    /// <summary>What staff did about her place and she was not told of yet; null for nothing.</summary>
    [Id(51)] public EnrollmentAct? Untold { get; init; }

    /// <summary>How many things she was to be told of her place; names each of them.</summary>
    [Id(53)] public int Changes { get; init; }

    /// <summary>When she last watched, handed something in or ended an attempt, UTC, to the hour; null before the first.</summary>
    [Id(55)] public DateTimeOffset? ActiveAt { get; init; }

    /// <summary>Quizzes at which an attempt of hers ended, whether or not they are still in the course.</summary>
    [Id(57)] public ImmutableArray<Id<Lesson>> Quizzes { get; init; } = [];

    /// <summary>When she last did something in the course, or was given a grade.</summary>
    public DateTimeOffset LastAt => Enrollment!.Completed.Select(done => done.At)
        .Concat(Enrollment.Grades.Select(grade => grade.At))
        .Append(Enrollment.EnrolledAt)
        .Append(ActiveAt ?? Enrollment.EnrolledAt)
        .Max();

    /// <summary>The record after she did something; itself where it knows of something as late.</summary>
    public EnrollmentRecord Active(DateTimeOffset at) => Enrollment is null || at < LastAt + Apart ? this : this with { ActiveAt = at };

    /// <summary>With something about her place that she is to be told of.</summary>
    public EnrollmentRecord ToTell(EnrollmentAct act) => this with { Untold = act, Changes = Changes + 1 };

    /// <summary>With a certificate in place of the one before, if there is one.</summary>
    /// <param name="renewed">The one before stays known, because it was renewed; else it was made out anew and only its code is kept.</param>
    public EnrollmentRecord With(Certificate certificate, bool renewed)
    {
        var before = Enrollment!.Certificate;

        return this with
        {
            Enrollment = Enrollment with { Certificate = certificate },
            Earlier = before is not null && renewed ? [.. Earlier.Add(before).TakeLast(MostEarlier)] : Earlier,
            CalledIn = before is not null && !renewed ? [.. CalledIn.Add(before.Code).TakeLast(MostCalledIn)] : CalledIn,
        };
    }

    /// <summary>What she has of a code; null for nothing.</summary>
    public HeldCertificate? Held(string code) =>
        Enrollment?.Certificate is { } current && current.Code == code ? new HeldCertificate(current, IsCurrent: true) { NameWithheld = NameWithheld }
        : Earlier.FirstOrDefault(earlier => earlier.Code == code) is { } before ? new HeldCertificate(before, IsCurrent: false) { NameWithheld = NameWithheld }
        : CalledIn.Contains(code, StringComparer.Ordinal) ? new HeldCertificate(null, IsCurrent: false)
        : null;

    /// <summary>Lessons failed and not passed since.</summary>
    [Id(3)] public ImmutableArray<LessonFailures> Failures { get; init; } = [];

    public Outcome<EnrollmentRecord> Complete(
        Id<Lesson> lesson, CompletedBy by, CourseOutline? course, LearningRules school, CohortStart? cohort, DateTimeOffset at)
    {
        if (Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course?.Description.Slug.Value ?? "");

        if (course?.Find(lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        if (enrollment.Completed.Any(done => done.Lesson == lesson))
            return With(enrollment with { LastLesson = lesson }, course, at);

        if (!ReleaseRules.Of(head, course, enrollment with { CohortStart = cohort }, at).IsOpen)
            return LearningErrors.NotReleased(lesson.Value);

        var rule = CompletionRules.Of(head, course.Description, school);

        if (!CompletionRules.Accepts(rule, by) && !(by == CompletedBy.Reading && CompletionRules.TakesHerWord(head, rule, enrollment)))
            return LearningErrors.NotCompletedSo(lesson.Value, rule.By);

        return With(enrollment with { Completed = enrollment.Completed.Add(new LessonDone(lesson, at)), LastLesson = lesson }, course, at);
    }

    private EnrollmentRecord With(Enrollment enrollment, CourseOutline course, DateTimeOffset at)
    {
        if (enrollment.FinishedAt is null && CompletionRules.Left(course, enrollment) == 0)
            enrollment = enrollment with { FinishedAt = at };

        return enrollment == Enrollment ? this : this with { Enrollment = enrollment };
    }

    public Outcome<EnrollmentRecord> Grade(Grade grade, CourseOutline? course)
    {
        if (Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(course?.Description.Slug.Value ?? "");

        if (course is null || course.Lessons.All(head => head.Id != grade.Lesson))
            return CourseErrors.NoSuchLesson(grade.Lesson.Value);

        return Graded(enrollment, grade);
    }

    private EnrollmentRecord Graded(Enrollment enrollment, Grade grade)
    {
        // What a person gave goes before what is reckoned later, which is kept beside it.
        if (enrollment.ByHand.FirstOrDefault(given => given.Lesson == grade.Lesson) is { } byHand)
        {
            return byHand.Reckoned == grade
                ? this
                : this with { Enrollment = enrollment with { ByHand = enrollment.ByHand.Replace(byHand, byHand with { Reckoned = grade }) } };
        }

        var known = enrollment.Grades.FirstOrDefault(given => given.Lesson == grade.Lesson);

        return known == grade ? this : this with
        {
            Enrollment = enrollment with { Grades = enrollment.Grades.With(known, grade) },
            Failures = Failures.After(grade, known),
        };
    }

    /// <summary>Why she may not read a lesson; null where she may.</summary>
    /// <remarks>Of a course or lesson that she could not see, it does not say that there is one.</remarks>
    public Error? Closed(Id<Lesson> lesson, CourseOutline? course, CohortStart? cohort, DateTimeOffset at)
    {
        if (Enrollment is not { } enrollment)
        {
            return course is { Description.Published: true } && course.Find(lesson) is not null
                ? LearningErrors.NotEnrolled(course.Description.Slug.Value)
                : CourseErrors.NoSuchLesson(lesson.Value);
        }

        if (course?.Find(lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        return ReleaseRules.Of(head, course, enrollment with { CohortStart = cohort }, at).IsOpen ? null : LearningErrors.NotReleased(lesson.Value);
    }
}

/// <summary>The courses a person is in.</summary>
[GenerateSerializer, Immutable, Alias("learning.enrollments.state")]
internal sealed record EnrollmentList
{
    [Id(0)] public ImmutableArray<Id<Course>> Courses { get; init; } = [];
}
