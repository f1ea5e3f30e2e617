using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>What completes lessons that say nothing themselves, as a form says it.</summary>
internal static class CompletionForm
{
    private const string Recording = "completion_recording";
    private const string Quiz = "completion_quiz";
    private const string Assignment = "completion_assignment";

    /// <summary>Its fields, each for a kind of lesson with the key of its name; the first for all recordings.</summary>
    public static ImmutableArray<(string Name, LessonKind Kind, string Label)> Fields { get; } =
    [
        (Recording, LessonKind.Video, "admin_course.completion_recording"),
        (Quiz, LessonKind.Quiz, "admin_course.completion_quiz"),
        (Assignment, LessonKind.Assignment, "admin_course.completion_assignment"),
    ];

    /// <summary>What was chosen; what does not fit its kind is refused where it is kept.</summary>
    public static CompletionByKind Read(IFormCollection form) => new()
    {
        Recording = form.Choice<CompletedBy>(Recording),
        Quiz = form.Choice<CompletedBy>(Quiz),
        Assignment = form.Choice<CompletedBy>(Assignment),
    };
}
