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
}
