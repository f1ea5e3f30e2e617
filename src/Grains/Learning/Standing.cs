using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Learning;

/// <summary>How somebody comes into a course without enrolling herself.</summary>
/// <param name="ByStaff">Staff of the course put her in; false for an invitation that she took.</param>
/// <param name="Cohort">The cohort she comes into; empty for none.</param>
[GenerateSerializer, Immutable, Alias("learning.admission")]
public sealed record Admission(bool ByStaff, string Cohort = "");

/// <summary>What can be done with an enrolment.</summary>
public enum EnrollmentAct
{
    /// <summary>Access stops until it is resumed.</summary>
    Pause = 1,

    /// <summary>Access goes on.</summary>
    Resume = 2,

    /// <summary>Access ends on a date, or never.</summary>
    Extend = 3,

    /// <summary>Staff take her out.</summary>
    Remove = 4,

    /// <summary>She leaves.</summary>
    Leave = 5,

    /// <summary>She comes into a cohort, or into none.</summary>
    PutInCohort = 6,
}

/// <param name="Act">What is done.</param>
/// <param name="Until">For <see cref="EnrollmentAct.Extend"/>: when access ends, UTC; null for never.</param>
/// <param name="Cohort">For <see cref="EnrollmentAct.PutInCohort"/>: which; empty for none.</param>
[GenerateSerializer, Immutable, Alias("learning.arrange")]
public sealed record ArrangeEnrollment(EnrollmentAct Act, DateTimeOffset? Until = null, string Cohort = "");

/// <param name="Lesson">What it is for.</param>
/// <param name="Points">From 0 to <paramref name="OutOf"/>; null to take an earlier grade by hand back.</param>
/// <param name="OutOf">What there is to get, up to 10,000.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="Reason">Why, 3 to 500 characters; the student reads it.</param>
[GenerateSerializer, Immutable, Alias("learning.grade_by_hand")]
public sealed record GradeByHand(Id<Lesson> Lesson, decimal? Points, decimal OutOf, bool Passed, string Reason);

/// <summary>A grade that a person gave.</summary>
/// <param name="Reason">Why; the student reads it.</param>
/// <param name="By">Who gave it: a person's id, <c>key:…</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reckoned">What the software reckoned, which holds again when this is taken back; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("learning.hand_grade"), PersonalData(DataCategory.Learning)]
public sealed record HandGrade(Id<Lesson> Lesson, string Reason, string By, DateTimeOffset At, Grade? Reckoned);

/// <summary>How often she failed a lesson that she has not passed since.</summary>
[GenerateSerializer, Immutable, Alias("learning.failures")]
internal sealed record LessonFailures(Id<Lesson> Lesson, int Times);
