using System.Globalization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>Why a course's file from elsewhere is not taken; nothing of it is.</summary>
internal static class TransferErrors
{
    public static Error NoFile() => Error.Invalid("course_import.no_file", "Choose a file.", "file");

    public static Error NoZip() => Error.Invalid("course_import.no_zip", "This is no zip file, or it is broken.", "file");

    public static Error Empty() => Error.Invalid("course_import.empty", "The file holds no course.json and no Markdown.", "file");

    public static Error TooMany(int most) => Error.Invalid(
        "course_import.too_many", $"The file holds more than {most} entries.", "file", ("most", most.ToString(CultureInfo.InvariantCulture)));

    public static Error TooMuchMedia(int count, int most) => Error.Conflict(
        "course_import.too_much_media",
        $"The course shows {count} files, and a course’s file takes {most}. Copy the course, take a part out of each of the two, and export both.",
        null,
        ("count", count.ToString(CultureInfo.InvariantCulture)),
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    public static Error TooMuchText() => Error.Conflict(
        "course_import.too_much_text",
        "The lessons together are too long for a course’s file. Copy the course, take a part out of each of the two, and export both.");

    public static Error Format(int number) => Error.Invalid(
        "course_import.format",
        $"The file has version {number} of the course format, which this school does not know.",
        "file",
        ("number", number.ToString(CultureInfo.InvariantCulture)));

    public static Error BadPath(string entry) => Of("path", "its path leads out of the file", entry);

    public static Error Twice(string entry) => Of("twice", "it is there twice", entry);

    public static Error Link(string entry) => Of("link", "it is a link to somewhere else", entry);

    public static Error TooLarge(string entry) => Of("too_large", "it is too large", entry);

    public static Error Bomb(string entry) => Of("bomb", "it unpacks to far more than it could hold", entry);

    public static Error Broken(string entry) => Of("broken", "it cannot be unpacked", entry);

    public static Error Encoding(string entry) => Of("encoding", "it is no text in UTF-8", entry);

    public static Error NotAsSaid(string entry) => Of("not_as_said", "it is not what course.json says of it", entry);

    public static Error Missing(string entry) => Of("missing", "it is not in the file", entry);

    public static Error BadJson(string entry, string problem) => Error.Invalid(
        "course_import.json", $"'{Short(entry)}' cannot be read: {Short(problem)}", "file", ("entry", Short(entry)), ("problem", Short(problem)));

    private static Error Of(string situation, string problem, string entry) => Error.Invalid(
        "course_import." + situation, $"'{Short(entry)}' is refused: {problem}.", "file", ("entry", Short(entry)));

    // What a hostile name holds beside letters is not repeated.
    private static string Short(string text)
    {
        var plain = FormText.Line(text);
        return plain.Length > 120 ? plain[..120] + "…" : plain;
    }
}
