namespace Darsgah.Grains.Common;

/// <summary>Days and hours of a clock on the wall, as moments.</summary>
public static class ZonedTime
{
    /// <summary>When a clock of the zone shows a time, UTC. A time that clocks skip is the first one after it.</summary>
    public static DateTimeOffset MomentOf(this TimeZoneInfo zone, DateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);

        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The same time of the clock, some days before a moment, UTC.</summary>
    public static DateTimeOffset DaysBefore(this TimeZoneInfo zone, DateTimeOffset moment, int days) =>
        zone.MomentOf(TimeZoneInfo.ConvertTime(moment, zone).DateTime.AddDays(-days));
}
