using System.Globalization;
using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Pages.Admin.Profile;

/// <summary>The time zones to choose from, by their distance from UTC.</summary>
internal static class TimeZones
{
    private static readonly Lazy<ImmutableArray<Choice>> All = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Where(zone => zone.HasIanaId && (zone.Id is "UTC" || zone.Id.Contains('/', StringComparison.Ordinal)))
            .Where(zone => !zone.Id.StartsWith("Etc/", StringComparison.Ordinal))
            .OrderBy(zone => zone.BaseUtcOffset).ThenBy(zone => zone.Id, StringComparer.Ordinal)
            .Select(zone => new Choice(zone.Id, Label(zone))),
    ]);

    /// <summary>All, and the one in use if it is none of them.</summary>
    public static ImmutableArray<Choice> With(string inUse) =>
        inUse.Length == 0 || All.Value.Any(choice => choice.Value == inUse)
            ? All.Value
            : All.Value.Insert(0, new Choice(inUse, inUse));

    // Left to right in every language (UAX #9, isolate); an option has no markup of its own.
    private static string Label(TimeZoneInfo zone) =>
        $"\u2066{Offset(zone.BaseUtcOffset)} {zone.Id.Replace('_', ' ')}\u2069";

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
