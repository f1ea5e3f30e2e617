using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Media;

/// <summary>A school's files as lists: newest first, by kind and by words of their names.</summary>
internal static class MediaShelf
{
    /// <summary>A page of files.</summary>
    /// <param name="before">Where the page before ended: segment and place, <c>3.20</c>; null for the first.</param>
    public static async Task<(ImmutableArray<MediaFile> Files, string? Next)> Page(
        TenantRequest request, MediaKind? kind, string words, string? before, int size)
    {
        var found = ImmutableArray.CreateBuilder<MediaFile>();
        var folded = TextFold.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (segment, place) = Cursor(before, (await request.Grains.Media.Standing()).Segments);

        for (; segment > 0; (segment, place) = (segment - 1, int.MaxValue))
        {
            var files = await request.Grains.MediaSegment(segment).Files();

            for (var at = Math.Min(place, files.Length) - 1; at >= 0; at--)
            {
                if (!Matches(files[at], kind, folded))
                    continue;

                if (found.Count == size)
                    return (found.ToImmutable(), FormattableString.Invariant($"{segment}.{at + 1}"));

                found.Add(files[at]);
            }
        }

        return (found.ToImmutable(), null);
    }

    /// <summary>Where a file was ever shown, and whether it still is: in a draft, or in the newest version.</summary>
    public static async Task<(ImmutableArray<MediaPlace> Now, ImmutableArray<MediaUse> Past)> Uses(TenantGrains school, Id<MediaFile> file)
    {
        var uses = await school.MediaFile(file).Uses();
        var places = await Task.WhenAll(uses.Select(use => Place(school, file, use)));

        return ([.. places.OfType<MediaPlace>()], [.. uses.Where((_, index) => places[index] is null)]);
    }

    /// <summary>
    /// Whether whoever asks may see a file outside of a lesson's own address: who authors any, everybody the school's logo and what
    /// a course's page shows that is no draft, and who is in a course what its open lessons show (SEC-B04).
    /// </summary>
    public static async Task<bool> MaySee(TenantRequest request, Id<MediaFile> file)
    {
        if (request.Account is { } account && (account.RunsSchool || account.Roles.Contains(Role.Instructor)))
            return true;

        foreach (var use in await request.Grains.MediaFile(file).Uses())
        {
            if (use == MediaUse.Logo)
                return true;

            if (use.Lesson is { } lesson
                ? await LessonSight.Of(request, use.Course, lesson) is { } sight && sight.Shows(file)
                : await request.Grains.Course(use.Course).Outline() is { Description: { Published: true } course } && LessonMedia.FilesOf(course).Contains(file))
                return true;
        }

        return false;
    }

    private static async Task<MediaPlace?> Place(TenantGrains school, Id<MediaFile> file, MediaUse use)
    {
        if (use == MediaUse.Logo)
            return new MediaPlace(null, null);

        if (await school.Course(use.Course).Draft() is not { } draft)
            return null;

        if (use.Lesson is not { } lesson)
            return LessonMedia.FilesOf(draft.Description).Contains(file) ? new MediaPlace(draft.Description, null) : null;

        // Taken out of the draft, it is still there for students until that is published.
        var head = draft.Find(lesson) ?? (await school.Course(use.Course).Outline())?.Find(lesson);
        var grain = school.Lesson(use.Course, lesson);

        return head is not null && (Shows(await grain.Content(), file) || Shows((await grain.Published())?.Content, file))
            ? new MediaPlace(draft.Description, head)
            : null;
    }

    private static bool Shows(LessonContent? content, Id<MediaFile> file) => content is not null && LessonMedia.FilesOf(content).Contains(file);

    private static bool Matches(MediaFile file, MediaKind? kind, string[] words) =>
        (kind is null || file.Type.Kind == kind)
        && (words.Length == 0 || (TextFold.Fold(file.Name) is var name && words.All(word => name.Contains(word, StringComparison.Ordinal))));

    private static (int Segment, int Place) Cursor(string? before, int segments) =>
        before?.Split('.') is [var segment, var place] && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && number > 0 && number <= segments
            ? (number, at)
            : (segments, int.MaxValue);
}

/// <summary>A place that shows a file.</summary>
/// <param name="Course">The course; null for the school's logo, now or on certificates.</param>
/// <param name="Lesson">The lesson; null for the course's page.</param>
public sealed record MediaPlace(CourseDescription? Course, LessonHead? Lesson);
