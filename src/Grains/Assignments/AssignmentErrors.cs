namespace Darsgah.Grains.Assignments;

/// <summary>Refusals about assignments and what is handed in for them.</summary>
public static class AssignmentErrors
{
    /// <summary>The lesson is no assignment, or none that is published.</summary>
    public static Error NoAssignment { get; } = Error.NotFound("assignment.no_assignment", "Nothing is handed in for this lesson.");

    /// <summary>There is no such hand-in, or it is somebody else's.</summary>
    public static Error NoSuchSubmission(int number) => Error.NotFound(
        "assignment.no_such_submission", $"There is no hand-in {Written(number)}.", null, ("number", Written(number)));

    /// <summary>The due moment, or the days after it, are over.</summary>
    public static Error Closed { get; } = Error.Conflict("assignment.closed", "This assignment takes no work any more.");

    /// <summary>It was handed in, and may not be again.</summary>
    public static Error NotAgain { get; } = Error.Conflict(
        "assignment.not_again", "This was handed in. It can be handed in again only after it was returned.");

    /// <summary>It was handed in meanwhile, in another window.</summary>
    public static Error HandedIn(int number) => Error.Conflict(
        "assignment.handed_in",
        $"Hand-in {Written(number)} was handed in meanwhile, and is not changed any more.",
        null,
        ("number", Written(number)));

    /// <summary>The draft was changed in another window.</summary>
    public static Error Stale { get; } = Error.Conflict(
        "assignment.stale", "This was changed in another window after the page was opened. Look at what is kept now, and save again if yours shall stand.");

    /// <summary>Its authors published another version while she was at it.</summary>
    public static Error Edited { get; } = Error.Conflict(
        "assignment.edited", "The assignment was changed after this page was opened. Read it again, then hand in.");

    /// <summary>Neither a text nor a file.</summary>
    public static Error Nothing { get; } = Error.Invalid("assignment.nothing", "Write something or add a file first.", "text");

    /// <summary>It takes no text.</summary>
    public static Error NoText { get; } = Error.Invalid("assignment.no_text", "This assignment takes files alone.", "text");

    /// <summary>The text is too long.</summary>
    public static Error TextTooLong { get; } = Error.Invalid(
        "assignment.text_too_long",
        $"A text takes at most {Written(AssignmentRules.LongestText)} characters. Shorten it, or add it as a file.",
        "text",
        ("most", Written(AssignmentRules.LongestText)));

    /// <summary>More files than it takes.</summary>
    public static Error TooManyFiles(int most) => Error.Invalid(
        "assignment.too_many_files", $"This assignment takes at most {Written(most)} files.", "file", ("most", Written(most)));

    /// <summary>Larger than a file may be.</summary>
    public static Error FileTooLarge(int megabytes) => Error.Invalid(
        "assignment.file_too_large", $"A file takes at most {Written(megabytes)} MB here.", "file", ("most", Written(megabytes)));

    /// <summary>The school's room for files is used up.</summary>
    public static Error NoRoom { get; } = Error.Invalid(
        "assignment.no_room",
        "The school has no room for this file. What you wrote is kept. Tell your instructor, who can have room made, and add the file then.",
        "file");

    /// <summary>It is of a kind that is not asked for.</summary>
    public static Error FileKind(string name) => Error.Invalid(
        "assignment.file_kind", $"“{name}” is of a kind that this assignment does not take.", "file", ("name", name));

    /// <summary>She has handed in again since.</summary>
    public static Error NotNewest { get; } = Error.Conflict(
        "assignment.not_newest", "This was handed in again meanwhile. The newest is graded.");

    /// <summary>Somebody else graded it first.</summary>
    public static Error Changed { get; } = Error.Conflict(
        "assignment.changed", "Somebody else graded or returned this meanwhile. Look at what is kept now, and save again if yours shall stand.");

    /// <summary>Points that the assignment does not have.</summary>
    public static Error BadPoints(decimal most) => Error.Invalid(
        "assignment.bad_points", $"Points of this assignment are 0 to {Written(most)}.", "points", ("most", Written(most)));

    /// <summary>A criterion has no level, or one that it does not have.</summary>
    public static Error LevelMissing(Criterion criterion)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        return Error.Invalid(
            "assignment.level_missing", $"Choose a level of “{criterion.Title}”.", $"level-{criterion.Id}", ("criterion", criterion.Title));
    }

    /// <summary>Levels that cannot be.</summary>
    public static Error LevelsBad(Criterion criterion)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        return Error.Invalid(
            "assignment.levels_bad",
            $"“{criterion.Title}” has 1 to 10 levels, each with a title of 1 to 120 characters and points of 0 to 1000.",
            "rubric",
            ("criterion", criterion.Title));
    }

    /// <summary>What is said is too long.</summary>
    public static Error FeedbackTooLong(string field, int most) => Error.Invalid(
        "assignment.feedback_long", $"This takes at most {Written(most)} characters.", field, ("most", Written(most)));

    /// <summary>Work that is returned says why.</summary>
    public static Error ReasonMissing { get; } = Error.Invalid(
        "assignment.reason_missing", "Write what is missing, so that she knows what to do.", "feedback");

    /// <summary>The day until which returned work comes is over.</summary>
    public static Error DueOver { get; } = Error.Invalid("assignment.due_over", "Choose a day that is not over.", "due_day");

    /// <summary>More time where there is no end of it.</summary>
    public static Error NothingDue { get; } = Error.Invalid(
        "assignment.nothing_due", "This is never due for her, so there is no day to put off.", "due_day");

    /// <summary>Time that she has without it.</summary>
    public static Error NotLonger { get; } = Error.Invalid(
        "assignment.not_longer", "She has until then or longer already. Choose a later day.", "due_day");

    /// <summary>Points of an assignment that cannot be.</summary>
    public static Error PointsBad(string field) => Field(
        "points_bad", field, "Points are 0.01 to 1000, with at most two decimal places.");

    /// <summary>A field that cannot be.</summary>
    /// <param name="what">The rest of the code: <c>files_bad</c>.</param>
    public static Error Field(string what, string field, string message) => Error.Invalid("assignment." + what, message, field);

    private static string Written(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
