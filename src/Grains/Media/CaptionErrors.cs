namespace Darsgah.Grains.Media;

/// <summary>Refusals about files of captions; each names the line.</summary>
public static class CaptionErrors
{
    /// <summary>The file is longer than anybody would read.</summary>
    public static Error TooLarge(int most) => Error.Invalid(
        "media.captions_large", $"A file of captions takes at most {most / 1024 / 1024} MB.", "file", ("most", Text(most / 1024 / 1024)));

    /// <summary>It is no text in UTF-8.</summary>
    public static Error NotText(int line) => At(
        "media.captions_text", line, $"Line {line} is no text in UTF-8. Save the file as UTF-8 and upload it again.");

    /// <summary>A line that should say from when to when.</summary>
    public static Error NoTime(int line) => At(
        "media.captions_time", line, $"Line {line} should say from when to when, like 00:01:02.500 --> 00:01:05.000.");

    /// <summary>A cue that ends before it starts.</summary>
    public static Error EndsFirst(int line) => At(
        "media.captions_order", line, $"The words at line {line} end before they start.");

    /// <summary>More cues than are shown.</summary>
    public static Error TooMany(int line, int most) => Error.Invalid(
        "media.captions_many", $"A file of captions takes at most {most} of them; line {line} is beyond that.", "file",
        ("line", Text(line)), ("most", Text(most)));

    /// <summary>There is nothing to show.</summary>
    public static Error Empty() => Error.Invalid("media.captions_empty", "The file has no captions.", "file");

    private static Error At(string code, int line, string message) => Error.Invalid(code, message, "file", ("line", Text(line)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
