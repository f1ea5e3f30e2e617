using Darsgah.Grains.Courses;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

/// <summary>One person in one course: that she is in it, how far she is, what she earned.</summary>
/// <remarks>Key <c>tenant/{person}.{course}</c>; kept sealed with her own key.</remarks>
[Alias("learning.enrollment"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IEnrollmentGrain : ITenantScopedGrain
{
    /// <summary>Where she stands; null where she is not in the course now: never enrolled, paused, ended, removed.</summary>
    /// <remarks>Whoever shows a lesson, a file or a question of the course asks this, so that nothing opens to who is out.</remarks>
    [Alias("standing")]
    Task<Enrollment?> Standing();

    /// <summary>All that is kept of it, whether she is in the course now or not; null where she never was.</summary>
    [Alias("kept")]
    Task<Enrollment?> Kept();

    /// <summary>Enrols her, by her own wish, in a course that takes people. Repeating it changes nothing; who left can come again.</summary>
    /// <returns>
    /// The enrolment; or <see cref="CourseErrors.NoSuchCourse"/>, <see cref="LearningErrors.ByInvitation"/>,
    /// <see cref="LearningErrors.JoinLater"/>, <see cref="LearningErrors.JoinOver"/>, <see cref="LearningErrors.FinishFirst"/>,
    /// <see cref="TeachingErrors.CourseFull"/>, <see cref="TeachingErrors.Paused"/>, <see cref="TeachingErrors.Ended"/>.
    /// </returns>
    [Alias("enroll")]
    Task<Outcome<Enrollment>> Enroll();

    /// <summary>
    /// Enrols her on the word of the course's staff or by their invitation, whatever the course's visibility. Staff bring back
    /// who was removed; an invitation does not. Repeating it changes nothing.
    /// </summary>
    /// <returns>As <see cref="Enroll"/>.</returns>
    [Alias("admit")]
    Task<Outcome<Enrollment>> Admit(Admission admission);

    /// <summary>Changes whether and how long she is in it. Repeating it changes nothing.</summary>
    /// <returns>
    /// The enrolment; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="TeachingErrors.BadEnd"/>,
    /// <see cref="TeachingErrors.CourseFull"/> where she would take a seat again.
    /// </returns>
    [Alias("arrange")]
    Task<Outcome<Enrollment>> Arrange(ArrangeEnrollment command);

    /// <summary>A grade that a person gives, in place of what was reckoned or of nothing.</summary>
    /// <returns>
    /// The enrolment; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="CourseErrors.NoSuchLesson"/>,
    /// <see cref="TeachingErrors.BadGrade"/>, <see cref="TeachingErrors.NoReason"/>.
    /// </returns>
    [Alias("grade_by_hand")]
    Task<Outcome<Enrollment>> GradeByHand(GradeByHand command);

    /// <summary>Brings her line in the course's roster up to date: her name, her progress. Says nothing where she never was in it.</summary>
    [Alias("refresh")]
    Task Refresh();

    /// <summary>
    /// Takes what the course's staff have of her out of their lists: her line, her grades, her quizzes. What is sealed with her own
    /// key goes with the key (GDPR Art. 17). Repeating it changes nothing.
    /// </summary>
    [Alias("forget")]
    Task Forget();

    /// <summary>The newest version of a lesson that is open to her: the one way in which its content reaches a student (SEC-B04).</summary>
    /// <returns>
    /// It; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="CourseErrors.NoSuchLesson"/>, <see cref="LearningErrors.NotReleased"/>,
    /// <see cref="TeachingErrors.Paused"/>, <see cref="TeachingErrors.Ended"/>.
    /// </returns>
    [Alias("read")]
    Task<Outcome<PublishedLesson>> Read(Id<Lesson> lesson);

    /// <summary>Notes which lesson she has open, so that she goes on there.</summary>
    /// <remarks>Written at most once a minute: what a crash takes with it costs her a look at the course's outline, no more.</remarks>
    [Alias("opened")]
    Task Opened(Id<Lesson> lesson);

    /// <summary>Notes that she did something in the course. Written at most once an hour.</summary>
    [Alias("active")]
    Task Active(DateTimeOffset at);

    /// <summary>Notes that an attempt of hers at a quiz ended, before it stands in any list of staff, so that it is found when she is erased.</summary>
    [Alias("answered")]
    Task Answered(Id<Lesson> quiz, DateTimeOffset at);

    /// <summary>Notes that she has finished a lesson. Repeating it changes nothing.</summary>
    /// <param name="by">What finished it. Only reading may be her own word; the rest is what the server has seen.</param>
    /// <returns>
    /// The enrolment; or <see cref="LearningErrors.NotEnrolled"/>, <see cref="CourseErrors.NoSuchLesson"/>,
    /// <see cref="LearningErrors.NotReleased"/>, <see cref="LearningErrors.NotBegun"/>, <see cref="LearningErrors.NotCompletedSo"/>.
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

    /// <summary>Gives who finished the course the certificate, once; later calls return the same one. What she earned is hers after she left too.</summary>
    /// <param name="name">Her name as it shall stand on it.</param>
    /// <returns>The certificate; or <see cref="LearningErrors.NotFinished"/>, <see cref="TeachingErrors.Ended"/>.</returns>
    [Alias("award")]
    Task<Outcome<Certificate>> Award(string name);

    /// <summary>Gives her the next certificate in place of one that has expired or soon will; the course is as it is now.</summary>
    /// <param name="name">Her name as it shall stand on it.</param>
    /// <returns>
    /// The certificate; or <see cref="CertificateErrors.NotRenewable"/>, <see cref="LearningErrors.NotFinished"/>.
    /// </returns>
    [Alias("renew")]
    Task<Outcome<Certificate>> Renew(string name);

    /// <summary>
    /// Makes the certificate out to another name, with a code of its own; what was earned and when stays as it was. The one
    /// before is called in, and the name on it is kept no longer.
    /// </summary>
    /// <returns>The certificate; or <see cref="CertificateErrors.NoneGiven"/>.</returns>
    [Alias("reissue")]
    Task<Outcome<Certificate>> Reissue(string name);

    /// <summary>Whether whoever checks her certificate is shown her name; at first, yes.</summary>
    /// <returns>The certificate; or <see cref="CertificateErrors.NoneGiven"/>.</returns>
    [Alias("show_name")]
    Task<Outcome<Certificate>> ShowName(bool shown);

    /// <summary>The certificate of a code; null where she has none of it, or not any more.</summary>
    [Alias("held")]
    Task<HeldCertificate?> Held(string code);

    /// <summary>Her certificate, with its number in the course's register; null before she has one.</summary>
    [Alias("registered_certificate")]
    Task<Certificate?> RegisteredCertificate();
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

/// <param name="Completed">Lessons finished, in the order they were.</param>
/// <param name="LastLesson">The lesson she finished last; null at the start.</param>
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

    /// <summary>Whether she is in the course.</summary>
    [Id(6)] public EnrollmentState State { get; init; }

    /// <summary>When her access ends, UTC; null for never.</summary>
    [Id(7)] public DateTimeOffset? Until { get; init; }

    /// <summary>The cohort she is in; empty for none.</summary>
    [Id(8)] public string Cohort { get; init; } = "";

    /// <summary>Grades that a person gave, one a lesson; what each says stands in <see cref="Grades"/> too.</summary>
    [Id(9)] public ImmutableArray<HandGrade> ByHand { get; init; } = [];

    /// <summary>The day her cohort starts; null for none. Looked up for whoever asks, never stored here.</summary>
    [Id(10)] public CohortStart? CohortStart { get; init; }

    /// <summary>
    /// When nothing was left of the course for the first time, UTC: lessons that are added later take nothing of it back. Null
    /// before, and in an enrolment of the time before this was kept; <see cref="CompletionRules.IsFinished"/> knows both.
    /// </summary>
    [Id(40)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The lesson she opened last; null before the first.</summary>
    [Id(42)] public LessonOpened? LastOpened { get; init; }

    /// <summary>She can open lessons at that moment.</summary>
    public bool IsOpen(DateTimeOffset now) => State.IsOpen(Until, now);
}

/// <summary>Whether somebody is in a course.</summary>
public enum EnrollmentState
{
    /// <summary>She is.</summary>
    Active = 0,

    /// <summary>Not for now; nothing is lost.</summary>
    Paused = 1,

    /// <summary>Staff took her out. What she earned stays hers.</summary>
    Removed = 2,

    /// <summary>She left. She can come again.</summary>
    Left = 3,
}

/// <summary>What a state of an enrolment means.</summary>
public static class EnrollmentStates
{
    /// <summary>Lessons open to her.</summary>
    public static bool IsOpen(this EnrollmentState state, DateTimeOffset? until, DateTimeOffset now) =>
        state == EnrollmentState.Active && (until is not { } end || now < end);

    /// <summary>One of the course's seats is hers: also while she is paused, and after her access ended by its date.</summary>
    public static bool HoldsSeat(this EnrollmentState state) => state is EnrollmentState.Active or EnrollmentState.Paused;
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

    /// <summary>Her work was graded and passes.</summary>
    Assignment = 3,

    /// <summary>She handed in her answers or her work, whatever she is given for it.</summary>
    HandingIn = 4,
}

/// <summary>What somebody was given for a lesson, bound to the version that she answered.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="Version">Version of the lesson.</param>
/// <param name="Points">What she got.</param>
/// <param name="OutOf">What there was to get.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="At">When it was given, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.grade"), PersonalData(DataCategory.Learning)]
public sealed record Grade(Id<Lesson> Lesson, int Version, decimal Points, decimal OutOf, bool Passed, DateTimeOffset At)
{
    /// <summary>Which of her hand-ins or attempts it is for, from 1; 0 where that is not known.</summary>
    [Id(6)] public int Answer { get; init; }
}

/// <summary>A lesson opened, and when.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.lesson_opened"), PersonalData(DataCategory.Learning)]
public sealed record LessonOpened(Id<Lesson> Lesson, DateTimeOffset At);

/// <summary>A lesson finished, and when.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.lesson_done"), PersonalData(DataCategory.Learning)]
public sealed record LessonDone(Id<Lesson> Lesson, DateTimeOffset At);
