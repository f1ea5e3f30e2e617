using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>What a course's page says, as typed.</summary>
/// <param name="Revision">The course's revision that the form was filled from; 0 for a new one.</param>
public sealed record CourseForm(
    int Revision, string Slug, string Language, string Title, string Summary, string Description, string Instructor, bool Published)
{
    public const int LongestTitle = 160;
    public const int LongestSummary = 400;
    public const int LongestInstructor = 100;
    public const int LongestText = 64 * 1024;

    internal static CourseForm Empty(string language) => new(0, "", language, "", "", "", "", Published: false);

    internal static CourseForm Of(CourseOutline course) => new(
        course.Revision,
        course.Description.Slug.Value,
        course.Description.Language,
        course.Description.Title,
        course.Description.Summary,
        course.Description.Description,
        course.Description.Instructor,
        course.Description.Published);

    /// <param name="slug">The course's address; null for a new one, which is given it here and keeps it.</param>
    internal static CourseForm Read(IFormCollection form, Id<Course>? slug) => new(
        form.Number("revision"),
        slug?.Value ?? form.Line("slug", 64),
        form.Line("language", 35),
        form.Line("title", LongestTitle),
        form.Line("summary", LongestSummary),
        form.Block("description"),
        form.Line("instructor", LongestInstructor),
        form.Ticked("published"));

    internal Outcome<CourseDescription> ToDescription()
    {
        // "new" is the address of the form itself.
        if (!Id<Course>.TryParse(Slug, out var slug) || slug.Value is "new")
            return Error.Invalid("admin_course.slug_bad", "Write the address in a–z, 0–9 and hyphens, like first-steps.", "slug");

        if (Title.Length == 0)
            return Error.Invalid("admin_course.title_missing", "Write the title.", "title");

        if (!LanguageTag.TryCanonical(Language, out var language, out _))
            return Error.Invalid("admin_course.language_bad", "Choose the language from the list.", "language");

        return PolicyMarkdown.Check(Description) is { } refusal
            ? refusal with { Field = "description" }
            : new CourseDescription(slug, language, Title, Summary, Description, Instructor, Published);
    }
}
