using System.Globalization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A folder of Markdown as a course: a file is a lesson, a folder a section, in the order of their names.</summary>
internal static class MarkdownFolder
{
    /// <param name="slug">Its address; null for <c>course</c>.</param>
    public static Outcome<CourseCopy> Read(ZipFiles files, Id<Course>? slug, string language)
    {
        var names = files.Names.Where(name => name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).ToList();
        var root = Root(names);
        var (title, description) = (Words(root), "");
        var sections = ImmutableArray.CreateBuilder<SectionHead>();
        var heads = ImmutableArray.CreateBuilder<LessonHead>();
        var contents = ImmutableArray.CreateBuilder<LessonContent>();

        foreach (var name in names)
        {
            if (!files.Text(name).Succeeded(out var text, out var refusal))
                return refusal;

            var path = name[root.Length..].Split('/');
            var (heading, body) = Titled(text, Words(path[^1]));

            if (path is [var only] && IsReadMe(only))
            {
                (title, description) = (heading, body);
                continue;
            }

            var folder = path.Length > 1 ? Words(string.Join(" / ", path[..^1])) : "";

            if (folder.Length > 0 && (sections.Count == 0 || sections[^1].Title != folder))
                sections.Add(new SectionHead(Id<Section>.Parse(Number("section", sections.Count + 1)), folder));

            var id = Id<Lesson>.Parse(Number("lesson", heads.Count + 1));
            heads.Add(new LessonHead(id, heading) { Section = folder.Length > 0 ? sections[^1].Id : default });
            contents.Add(new LessonContent(id, heading, body));
        }

        if (heads.Count == 0)
            return TransferErrors.Empty();

        var said = new CourseDescription(slug ?? Id<Course>.Parse("course"), language, title.Length > 0 ? title : heads[0].Title, "", description, "", Published: false);
        return new CourseCopy(said, sections.ToImmutable(), heads.ToImmutable(), contents.ToImmutable());
    }

    // The first heading of the file, where it begins with one; else its name.
    private static (string Title, string Body) Titled(string text, string name)
    {
        var trimmed = text.TrimStart();

        if (!trimmed.StartsWith("# ", StringComparison.Ordinal))
            return (name, text);

        var end = trimmed.IndexOf('\n', StringComparison.Ordinal);
        var heading = FormText.Line(end < 0 ? trimmed[2..] : trimmed[2..end]);

        return (Short(heading.Length > 0 ? heading : name), end < 0 ? "" : trimmed[end..].Trim());
    }

    // "02-first_steps.md" is called "first steps".
    private static string Words(string path)
    {
        var name = path.TrimEnd('/');
        name = name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        name = name.TrimStart("0123456789".ToCharArray()).TrimStart('-', '_', '.', ' ');
        var words = FormText.Line(name.Replace('_', ' ').Replace('-', ' '));

        return Short(words.Length > 0 ? words : path.TrimEnd('/'));
    }

    // The one folder that everything lies in, as a program that packs a folder makes it.
    private static string Root(List<string> names)
    {
        var slash = names.Count == 0 ? -1 : names[0].IndexOf('/', StringComparison.Ordinal);
        var root = slash < 0 ? "" : names[0][..(slash + 1)];

        return names.TrueForAll(name => name.StartsWith(root, StringComparison.Ordinal)) && names.Exists(name => name[root.Length..].IndexOf('/', StringComparison.Ordinal) < 0) ? root : "";
    }

    private static bool IsReadMe(string name) => name.ToUpperInvariant() is "README.MD" or "INDEX.MD" or "COURSE.MD";

    private static string Short(string text) => text.Length <= CourseForm.LongestTitle ? text : text[..CourseForm.LongestTitle].TrimEnd();

    private static string Number(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");
}
