using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin;

/// <summary>What a person typed into a form, as text that can be kept.</summary>
internal static class FormText
{
    // Days of a life or of a school: at the ends of the calendar there is no day before or after.
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>One line, trimmed. What is longer than the field allows was not typed into it, and is cut.</summary>
    public static string Line(this IFormCollection form, string name, int most) => Cut(Line(First(form, name)), most);

    /// <summary>Several lines, ended by line feeds, trimmed at the end. Not cut: whoever keeps it says what is too long.</summary>
    public static string Block(this IFormCollection form, string name) => Block(First(form, name));

    /// <summary>A text as <see cref="Line(IFormCollection, string, int)"/> would read it, at its full length.</summary>
    public static string Line(string text) => PlainText.Line(text);

    /// <summary>A text as <see cref="Block(IFormCollection, string)"/> would read it.</summary>
    public static string Block(string text) => PlainText.Block(text);

    /// <summary>Whether a box was ticked.</summary>
    public static bool Ticked(this IFormCollection form, string name) => First(form, name) is "true";

    /// <summary>A whole number in digits of any script; 0 where there is none.</summary>
    public static int Number(this IFormCollection form, string name) => Digits.TryParse(First(form, name), out var number) ? number : 0;

    /// <summary>One of an enum's values by its name; null for anything else.</summary>
    public static T? Choice<T>(this IFormCollection form, string name)
        where T : struct, Enum => Choice<T>(First(form, name));

    /// <summary>All of an enum's values that were ticked under a name, in the enum's order.</summary>
    public static ImmutableArray<T> Choices<T>(this IFormCollection form, string name)
        where T : struct, Enum => [.. form[name].Select(Choice<T>).OfType<T>().Distinct().Order()];

    /// <summary>A day as <c>type=date</c> sends it, 2026-11-22, in digits of any script; null where there is none.</summary>
    public static DateOnly? Day(this IFormCollection form, string name) => Day(First(form, name));

    /// <summary>A day as it was typed; null where that is none.</summary>
    public static DateOnly? Day(string typed) =>
        DateOnly.TryParseExact(Digits.Normalise(typed).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= FirstYear and <= LastYear
            ? day
            : null;

    /// <summary>An hour in digits of any script, 18:30; null where there is none.</summary>
    public static TimeOnly? Hour(this IFormCollection form, string name) =>
        TimeOnly.TryParseExact(
            Digits.Normalise(First(form, name)).Trim(), ["HH':'mm", "H':'mm", "HH':'mm':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)
            ? hour
            : null;

    /// <summary>The refusal of a field that has something else in it than a whole number; null where it has one, or nothing.</summary>
    public static Error? NoNumber(this IFormCollection form, string name) => IsEmpty(form, name) || Digits.TryParse(First(form, name), out _) ? null
        : Error.Invalid("form.number_bad", "Write a whole number like 20, and nothing else.", name);

    /// <summary>The refusal of a field that has something else in it than a day; null where it has one, or nothing.</summary>
    public static Error? NoDay(this IFormCollection form, string name) => IsEmpty(form, name) || form.Day(name) is not null ? null
        : Error.Invalid("form.day_bad", "Write the day like 2026-11-22.", name);

    /// <summary>The refusal of a field that has something else in it than an hour; null where it has one, or nothing.</summary>
    public static Error? NoHour(this IFormCollection form, string name) => IsEmpty(form, name) || form.Hour(name) is not null ? null
        : Error.Invalid("admin_lesson.hour_bad", "Write the hour like 18:30.", name);

    /// <summary>The first value of a name; empty where the form has none.</summary>
    public static string First(IFormCollection form, string name) => form[name] is [{ } value, ..] ? value : "";

    private static bool IsEmpty(IFormCollection form, string name) => string.IsNullOrWhiteSpace(First(form, name));

    private static T? Choice<T>(string? value)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(value, StringComparer.Ordinal) ? Enum.Parse<T>(value!) : null;

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return text[..end];
    }
}
