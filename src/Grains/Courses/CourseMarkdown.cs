using System.Text.RegularExpressions;

namespace Darsgah.Grains.Courses;

/// <summary>A whole course in one Markdown file.</summary>
/// <remarks>
/// <code>
/// # Title
/// > A sentence for the catalogue.
/// Instructor: A name
/// Subtitle: A line under the title
/// Level: beginner
/// Tags: one, two
/// Learn: What a student can do after it, a line each
/// Need: What she needs before it, a line each
///
/// The description, until the first section or lesson.
///
/// # Title of a section {#its-id}
///
/// ## Title of a lesson {#its-id}
/// &lt;!-- optional --&gt;
/// &lt;!-- after: id-of-a-lesson --&gt;
/// &lt;!-- embed: https://… --&gt;
/// What the lesson says, until the next one.
/// </code>
/// A lesson without an id in braces is called <c>lesson-1</c>, <c>lesson-2</c> …; a section always has one, so that a heading
/// inside a lesson is none.
/// </remarks>
public static partial class CourseMarkdown
{
    private static readonly string[] labels = ["Instructor:", "Subtitle:", "Level:", "Tags:", "Learn:", "Need:"];

    /// <summary>Reads a course.</summary>
    /// <param name="slug">Its id and the last part of its address.</param>
    /// <param name="language">Language of the content, BCP 47.</param>
    /// <returns>The course and its lessons; or <see cref="CourseErrors.BadField"/> naming what is missing.</returns>
    public static Outcome<CourseFile> Read(Id<Course> slug, string language, string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);

        var (title, summary) = ("", "");
        var said = labels.ToDictionary(label => label, _ => new List<string>(), StringComparer.Ordinal);
        var description = new List<string>();
        var sections = ImmutableArray.CreateBuilder<SectionHead>();
        var lessons = new List<(Id<Lesson> Id, string Title, Id<Section> Section, List<string> Lines)>();
        var body = description;

        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var inHead = lessons.Count == 0 && sections.Count == 0;

            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                var (id, name) = Heading(line[3..].Trim(), lessons.Count + 1);
                body = [];
                lessons.Add((id, name, sections.Count > 0 ? sections[^1].Id : default, body));
            }
            else if (title.Length > 0 && line.StartsWith("# ", StringComparison.Ordinal) && SectionOf(line[2..].Trim()) is { } section)
            {
                sections.Add(section);
                body = [];
            }
            else if (inHead && title.Length == 0 && line.StartsWith("# ", StringComparison.Ordinal))
            {
                title = line[2..].Trim();
            }
            else if (inHead && summary.Length == 0 && line.StartsWith("> ", StringComparison.Ordinal))
            {
                summary = line[2..].Trim();
            }
            else if (inHead && Joined(description).Length == 0 && labels.FirstOrDefault(label => line.StartsWith(label, StringComparison.Ordinal)) is { } label)
            {
                said[label].Add(line[label.Length..].Trim());
            }
            else
            {
                body.Add(line);
            }
        }

        if (title.Length == 0)
            return CourseErrors.BadField("title", $"The course '{slug}' has no title: its file starts with a line '# Title'.");

        var read = lessons.Select(lesson => Lesson(lesson.Id, lesson.Title, lesson.Section, lesson.Lines)).ToList();

        return new CourseFile(
            new CourseDescription(slug, language, title, summary, Joined(description), said["Instructor:"].FirstOrDefault() ?? "", Published: true)
            {
                Subtitle = said["Subtitle:"].FirstOrDefault() ?? "",
                Level = Enum.TryParse<CourseLevel>(said["Level:"].FirstOrDefault(), ignoreCase: true, out var level) ? level : CourseLevel.All,
                Tags = [.. said["Tags:"].SelectMany(line => line.Split([',', '،'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Objectives = [.. said["Learn:"]],
                Requirements = [.. said["Need:"]],
            },
            [.. read.Select(lesson => lesson.Content)])
        {
            Sections = sections.ToImmutable(),
            Heads = [.. read.Select(lesson => lesson.Head)],
        };
    }

    private static (LessonHead Head, LessonContent Content) Lesson(Id<Lesson> id, string title, Id<Section> section, List<string> lines)
    {
        var content = new LessonContent(id, title, "");
        var terms = LessonTerms.Usual;
        var from = 0;

        // Notes to the course stand before the lesson's own words.
        for (; from < lines.Count && (lines[from].Trim().Length == 0 || Note().IsMatch(lines[from])); from++)
        {
            var note = Note().Match(lines[from]);

            (content, terms) = (note.Groups["what"].Value, note.Groups["of"].Value.Trim()) switch
            {
                ("optional", _) => (content, terms with { Optional = true }),
                ("after", var before) when Id<Lesson>.TryParse(before, out var lesson) =>
                    (content, terms with { Release = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = lesson } }),
                ("embed", var address) => (content with { Kind = LessonKind.Embed, Embed = new LessonEmbed(address) }, terms),
                _ => (content, terms),
            };
        }

        return (new LessonHead(id, title) { Kind = content.Kind, Section = section, Terms = terms }, content with { Markdown = Joined(lines[from..]) });
    }

    private static SectionHead? SectionOf(string heading) =>
        Anchor().Match(heading) is { Success: true } match && Id<Section>.TryParse(match.Groups["id"].Value, out var id)
            ? new SectionHead(id, heading[..match.Index].Trim())
            : null;

    private static (Id<Lesson> Id, string Title) Heading(string heading, int number) =>
        Anchor().Match(heading) is { Success: true } match && Id<Lesson>.TryParse(match.Groups["id"].Value, out var id)
            ? (id, heading[..match.Index].Trim())
            : (Id<Lesson>.Parse(string.Create(CultureInfo.InvariantCulture, $"lesson-{number}")), heading);

    private static string Joined(List<string> lines) => string.Join('\n', lines).Trim();

    [GeneratedRegex(@"\{#(?<id>[a-z0-9-]+)\}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"^\s*<!-- (?<what>optional|after|embed)(?:: (?<of>[^<>]{1,300}?))? -->\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Note();
}

/// <summary>A course as a file holds it.</summary>
[GenerateSerializer, Immutable, Alias("courses.file")]
public sealed record CourseFile(CourseDescription Description, ImmutableArray<LessonContent> Lessons)
{
    /// <summary>In their order; none for a course whose lessons stand in one row.</summary>
    [Id(2)] public ImmutableArray<SectionHead> Sections { get; init; } = [];

    /// <summary>Section and terms of each lesson, in their order.</summary>
    [Id(3)] public ImmutableArray<LessonHead> Heads { get; init; } = [];

    /// <summary>
    /// This file as a change of a course that there is. What a file of Markdown cannot say stays as it is: who sees the course and
    /// joins it, its picture, what a quiz asks, the day on which a lesson opens.
    /// </summary>
    /// <param name="draft">The course as its authors left it.</param>
    /// <param name="contents">What its lessons say now.</param>
    public CourseFile Over(CourseOutline draft, IEnumerable<LessonContent> contents)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var kept = contents.ToDictionary(content => content.Id);

        return this with
        {
            Description = draft.Description with
            {
                Language = Description.Language,
                Title = Description.Title,
                Subtitle = Description.Subtitle,
                Summary = Description.Summary,
                Description = Description.Description,
                Instructor = Description.Instructor,
                Level = Description.Level,
                Tags = Description.Tags,
                Objectives = Description.Objectives,
                Requirements = Description.Requirements,
            },
            Lessons = [.. Lessons.Select(lesson => Over(lesson, kept.GetValueOrDefault(lesson.Id)))],
            Heads = [.. Heads.Select(head => draft.Find(head.Id) is { } known ? head with { Terms = Over(head.Terms, known.Terms) } : head)],
        };
    }

    // A text in the file may be another kind's words; where the file names a video, or names none any more, that counts.
    private static LessonContent Over(LessonContent lesson, LessonContent? kept) =>
        lesson.Kind == LessonKind.Text && kept is { Kind: not LessonKind.Embed }
            ? kept with { Title = lesson.Title, Markdown = lesson.Markdown }
            : lesson;

    // Of the rules by which a lesson opens, a file knows one.
    private static LessonTerms Over(LessonTerms terms, LessonTerms kept) => kept with
    {
        Optional = terms.Optional,
        Release = terms.Release ?? (kept.Release is { Kind: not ReleaseKind.AfterLesson } other ? other : null),
    };
}

/// <summary>A course as a file holds it, put into a school.</summary>
public static class CourseFilePut
{
    /// <summary>Makes the course or changes it to what the file says, and publishes it. Repeating it changes nothing.</summary>
    /// <returns>The course as published; or what was refused first.</returns>
    public static async Task<Outcome<CourseOutline>> Put(this ICourseGrain course, CourseFile file)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(file);

        var made = await course.Describe(file.Description, (await course.Draft())?.Revision ?? 0);

        foreach (var section in file.Sections)
            made = made.Error is null ? await course.PutSection(section.Id, section.Title) : made;

        foreach (var lesson in file.Lessons)
        {
            if (made.Error is not null)
                return made;

            var head = file.Heads.FirstOrDefault(head => head.Id == lesson.Id) ?? new LessonHead(lesson.Id, lesson.Title);
            made = await course.SaveLesson(lesson, head.Terms, head.Section.IsEmpty ? null : head.Section, seen: null);
        }

        return made.Error is null ? await course.PublishAll() : made;
    }
}
