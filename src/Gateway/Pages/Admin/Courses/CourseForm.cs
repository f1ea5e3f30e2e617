using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>What a course's page says, as typed.</summary>
/// <param name="Revision">The course's revision that the form was filled from; 0 for a new one.</param>
public sealed record CourseForm(int Revision, string Slug, string Language, string Title)
{
    public const int LongestTitle = 160;
    public const int LongestSubtitle = 200;
    public const int LongestSummary = 400;
    public const int LongestInstructor = 100;
    public const int LongestText = 64 * 1024;
    public const int LongestLine = 200;

    private const int LongestList = 5_000;

    public string Subtitle { get; init; } = "";

    public string Summary { get; init; } = "";

    public string Description { get; init; } = "";

    public string Instructor { get; init; } = "";

    /// <summary>Who sees it: <c>draft</c> or one of <see cref="CourseAccess"/>.</summary>
    public string Visibility { get; init; } = Draft;

    public CourseLevel Level { get; init; }

    /// <summary>Words with commas between them.</summary>
    public string Tags { get; init; } = "";

    /// <summary>A line each.</summary>
    public string Objectives { get; init; } = "";

    /// <summary>A line each.</summary>
    public string Requirements { get; init; } = "";

    /// <summary><c>ltr</c>, <c>rtl</c>, or empty for that of the language.</summary>
    public string Direction { get; init; } = "";

    public string Seats { get; init; } = "";

    /// <summary>A day in the school's zone.</summary>
    public string JoinFrom { get; init; } = "";

    /// <summary>In the school's zone; the last day on which people join.</summary>
    public string JoinUntil { get; init; } = "";

    public string WatchPercent { get; init; } = "";

    public CompletionByKind Completion { get; init; } = CompletionByKind.Unsaid;

    /// <summary>The first field in which something else stands than a number or a day.</summary>
    internal Error? Unreadable { get; init; }

    public ImmutableArray<Id<Course>> Prerequisites { get; init; } = [];

    /// <summary>Addresses of more prerequisites, with commas between them, at a school with too many courses to list.</summary>
    public string MorePrerequisites { get; init; } = "";

    /// <summary>The answer for a course that only its authors see.</summary>
    internal const string Draft = "Draft";

    internal static CourseForm Empty(string language) => new(0, "", language, "");

    internal static CourseForm Of(CourseOutline course, TimeZoneInfo zone)
    {
        var said = course.Description;

        return new(course.Revision, said.Slug.Value, said.Language, said.Title)
        {
            Subtitle = said.Subtitle,
            Summary = said.Summary,
            Description = said.Description,
            Instructor = said.Instructor,
            Visibility = said.Published || said.IsArchived ? said.Access.ToString() : Draft,
            Level = said.Level,
            Tags = string.Join(", ", said.Tags),
            Objectives = string.Join('\n', said.Objectives),
            Requirements = string.Join('\n', said.Requirements),
            Direction = said.Direction is null ? "" : said.HtmlDirection,
            Seats = LessonTermsForm.Shown(said.Seats),
            JoinFrom = Shown(SchoolTime.Day(said.JoinFrom, zone)),
            JoinUntil = Shown(SchoolTime.Day(said.JoinUntil, zone)?.AddDays(-1)),
            WatchPercent = LessonTermsForm.Shown(said.WatchPercent),
            Completion = said.Completion,
            Prerequisites = said.Prerequisites,
        };
    }

    /// <param name="slug">The course's address; null for a new one, which is given it here and keeps it.</param>
    internal static CourseForm Read(IFormCollection form, Id<Course>? slug) => new(
        form.Number("revision"),
        slug?.Value ?? form.Line("slug", 64),
        form.Line("language", 35),
        form.Line("title", LongestTitle))
    {
        Subtitle = form.Line("subtitle", LongestSubtitle),
        Summary = form.Line("summary", LongestSummary),
        Description = form.Block("description"),
        Instructor = form.Line("instructor", LongestInstructor),
        Visibility = form.Line("visibility", 20),
        Level = form.Choice<CourseLevel>("level") ?? CourseLevel.All,
        Tags = form.Line("tags", LongestLine * 3),
        Objectives = Cut(form.Block("objectives")),
        Requirements = Cut(form.Block("requirements")),
        Direction = form.Line("direction", 3),
        Seats = form.Line("seats", 20),
        JoinFrom = form.Line("join_from", 20),
        JoinUntil = form.Line("join_until", 20),
        WatchPercent = form.Line("watch_percent", 20),
        Completion = CompletionForm.Read(form),
        Unreadable = form.NoNumber("seats") ?? form.NoNumber("watch_percent") ?? form.NoDay("join_from") ?? form.NoDay("join_until"),
        Prerequisites = [.. form["prerequisites"].Select(text => Id<Course>.TryParse(text, out var id) ? id : default).Where(id => !id.IsEmpty).Distinct()],
        MorePrerequisites = form.Line("more_prerequisites", LongestLine * 3),
    };

    internal Outcome<CourseDescription> ToDescription(TimeZoneInfo zone)
    {
        // "new" is the address of the form itself.
        if (!Id<Course>.TryParse(Slug, out var slug) || slug.Value is "new" or "import")
            return Error.Invalid("admin_course.slug_bad", "Write the address in a–z, 0–9 and hyphens, like first-steps.", "slug");

        if (Title.Length == 0)
            return Error.Invalid("admin_course.title_missing", "Write the title.", "title");

        if (!LanguageTag.TryCanonical(Language, out var language, out _))
            return Error.Invalid("admin_course.language_bad", "Choose the language from the list.", "language");

        if (LessonMarkdown.Check(Description) is { } refusal)
            return refusal with { Field = "description" };

        if (Unreadable is not null)
            return Unreadable;

        var more = Words(MorePrerequisites);

        if (more.FirstOrDefault(text => !Id<Course>.TryParse(text, out _)) is { } unreadable)
            return NoPrerequisite(unreadable);

        var isDraft = !Enum.TryParse<CourseAccess>(Visibility, out var access);

        return new CourseDescription(slug, language, Title, Summary, Description, Instructor, Published: !isDraft && access != CourseAccess.Archived)
        {
            Subtitle = Subtitle,
            Level = Level,
            Tags = Words(Tags),
            Objectives = Lines(Objectives),
            Requirements = Lines(Requirements),
            Access = access,
            Seats = Number(Seats),
            JoinFrom = SchoolTime.Start(FormText.Day(JoinFrom), zone),
            JoinUntil = SchoolTime.Start(FormText.Day(JoinUntil)?.AddDays(1), zone),
            Direction = Direction switch { "ltr" => TextDirection.LeftToRight, "rtl" => TextDirection.RightToLeft, _ => null },
            Prerequisites = [.. Prerequisites.Union(more.Select(Id<Course>.Parse))],
            WatchPercent = Number(WatchPercent),
            Completion = Completion,
        };
    }

    /// <summary>A course cannot ask for one that the school does not have.</summary>
    internal static Error NoPrerequisite(string address) => Error.Invalid(
        "admin_course.prerequisite_unknown", $"There is no course with the address '{address}'.", "more_prerequisites", ("address", address));

    private static int Number(string typed) => Digits.TryParse(typed, out var number) ? number : 0;

    private static string Shown(DateOnly? day) => day is { } known ? Dates.Machine(known) : "";

    /// <summary>Nobody could ever join either of two courses that ask for each other.</summary>
    internal static Error PrerequisiteCircle(string address) => Error.Invalid(
        "admin_course.prerequisite_circle",
        $"The course with the address '{address}' can only be joined after this one; if each asked for the other, nobody could ever join either.",
        "more_prerequisites",
        ("address", address));

    private static ImmutableArray<string> Words(string text) =>
        [.. text.Split([',', '،'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string Cut(string text) => text.Length <= LongestList ? text : text[..LongestList];
}

/// <summary>Days and hours of a school's zone.</summary>
internal static class SchoolTime
{
    /// <summary>The day on which a moment falls.</summary>
    public static DateOnly? Day(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } moment ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime) : null;

    /// <summary>14:05.</summary>
    public static string Hour(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } moment ? TimeZoneInfo.ConvertTime(moment, zone).ToString("HH':'mm", CultureInfo.InvariantCulture) : "";

    /// <summary>When a day begins, UTC.</summary>
    public static DateTimeOffset? Start(DateOnly? day, TimeZoneInfo zone) => day is { } known ? At(known, TimeOnly.MinValue, zone) : null;

    /// <summary>A clock's reading as a moment, UTC. An hour that a clock skips is the one after it.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);

        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
