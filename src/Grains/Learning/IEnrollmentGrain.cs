using Darsgah.Grains.Courses;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Learning;

/// <summary>One person in one course: that she is in it, how far she is, what she earned.</summary>
/// <remarks>Key <c>tenant/{person}.{course}</c>; kept sealed with her own key.</remarks>
[Alias("learning.enrollment"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IEnrollmentGrain : ITenantScopedGrain
{
    /// <summary>Where she stands, or null where she is not enrolled.</summary>
    [Alias("standing")]
    Task<Enrollment?> Standing();

    /// <summary>Enrols her, by her own wish, in a course that takes people. Repeating it changes nothing.</summary>
    /// <returns>
    /// The enrolment; or <see cref="CourseErrors.NoSuchCourse"/>, <see cref="LearningErrors.ByInvitation"/>,
    /// <see cref="LearningErrors.JoinLater"/>, <see cref="LearningErrors.JoinOver"/>, <see cref="LearningErrors.FinishFirst"/>.
    /// </returns>
    [Alias("enroll")]
    Task<Outcome<Enrollment>> Enroll();

    /// <summary>The newest version of a lesson that is open to her: the one way in which its content reaches a student (SEC-B04).</summary>
    /// <returns>
    /// It; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="CourseErrors.NoSuchLesson"/>, <see cref="LearningErrors.NotReleased"/>.
    /// </returns>
    [Alias("read")]
    Task<Outcome<PublishedLesson>> Read(Id<Lesson> lesson);

    /// <summary>Notes that she has finished a lesson. Repeating it changes nothing.</summary>
    /// <param name="by">What finished it. Only reading may be her own word; the rest is what the server has seen.</param>
    /// <returns>
    /// The enrolment; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="CourseErrors.NoSuchLesson"/>,
    /// <see cref="LearningErrors.NotReleased"/>, <see cref="LearningErrors.NotCompletedSo"/>.
    /// </returns>
    [Alias("complete_lesson")]
    Task<Outcome<Enrollment>> CompleteLesson(Id<Lesson> lesson, CompletedBy by);

    /// <summary>
    /// Keeps what she was given for a lesson, in place of what she had for it; a passed one finishes the lesson.
    /// Repeating it changes nothing.
    /// </summary>
    /// <returns>The enrolment; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="CourseErrors.NoSuchLesson"/>.</returns>
    [Alias("record_grade")]
    Task<Outcome<Enrollment>> Record(Grade grade, CompletedBy by);

    /// <summary>Gives her the certificate, once; later calls return the same one.</summary>
    /// <param name="name">Her name as it shall stand on it.</param>
    /// <returns>The certificate; or <see cref="LearningErrors.NotFinished"/>.</returns>
    [Alias("award")]
    Task<Outcome<Certificate>> Award(string name);
}

/// <summary>The courses a person is in.</summary>
/// <remarks>Key <c>tenant/{person}</c>; kept sealed with her own key.</remarks>
[Alias("learning.enrollments"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IEnrollmentsGrain : ITenantScopedGrain
{
    /// <summary>Slugs, oldest first.</summary>
    [Alias("courses")]
    Task<ImmutableArray<Id<Course>>> Courses();

    /// <summary>Adds one; repeating it changes nothing.</summary>
    [Alias("add")]
    Task Add(Id<Course> course);
}

/// <summary>A certificate's code, and where the certificate is.</summary>
/// <remarks>Key <c>tenant/{code}</c>; the certificate itself is kept with the person who earned it.</remarks>
[Alias("learning.certificate"), ServesPurpose("certificates", DataCategory.Profile, DataCategory.Learning)]
public interface ICertificateGrain : ITenantScopedGrain
{
    /// <summary>The certificate as it was earned; or null where no such one was given.</summary>
    [Alias("verify")]
    Task<Certificate?> Verify();

    /// <summary>Binds the code to the enrolment that earned it.</summary>
    [Alias("bind")]
    Task Bind(Id<Person> person, Id<Course> course);
}

/// <param name="Completed">Lessons finished, in the order they were.</param>
/// <param name="LastLesson">Where she was last; null at the start.</param>
[GenerateSerializer, Immutable, Alias("learning.enrollment_standing"), PersonalData(DataCategory.Learning)]
public sealed record Enrollment(
    Id<Course> Course,
    DateTimeOffset EnrolledAt,
    ImmutableArray<LessonDone> Completed,
    Id<Lesson>? LastLesson,
    Certificate? Certificate)
{
    /// <summary>What she was given, one a lesson, in the order of the first.</summary>
    [Id(5)] public ImmutableArray<Grade> Grades { get; init; } = [];
}

/// <summary>What finished a lesson.</summary>
public enum CompletedBy
{
    /// <summary>She said so, at its end.</summary>
    Reading = 0,

    /// <summary>She watched or heard as much of it as it asks.</summary>
    Watching = 1,

    /// <summary>She passed its quiz.</summary>
    Quiz = 2,

    /// <summary>Her work was graded.</summary>
    Assignment = 3,
}

/// <summary>What somebody was given for a lesson, bound to the version that she answered.</summary>
/// <param name="Version">Version of the lesson.</param>
/// <param name="Points">What she got.</param>
/// <param name="OutOf">What there was to get.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="At">When it was given, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.grade"), PersonalData(DataCategory.Learning)]
public sealed record Grade(Id<Lesson> Lesson, int Version, decimal Points, decimal OutOf, bool Passed, DateTimeOffset At);

/// <summary>A lesson finished, and when.</summary>
[GenerateSerializer, Immutable, Alias("learning.lesson_done"), PersonalData(DataCategory.Learning)]
public sealed record LessonDone(Id<Lesson> Lesson, DateTimeOffset At);

/// <summary>What was earned: a snapshot that later edits never change.</summary>
/// <param name="Code">Random, at least 128 bits (SEC-J01), base32 in lower case.</param>
/// <param name="Name">Who earned it.</param>
/// <param name="CourseTitle">The course's title then.</param>
/// <param name="CourseLanguage">Language of the course, BCP 47.</param>
/// <param name="School">The school's name then.</param>
/// <param name="Lessons">How many lessons the course had.</param>
/// <param name="IssuedAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.certificate_snapshot"), PersonalData(DataCategory.Profile, DataCategory.Learning)]
public sealed record Certificate(
    string Code, string Name, string CourseTitle, string CourseLanguage, string School, int Lessons, DateTimeOffset IssuedAt);
