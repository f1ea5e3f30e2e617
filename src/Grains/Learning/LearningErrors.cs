namespace Darsgah.Grains.Learning;

/// <summary>Refusals about learning.</summary>
public static class LearningErrors
{
    /// <summary>She is not in the course.</summary>
    public static Error NotEnrolled(string course) => Error.Forbidden(
        "learning.not_enrolled", "Please enrol in the course first.", null, ("course", course));

    /// <summary>Lessons are left.</summary>
    public static Error NotFinished(int left) => Error.Conflict(
        "learning.not_finished",
        $"There are {left} lessons left before the certificate.",
        null,
        ("left", left.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The lesson is not open to her yet.</summary>
    public static Error NotReleased(string lesson) => Error.Forbidden(
        "learning.not_released", "This lesson is not open yet.", null, ("lesson", lesson));

    /// <summary>Something else completes the lesson.</summary>
    /// <param name="asked">What does.</param>
    public static Error NotCompletedSo(string lesson, CompletedBy asked) => asked switch
    {
        CompletedBy.Watching => Error.Conflict("learning.watch_first", "Watch this lesson to complete it.", null, ("lesson", lesson)),
        CompletedBy.Quiz => Error.Conflict("learning.pass_first", "Pass the quiz to complete this lesson.", null, ("lesson", lesson)),
        CompletedBy.Assignment => Error.Conflict("learning.hand_in_first", "This lesson is complete when your work is graded.", null, ("lesson", lesson)),
        CompletedBy.HandingIn => Error.Conflict("learning.answer_first", "This lesson is complete when you have handed it in.", null, ("lesson", lesson)),
        _ => Error.Conflict("learning.read_first", "Read this lesson to its end to complete it.", null, ("lesson", lesson)),
    };

    /// <summary>No share of a recording.</summary>
    public static Error BadWatchPercent() => Error.Invalid(
        "learning.bad_watch_percent", "Of a video, 1 to 100 percent are watched.", "watch_percent");

    /// <summary>Nobody joins yet.</summary>
    public static Error JoinLater() => Error.Forbidden("learning.join_later", "This course does not take people yet.");

    /// <summary>Nobody joins any more.</summary>
    public static Error JoinOver() => Error.Forbidden("learning.join_over", "This course takes nobody any more.");

    /// <summary>Only who was invited joins.</summary>
    public static Error ByInvitation() => Error.Forbidden("learning.by_invitation", "This course is by invitation.");

    /// <summary>One note is too long.</summary>
    public static Error NoteTooLong(int most) => Error.Invalid(
        "learning.note_too_long",
        $"A note takes at most {most} characters. Shorten it.",
        "note",
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>She changed the note in another window.</summary>
    public static Error NoteChanged() => Error.Conflict(
        "learning.note_changed", "You changed this note in another window. Look at both and save what is right.", "note");

    /// <summary>A live session has not begun.</summary>
    public static Error NotBegun() => Error.Conflict(
        "learning.not_begun", "This session has not begun. It can be completed from its beginning on.");

    /// <summary>All notes together are too long.</summary>
    public static Error NotesFull() => Error.Invalid(
        "learning.notes_full", "Your notes in this course are full. Shorten or remove one.", "note");

    /// <summary>Another course has to be finished first.</summary>
    /// <param name="title">Its title.</param>
    public static Error FinishFirst(string title) => Error.Conflict(
        "learning.finish_first", $"Please finish the course “{title}” first.", null, ("course", title));
}
