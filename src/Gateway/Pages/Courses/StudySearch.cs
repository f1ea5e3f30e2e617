using Darsgah.Gateway.Http;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Courses.Texts;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A person's search over her own courses: what their pages say, the lessons that are open to her, and her notes.</summary>
/// <param name="Query">What was looked for, as typed; empty for nothing.</param>
/// <param name="Courses">Her courses in which something was found, the one she was in last first.</param>
/// <param name="Any">She is in a course at all.</param>
public sealed record StudySearch(string Query, ImmutableArray<CourseFinds> Courses, bool Any)
{
    /// <summary>Lessons, and notes, that are shown of one course.</summary>
    private const int MostOfCourse = 20;

    /// <summary>Everything that was found.</summary>
    public int Found => Courses.Sum(course => course.Lessons.Length + course.Notes.Length + (course.OnPage ? 1 : 0));

    /// <summary>Looks for every word of a query. Costs two or three calls a course, however many lessons it has.</summary>
    internal static async Task<StudySearch> Of(TenantRequest request, string? query)
    {
        var asked = Cut((query ?? "").Trim());
        var (words, ways) = (SearchText.Words(asked), (await CourseWays.Of(request)).Ways);
        var found = words.IsEmpty ? [] : await Task.WhenAll(ways.Select(way => In(request, way, words)));

        return new StudySearch(asked, [.. found.Where(course => !course.IsEmpty)], !ways.IsEmpty);
    }

    // What the course's page says under its title.
    private static string PageOf(CourseOutline outline) => string.Join('\n', (string[])
    [
        outline.Description.Subtitle,
        outline.Description.Summary,
        .. outline.Sections.Select(section => section.Title),
        LessonMarkdown.ToPlainText(outline.Description.Description),
    ]);

    // Never through the middle of a character.
    private static string Cut(string text) => text.Length <= SearchText.LongestQuery ? text
        : text[..(char.IsHighSurrogate(text[SearchText.LongestQuery - 1]) ? SearchText.LongestQuery - 1 : SearchText.LongestQuery)];

    private static async Task<CourseFinds> In(TenantRequest request, CourseWay way, ImmutableArray<string> words)
    {
        var course = way.Outline.Description;
        ImmutableArray<LessonHead> open = [.. way.Outline.Lessons.Where(lesson => way.Release(lesson).IsOpen)];
        var lessons = await request.Grains.CourseSearch(course.Slug).Find(words, open, MostOfCourse);
        var notes = await request.Grains.StudyNotes(request.Account!.Id, course.Slug).All();

        var page = PageOf(way.Outline);

        return new CourseFinds(
            way.Outline,
            SearchText.HasAll(SearchText.Indexed($"{course.Title}\n{page}"), words),
            SearchText.HasAll(SearchText.Indexed(course.Title), words) ? [] : SearchText.Fragment(page, words),
            lessons,
            [
                .. notes.Notes.Where(note => SearchText.HasAll(SearchText.Indexed(note.Text), words)).Take(MostOfCourse)
                    .Select(note => new NoteFind(way.Outline.Find(note.Lesson), SearchText.Fragment(note.Text, words))),
            ]);
    }
}

/// <summary>What was found in one course.</summary>
/// <param name="OnPage">Every word is on the course's page: its title, what stands under it, its description, the titles of its sections.</param>
/// <param name="Fragment">Where on it; nothing where the title has every word.</param>
/// <param name="Lessons">Open lessons.</param>
/// <param name="Notes">Her notes.</param>
public sealed record CourseFinds(
    CourseOutline Outline, bool OnPage, ImmutableArray<FoundPart> Fragment, ImmutableArray<LessonHit> Lessons, ImmutableArray<NoteFind> Notes)
{
    public bool IsEmpty => !OnPage && Lessons.IsEmpty && Notes.IsEmpty;

    /// <summary>Address of the course.</summary>
    public string Address => $"/courses/{Outline.Description.Slug}";

    /// <summary>Address of a lesson of it.</summary>
    public string AddressOf(LessonHead lesson) => $"{Address}/lessons/{lesson.Id}";
}

/// <summary>A note of hers.</summary>
/// <param name="Lesson">What it stands beside; null for a lesson that is gone.</param>
public sealed record NoteFind(LessonHead? Lesson, ImmutableArray<FoundPart> Fragment);
