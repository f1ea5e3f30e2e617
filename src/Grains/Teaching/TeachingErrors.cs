namespace Darsgah.Grains.Teaching;

/// <summary>Refusals about the people of a course.</summary>
public static class TeachingErrors
{
    /// <summary>All seats are taken.</summary>
    public static Error CourseFull(int seats) => Error.Conflict(
        "teaching.course_full",
        $"All {seats} places of this course are taken.",
        null,
        ("seats", seats.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Her access is paused.</summary>
    public static Error Paused() => Error.Forbidden(
        "teaching.paused", "Your access to this course is paused. Ask the school.");

    /// <summary>Her access has ended.</summary>
    public static Error Ended() => Error.Forbidden(
        "teaching.ended", "Your access to this course has ended. Ask the school.");

    /// <summary>There is nobody of that id in the course.</summary>
    public static Error NoSuchStudent() => Error.NotFound(
        "teaching.no_such_student", "There is no such student in this course.");

    /// <summary>Something was to be done about several students, and none was named.</summary>
    public static Error NobodyChosen() => Error.Invalid(
        "teaching.nobody_chosen", "Choose at least one student of the list.");

    /// <summary>Several students were named, and nothing to do about them.</summary>
    public static Error NothingChosen() => Error.Invalid(
        "teaching.nothing_chosen", "Choose what to do about the students.");

    /// <summary>A state that nobody is put into.</summary>
    public static Error BadState() => Error.Invalid(
        "teaching.bad_state", "A place is made active or paused. To take somebody out of the course, delete her place.", "state");

    /// <summary>A date that does not end anything.</summary>
    public static Error BadEnd() => Error.Invalid(
        "teaching.bad_end", "Access ends on a day after today. Write it as 2027-03-31, or leave it empty for no end.", "until");

    /// <summary>No grade.</summary>
    public static Error BadGrade() => Error.Invalid(
        "teaching.bad_grade", "Points are a number from 0 to what there is to get, which is 1 to 10000.", "points");

    /// <summary>A grade by hand says why.</summary>
    public static Error NoReason() => Error.Invalid(
        "teaching.no_reason", "Write why, in 3 to 500 characters; the student reads it.", "reason");

    /// <summary>There is no such cohort.</summary>
    public static Error NoSuchCohort() => Error.Invalid(
        "teaching.no_such_cohort", "There is no such cohort in this course.", "cohort");

    /// <summary>A name that cannot be one.</summary>
    public static Error BadCohortName() => Error.Invalid(
        "teaching.bad_cohort_name", "A cohort's name takes 1 to 80 characters.", "name");

    /// <summary>There is one of that name.</summary>
    public static Error CohortNameTaken() => Error.Conflict(
        "teaching.cohort_name_taken", "There is a cohort of that name in this course.", "name");

    /// <summary>More than a course has.</summary>
    public static Error TooManyCohorts(int most) => Error.Conflict(
        "teaching.too_many_cohorts", $"A course takes at most {most} cohorts.", null, ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>An invitation that leads nowhere: unknown, used up, revoked or too old. Which, is not told (SEC-C06).</summary>
    public static Error InvitationGone() => Error.NotFound(
        "teaching.invitation_gone", "This invitation is not valid any more. Ask whoever sent it for a new one.");

    /// <summary>An invitation that was sent to another address.</summary>
    public static Error InvitationOfAnother() => Error.Forbidden(
        "teaching.invitation_of_another", "This invitation was sent to another address than your account's. Sign in with that one.");

    /// <summary>Uses or days that an invitation cannot have.</summary>
    public static Error BadInvitation() => Error.Invalid(
        "teaching.bad_invitation", "An invitation is good for 1 to 1000 people and 1 to 365 days.", "uses");

    /// <summary>More than a course keeps.</summary>
    public static Error TooManyInvitations(int most) => Error.Conflict(
        "teaching.too_many_invitations",
        $"A course keeps at most {most} invitations. Revoke some that nobody needs.",
        null,
        ("most", most.ToString(CultureInfo.InvariantCulture)));
}
