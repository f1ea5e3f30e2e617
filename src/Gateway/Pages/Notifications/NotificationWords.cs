using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Notifications;

namespace Darsgah.Gateway.Pages.Notifications;

/// <summary>What notifications say, in the language of whoever reads them.</summary>
internal static class NotificationWords
{
    /// <summary>A line of the inbox.</summary>
    public static string Of(NotificationLine line, Texts texts, Dates dates) => texts.Format(
        $"notifications.line_{Name(line.Kind)}" + (line.Values.TryGetValue(NotificationEvent.About, out var about) ? $"_{about}" : ""),
        [.. line.Values.Select(value => (value.Key, Drawn(value.Value, dates)))]);

    /// <summary>A kind of event, for whoever chooses how to be told of it.</summary>
    public static string Of(NotificationKind kind, Texts texts) => texts[$"notifications.kind_{Name(kind)}"];

    /// <summary>What forms call a kind.</summary>
    public static string Name(NotificationKind kind) => kind switch
    {
        NotificationKind.Enrolled => "enrolled",
        NotificationKind.Released => "released",
        NotificationKind.DueSoon => "due_soon",
        NotificationKind.Graded => "graded",
        NotificationKind.Answered => "answered",
        NotificationKind.Certificate => "certificate",
        NotificationKind.Announcement => "announcement",
        NotificationKind.Message => "message",
        NotificationKind.Returned => "returned",
        NotificationKind.Asked => "asked",
        NotificationKind.ToGrade => "to_grade",
        NotificationKind.Reported => "reported",
        NotificationKind.Moderated => "moderated",
        NotificationKind.Access => "access",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no words."),
    };

    private static object Drawn(string value, Dates dates) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? dates.Moment(moment) : value;
}
