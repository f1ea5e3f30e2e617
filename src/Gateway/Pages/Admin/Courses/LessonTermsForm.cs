using System.Globalization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>When a lesson opens and what completes it, as a form says it.</summary>
internal static class LessonTermsForm
{
    /// <summary>The terms as typed; what is missing in them is refused where they are kept.</summary>
    /// <returns>Them; or the field of the chosen answer that cannot be read.</returns>
    public static Outcome<LessonTerms> Read(IFormCollection form, TimeZoneInfo zone)
    {
        var release = form.Choice<ReleaseKind>("release");
        var by = form.Choice<CompletedBy>("completion");

        var unreadable = release switch
        {
            ReleaseKind.OnDate => form.NoDay("release_day") ?? form.NoHour("release_hour"),
            ReleaseKind.AfterDays or ReleaseKind.AfterCohortStart => form.NoNumber("release_days"),
            ReleaseKind.AfterScore => form.NoNumber("release_percent"),
            _ => null,
        } ?? (by == CompletedBy.Watching ? form.NoNumber("completion_percent") : null);

        if (unreadable is not null)
            return unreadable;

        return new LessonTerms
        {
            Optional = form.Ticked("optional"),
            Release = release switch
            {
                null => null,
                ReleaseKind.OnDate => new ReleaseRule(ReleaseKind.OnDate) { At = At(form, zone) },
                ReleaseKind.AfterDays => new ReleaseRule(ReleaseKind.AfterDays) { Days = form.Number("release_days") },
                ReleaseKind.AfterCohortStart => new ReleaseRule(ReleaseKind.AfterCohortStart) { Days = form.Number("release_days") },
                ReleaseKind.AfterLesson => new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = Before(form) },
                ReleaseKind.AfterScore => new ReleaseRule(ReleaseKind.AfterScore) { Lesson = Before(form), Percent = form.Number("release_percent") },
                _ => throw new InvalidOperationException("A way to open a lesson that the form does not offer."),
            },
            Completion = by is { } way ? new CompletionRule(way, way == CompletedBy.Watching ? form.Number("completion_percent") : 0) : null,
        };
    }

    /// <summary>A whole number as a form shows it; empty for none.</summary>
    public static string Shown(int number) => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>A rule's days; 0 too where they are counted from the day a cohort starts.</summary>
    public static string Days(ReleaseRule? rule) =>
        rule is { Kind: ReleaseKind.AfterCohortStart } ? rule.Days.ToString(CultureInfo.InvariantCulture) : Shown(rule?.Days ?? 0);

    private static Id<Lesson> Before(IFormCollection form) =>
        Id<Lesson>.TryParse(FormText.First(form, "release_lesson"), out var lesson) ? lesson : default;

    private static DateTimeOffset? At(IFormCollection form, TimeZoneInfo zone) => form.Day("release_day") is { } day
        ? SchoolTime.At(day, form.Hour("release_hour") ?? TimeOnly.MinValue, zone)
        : null;
}
