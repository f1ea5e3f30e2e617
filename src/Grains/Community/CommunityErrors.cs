namespace Darsgah.Grains.Community;

/// <summary>Refusals about what people write to each other.</summary>
public static class CommunityErrors
{
    /// <summary>There is none, or it is not to be seen.</summary>
    public static Error NoSuchPost() => Error.NotFound("community.no_such_post", "There is nothing of that address here.");

    /// <summary>Somebody else wrote it.</summary>
    public static Error NotHers() => Error.Forbidden("community.not_hers", "Only whoever wrote it can change it.");

    /// <summary>It was removed or hidden meanwhile.</summary>
    public static Error Gone() => Error.Conflict("community.gone", "It was removed or hidden meanwhile.");

    /// <summary>Nobody votes for, reports or judges what she wrote herself.</summary>
    public static Error OwnPost() => Error.Conflict("community.own_post", "You wrote this yourself.");

    /// <summary>What a teacher wrote is judged by who runs the school.</summary>
    public static Error ForTheSchool() => Error.Forbidden(
        "community.for_the_school", "A teacher wrote this: only who runs the school decides about it.");

    /// <summary>Only the asker and the teacher say which reply is the answer.</summary>
    public static Error NotYoursToAccept() => Error.Forbidden(
        "community.not_yours_to_accept", "Only whoever asked, or a teacher of the course, can accept an answer.");

    /// <summary>Only a teacher of the course, or who runs the school.</summary>
    public static Error NotATeacher() => Error.Forbidden("community.not_a_teacher", "Only a teacher of the course can do that.");

    /// <summary>No text.</summary>
    public static Error TextMissing() => Error.Invalid("community.text_missing", "Write something first.", "text");

    /// <summary>Too much text.</summary>
    public static Error TextTooLong(int most) => Error.Invalid(
        "community.text_too_long",
        $"A text takes at most {most} characters. Shorten it, or write a second one.",
        "text",
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>No title, or one that is too long.</summary>
    public static Error TitleMissing(int most) => Error.Invalid(
        "community.title_missing",
        $"A title takes 1 to {most} characters.",
        "title",
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A decision of a moderator has its reason.</summary>
    public static Error ReasonMissing() => Error.Invalid(
        "community.reason_missing",
        $"Say why, in 1 to {Report.Longest} characters.",
        "reason",
        ("most", Report.Longest.ToString(CultureInfo.InvariantCulture)));

    /// <summary>She has not confirmed yet that others see her name (M23).</summary>
    public static Error NotConfirmed() => Error.Invalid(
        "community.not_confirmed", "Confirm first that others will see your name.", "understood");

    /// <summary>The school's text changed while she read it.</summary>
    public static Error NoticeChanged() => Error.Conflict(
        "community.notice_changed", "The notice changed while you read it. Please read it again.", "understood");

    /// <summary>No name to be shown by, or one that cannot be shown.</summary>
    public static Error NameBad(int most) => Error.Invalid(
        "community.name_bad",
        $"Enter a name that others may see: 2 to {most} characters, and no e-mail address.",
        "name",
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Too much in a short time.</summary>
    public static Error TooFast(int minutes) => Error.Conflict(
        "community.too_fast",
        $"You have written a lot just now. Wait up to {minutes} minutes.",
        null,
        ("minutes", minutes.ToString(CultureInfo.InvariantCulture)));

    /// <summary>As many voters as are kept.</summary>
    public static Error VotesFull() => Error.Conflict("community.votes_full", "So many people voted for this that no more votes are counted.");

    /// <summary>Somebody else saved first.</summary>
    public static Error Changed() => Error.Conflict(
        "community.changed", "This was changed while you edited it. Look at it again and repeat your change.");

    /// <summary>Reviews are by who finished the course.</summary>
    public static Error NotFinished() => Error.Forbidden("community.not_finished", "You can review a course when you have finished it.");

    /// <summary>No stars, or too many.</summary>
    public static Error StarsBad() => Error.Invalid("community.stars_bad", "Choose 1 to 5 stars.", "stars");
}
