using System.Globalization;
using System.Text;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>An event for a calendar.</summary>
/// <param name="Uid">The same for every version of the event, so that a calendar replaces the older.</param>
/// <param name="Sequence">One more with each change.</param>
/// <param name="Location">Where it is found.</param>
/// <param name="Page">Address of its lesson.</param>
internal sealed record CalendarEvent(string Uid, int Sequence, string Title, DateTimeOffset At, int Minutes, string Location, string Page);

/// <summary>One event as an iCalendar file (RFC 5545).</summary>
internal static class CalendarFile
{
    private const int LongestLine = 75; // octets (RFC 5545, 3.1)

    /// <param name="zone">In which the event's hours are written, with its rules of that year.</param>
    /// <param name="now">When the file is made.</param>
    public static string Of(CalendarEvent session, TimeZoneInfo zone, DateTimeOffset now)
    {
        var file = new StringBuilder();
        var id = zone.HasIanaId ? zone.Id : "UTC";
        zone = zone.HasIanaId ? zone : TimeZoneInfo.Utc;

        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Darsgah//Courses//EN");
        Line(file, "METHOD:PUBLISH");
        Zone(file, zone, id, TimeZoneInfo.ConvertTime(session.At, zone).Year);
        Line(file, "BEGIN:VEVENT");
        Line(file, "UID:" + session.Uid);
        Line(file, "SEQUENCE:" + session.Sequence.ToString(CultureInfo.InvariantCulture));
        Line(file, "DTSTAMP:" + Utc(now));
        Line(file, $"DTSTART;TZID={id}:{Local(session.At, zone)}");
        Line(file, $"DTEND;TZID={id}:{Local(session.At.AddMinutes(session.Minutes), zone)}");
        Line(file, "SUMMARY:" + Text(session.Title));
        Line(file, "LOCATION:" + Text(session.Location));
        Line(file, "DESCRIPTION:" + Text(session.Page));
        Line(file, "URL:" + session.Page);
        Line(file, "END:VEVENT");
        Line(file, "END:VCALENDAR");

        return file.ToString();
    }

    // What the clocks of that year do: the offset at its start, and each change in it (RFC 5545, 3.6.5).
    private static void Zone(StringBuilder file, TimeZoneInfo zone, string id, int year)
    {
        var start = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var before = zone.GetUtcOffset(start);

        Line(file, "BEGIN:VTIMEZONE");
        Line(file, "TZID:" + id);
        Observance(file, zone.IsDaylightSavingTime(start), start + before, before, before);

        for (var hour = start; hour < start.AddYears(1).AddDays(1); hour = hour.AddHours(1))
        {
            var after = zone.GetUtcOffset(hour);

            if (after == before)
                continue;

            // The clock still shows the old offset when it changes.
            Observance(file, zone.IsDaylightSavingTime(hour), hour + before, before, after);
            before = after;
        }

        Line(file, "END:VTIMEZONE");
    }

    private static void Observance(StringBuilder file, bool daylight, DateTimeOffset local, TimeSpan from, TimeSpan to)
    {
        var name = daylight ? "DAYLIGHT" : "STANDARD";

        Line(file, "BEGIN:" + name);
        Line(file, "DTSTART:" + local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
        Line(file, "TZOFFSETFROM:" + Offset(from));
        Line(file, "TZOFFSETTO:" + Offset(to));
        Line(file, "END:" + name);
    }

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(offset.Seconds != 0 ? "hhmmss" : "hhmm", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Text(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    // Folded by octets, and never inside a character.
    private static void Line(StringBuilder file, string line)
    {
        var width = 0;

        foreach (var rune in line.EnumerateRunes())
        {
            if (width + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                width = 1;
            }

            file.Append(rune.ToString());
            width += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
