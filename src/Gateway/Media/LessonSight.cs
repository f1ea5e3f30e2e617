using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Media;

/// <summary>A lesson as somebody may see it: who is in the course what is open to her, who authors it the draft too (SEC-B04).</summary>
/// <param name="Learns">She goes through it; else she only authors it.</param>
/// <param name="Seen">The versions of it that are hers to see, the one she goes through first.</param>
internal sealed record LessonSight(CourseOutline Course, LessonHead Head, bool Learns, ImmutableArray<LessonContent> Seen)
{
    /// <summary>What finishes the lesson.</summary>
    public CompletionRule Completion => CompletionRules.Of(Head, Course.Description, Rules);

    /// <summary>What the school asks where neither lesson nor course says it.</summary>
    public LearningRules Rules { get; init; } = LearningRules.Unset;

    /// <summary>The lesson for whoever asks; null where it is none for her.</summary>
    public static async Task<LessonSight?> Of(TenantRequest request, Id<Course> course, Id<Lesson> lesson)
    {
        if (request.Account is not { } account)
            return null;

        if ((await request.Grains.Enrollment(account.Id, course).Read(lesson)).Succeeded(out var published, out _)
            && await request.Grains.Course(course).Outline() is { } outline && outline.Find(lesson) is { } head)
        {
            return new LessonSight(outline, head, Learns: true, [published.Content, .. await Authored(request, account, course, lesson)])
            {
                Rules = await request.Grains.LearningRules.Rules(),
            };
        }

        return await request.Grains.Course(course).Draft() is { } draft && draft.Find(lesson) is { } planned
            && await Authored(request, account, course, lesson) is { IsEmpty: false } authored
            ? new LessonSight(draft, planned, Learns: false, authored)
            : null;
    }

    /// <summary>Whether the lesson shows a file.</summary>
    public bool Shows(Id<MediaFile> file) => Seen.Any(content => LessonMedia.FilesOf(content).Contains(file));

    private static async Task<ImmutableArray<LessonContent>> Authored(
        TenantRequest request, PersonAccount account, Id<Course> course, Id<Lesson> lesson)
    {
        var teaches = account.Roles.Contains(Role.Instructor)
            && await request.Grains.Course(course).Draft() is { } draft && draft.Teachers.Contains(account.Id);

        if (!teaches && !account.RunsSchool)
            return [];

        var grain = request.Grains.Lesson(course, lesson);
        return [.. new[] { await grain.Content(), (await grain.Published())?.Content }.OfType<LessonContent>()];
    }
}
