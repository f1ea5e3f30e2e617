using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>A lesson's form, by the lesson's kind. A kind that has fields of its own adds its line to each of these.</summary>
internal static class LessonFormReading
{
    /// <summary>The kinds of lesson that can be made, in the order they are offered.</summary>
    public static ImmutableArray<LessonKind> Offered { get; } =
        [LessonKind.Text, LessonKind.Video, LessonKind.Audio, LessonKind.Pdf, LessonKind.File, LessonKind.Quiz, LessonKind.Assignment, LessonKind.Embed, LessonKind.Live];

    /// <summary>The draft as typed.</summary>
    /// <param name="was">The draft as kept: its id, its kind, and what the form does not hold.</param>
    /// <param name="zone">The school's, in which hours are typed.</param>
    public static Outcome<LessonContent> Read(IFormCollection form, LessonContent was, TimeZoneInfo zone)
    {
        var content = was with { Title = form.Line("title", CourseForm.LongestTitle), Markdown = form.Block("markdown") };

        return was.Kind switch
        {
            LessonKind.Embed => Embed(form, content),
            LessonKind.Live => Live(form, content, zone),
            _ => content,
        };
    }

    private static Outcome<LessonContent> Embed(IFormCollection form, LessonContent content)
    {
        var address = form.Line("embed", 300);

        return Embeds.VideoHost.Read(address) is not null
            ? content with { Embed = new LessonEmbed(address) }
            : Error.Invalid(
                "admin_lesson.embed_unknown",
                "Paste the address of one video at YouTube, Vimeo or Aparat, as the browser shows it.",
                "embed");
    }

    private static Outcome<LessonContent> Live(IFormCollection form, LessonContent content, TimeZoneInfo zone)
    {
        if (form.Day("live_day") is not { } day)
            return Error.Invalid("admin_lesson.day_missing", "Choose the day.", "live_day");

        if (form.Hour("live_hour") is not { } hour)
            return Error.Invalid("admin_lesson.hour_bad", "Write the hour like 18:30.", "live_hour");

        if (form.NoNumber("live_minutes") is { } refusal)
            return refusal;

        return content with { Live = new LessonLive(SchoolTime.At(day, hour, zone), form.Number("live_minutes"), form.Line("live_link", 500)) };
    }
}
