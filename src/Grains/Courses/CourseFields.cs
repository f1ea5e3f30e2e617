using Darsgah.Grains.Assignments;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Courses;

/// <summary>What the fields of courses and lessons may hold.</summary>
internal static class CourseFields
{
    private const int LongestText = 64 * 1024;

    public static Error? Check(CourseDescription description)
    {
        if (description.Title.Trim().Length is 0 or > 160)
            return CourseErrors.BadField("title", "A course's title takes 1 to 160 characters.");

        if (description.Subtitle.Length > 200)
            return CourseErrors.BadField("subtitle", "A course's subtitle takes at most 200 characters.");

        if (description.Summary.Length > 400)
            return CourseErrors.BadField("summary", "A course's summary takes at most 400 characters.");

        if (description.Description.Length > LongestText)
            return CourseErrors.BadField("description", "A course's description takes at most 64 KB.");

        if (description.Instructor.Length > 100)
            return CourseErrors.BadField("instructor", "An instructor's name takes at most 100 characters.");

        if (description.Cover.Length > 64)
            return CourseErrors.BadField("cover", "A cover is named by at most 64 characters.");

        if (description.CoverAlternative.Length > CourseDescription.LongestAlternative)
            return CourseErrors.BadField("cover_alt", $"What a cover shows takes at most {CourseDescription.LongestAlternative} characters.");

        if (TooMuch(description.Tags, 10, 40))
            return CourseErrors.BadField("tags", "A course takes at most 10 tags of 40 characters.");

        if (TooMuch(description.Objectives, 20, 200))
            return CourseErrors.BadField("objectives", "A course takes at most 20 objectives of 200 characters.");

        if (TooMuch(description.Requirements, 20, 200))
            return CourseErrors.BadField("requirements", "A course takes at most 20 requirements of 200 characters.");

        if (description.Seats is < 0 or > 100_000)
            return CourseErrors.BadField("seats", "A course takes 1 to 100,000 people, or 0 for no limit.");

        if (description.JoinFrom >= description.JoinUntil)
            return CourseErrors.BadField("join_until", "The last day to join comes after the first.");

        if (description.Prerequisites.Length > 10 || description.Prerequisites.Contains(description.Slug))
            return CourseErrors.BadField("prerequisites", "A course asks for at most 10 others, never for itself.");

        if (description.WatchPercent is < 0 or > 100)
            return CourseErrors.BadField("watch_percent", "Of a video, 1 to 100 percent are watched.");

        if (description is { Published: true, IsArchived: true })
            return CourseErrors.BadField("visibility", "A course is published or archived, not both.");

        if (!CompletionRules.Fits(description.Completion))
            return CourseErrors.NotCompletedSo();

        return LanguageTag.TryCanonical(description.Language, out _, out _)
            ? null
            : CourseErrors.BadField("language", $"'{description.Language}' is no language tag. Use one like en, ar or fa-AF.");
    }

    public static Error? Check(LessonContent lesson)
    {
        if (lesson.Title.Trim().Length is 0 or > 160)
            return CourseErrors.BadField("title", "A lesson's title takes 1 to 160 characters.");

        if (lesson.Markdown.Length > LongestText)
            return CourseErrors.BadField("markdown", "A lesson takes at most 64 KB of text. Split it in two.");

        if (lesson.Live is { } live && (live.Minutes is < 1 or > 1440 || live.Link.Length > 500 || !IsWeb(live.Link)))
            return CourseErrors.BadField("live_link", "A live session has a link that begins with https:// and lasts 1 to 1440 minutes.");

        if (lesson.Embed is { } embed && (embed.Address.Length > 300 || !IsWeb(embed.Address)))
            return CourseErrors.BadField("embed", "What is embedded has an address that begins with https://.");

        if (lesson.Quiz is { } quiz && QuizRules.Check(quiz) is { } refusal)
            return refusal;

        return lesson.Assignment is { } assignment ? AssignmentRules.Check(assignment) : null;
    }

    /// <summary>Whether the terms of one lesson can be kept in its course.</summary>
    public static Error? Check(CourseOutline course, Id<Lesson> lesson)
    {
        var terms = course.Find(lesson)!.Terms;

        if (terms.Completion is { Percent: < 0 or > 100 })
            return CourseErrors.BadField("completion_percent", "Of a video, 1 to 100 percent are watched.");

        if (terms.Completion is { } completion && !CompletionRules.Fits(course.Find(lesson)!.Kind, completion))
            return CourseErrors.NotCompletedSo();

        return terms.Release switch
        {
            null => null,
            { Kind: ReleaseKind.OnDate, At: null } => CourseErrors.BadField("release_day", "Name the day and hour on which the lesson opens."),
            { Kind: ReleaseKind.AfterDays, Days: < 1 or > 3650 } => CourseErrors.BadField("release_days", "A lesson opens 1 to 3650 days after joining."),
            { Kind: ReleaseKind.AfterCohortStart, Days: < 0 or > 3650 } =>
                CourseErrors.BadField("release_days", "A lesson opens 0 to 3650 days after the cohort starts."),
            { Kind: ReleaseKind.AfterScore, Percent: < 1 or > 100 } => CourseErrors.BadField("release_percent", "A score is 1 to 100 percent."),
            { Kind: ReleaseKind.AfterLesson or ReleaseKind.AfterScore } release when course.Find(release.Lesson) is null =>
                CourseErrors.BadField("release_lesson", "Name the lesson of this course that comes before."),
            _ when ReleaseRules.IsCircle(course, lesson) => CourseErrors.ReleaseCircle(),
            _ => null,
        };
    }

    private static bool TooMuch(ImmutableArray<string> lines, int most, int longest) =>
        lines.Length > most || lines.Any(line => line.Length > longest);

    private static bool IsWeb(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
}
