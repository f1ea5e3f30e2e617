using System.Diagnostics.CodeAnalysis;

namespace Darsgah.Grains.Notifications;

/// <summary>Hours of the day in which a school sends no notices by mail. Over midnight where <paramref name="To"/> is earlier.</summary>
/// <param name="From">The first minute that is quiet.</param>
/// <param name="To">The first minute that is no longer.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>How they are written: <c>21:00-08:00</c>.</summary>
    public const string Pattern = "([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]";

    private const string Time = "HH:mm";

    /// <summary>True for hours as <see cref="Pattern"/> writes them, whose ends differ.</summary>
    public static bool TryParse(string? written, [NotNullWhen(true)] out QuietHours? hours)
    {
        hours = written?.Split('-') is [var from, var to]
            && TimeOnly.TryParseExact(from, Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && TimeOnly.TryParseExact(to, Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            && first != last
                ? new(first, last)
                : null;

        return hours is not null;
    }

    /// <summary>When the quiet hours that a moment falls into end, UTC; null for a moment that is not quiet.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        var quiet = From < To ? time >= From && time < To : time >= From || time < To;

        if (!quiet)
            return null;

        var day = DateOnly.FromDateTime(local.DateTime);
        var end = (time < To ? day : day.AddDays(1)).ToDateTime(To);

        // An hour that the clocks skip is over as soon as they have skipped it.
        while (zone.IsInvalidTime(end))
            end = end.AddMinutes(1);

        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{To:HH\\:mm}");
}
