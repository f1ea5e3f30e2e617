using System.Text.RegularExpressions;

namespace Darsgah.Grains.Courses;

/// <summary>A whole course in one Markdown file.</summary>
/// <remarks>
/// <code>
/// # Title
/// > A sentence for the catalogue.
/// Instructor: A name
///
/// The description, until the first lesson.
///
/// ## Title of a lesson {#its-id}
/// What the lesson says, until the next one.
/// </code>
/// A lesson without an id in braces is called <c>lesson-1</c>, <c>lesson-2</c> ….
/// </remarks>
public static partial class CourseMarkdown
{
    private const string InstructorLabel = "Instructor:";

    /// <summary>Reads a course.</summary>
    /// <param name="slug">Its id and the last part of its address.</param>
    /// <param name="language">Language of the content, BCP 47.</param>
    /// <returns>The course and its lessons; or <see cref="CourseErrors.BadField"/> naming what is missing.</returns>
    public static Outcome<CourseFile> Read(Id<Course> slug, string language, string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);

        var (title, summary, instructor) = ("", "", "");
        var description = new List<string>();
        var lessons = new List<(Id<Lesson> Id, string Title, List<string> Lines)>();
        var body = description;

        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var inHead = lessons.Count == 0;

            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                var (id, name) = Heading(line[3..].Trim(), lessons.Count + 1);
                body = [];
                lessons.Add((id, name, body));
            }
            else if (inHead && title.Length == 0 && line.StartsWith("# ", StringComparison.Ordinal))
            {
                title = line[2..].Trim();
            }
            else if (inHead && summary.Length == 0 && line.StartsWith("> ", StringComparison.Ordinal))
            {
                summary = line[2..].Trim();
            }
            else if (inHead && instructor.Length == 0 && line.StartsWith(InstructorLabel, StringComparison.Ordinal))
            {
                instructor = line[InstructorLabel.Length..].Trim();
            }
            else
            {
                body.Add(line);
            }
        }

        if (title.Length == 0)
            return CourseErrors.BadField("title", $"The course '{slug}' has no title: its file starts with a line '# Title'.");

        return new CourseFile(
            new CourseDescription(slug, language, title, summary, Joined(description), instructor, Published: true),
            [.. lessons.Select(lesson => new LessonContent(lesson.Id, lesson.Title, Joined(lesson.Lines)))]);
    }

    private static (Id<Lesson> Id, string Title) Heading(string heading, int number) =>
        Anchor().Match(heading) is { Success: true } match && Id<Lesson>.TryParse(match.Groups["id"].Value, out var id)
            ? (id, heading[..match.Index].Trim())
            : (Id<Lesson>.Parse(string.Create(CultureInfo.InvariantCulture, $"lesson-{number}")), heading);

    private static string Joined(List<string> lines) => string.Join('\n', lines).Trim();

    [GeneratedRegex(@"\{#(?<id>[a-z0-9-]+)\}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Anchor();
}

/// <summary>A course as a file holds it.</summary>
[GenerateSerializer, Immutable, Alias("courses.file")]
public sealed record CourseFile(CourseDescription Description, ImmutableArray<LessonContent> Lessons);
