using Darsgah.Grains.Notifications;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Hours without mail: over midnight, in the school's zone, where the clocks change, and what is none.</summary>
public class QuietHoursTests
{
    [Theory]
    [InlineData("21:00-08:00", "Asia/Kabul", "2026-11-22T16:29:00Z", null)] // 20:59
    [InlineData("21:00-08:00", "Asia/Kabul", "2026-11-22T16:30:00Z", "2026-11-23T03:30:00Z")]
    [InlineData("21:00-08:00", "Asia/Kabul", "2026-11-22T22:00:00Z", "2026-11-23T03:30:00Z")] // 02:30 of the next day
    [InlineData("21:00-08:00", "Asia/Kabul", "2026-11-23T03:30:00Z", null)]
    [InlineData("12:00-14:00", "UTC", "2026-11-22T13:59:59Z", "2026-11-22T14:00:00Z")]
    [InlineData("12:00-14:00", "UTC", "2026-11-22T14:00:00Z", null)]
    [InlineData("00:00-23:59", "UTC", "2026-11-22T00:00:00Z", "2026-11-22T23:59:00Z")]
    [InlineData("22:00-02:30", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z")] // 02:30 is skipped that night
    [InlineData("22:00-02:30", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T01:30:00Z")] // and comes twice in that one
    public void A_moment_is_quiet_until_the_hours_end(string hours, string zone, string moment, string? end)
    {
        Assert.True(QuietHours.TryParse(hours, out var quiet));

        Assert.Equal(
            end is null ? default(DateTimeOffset?) : DateTimeOffset.Parse(end, null),
            quiet.EndAt(DateTimeOffset.Parse(moment, null), TimeZoneInfo.FindSystemTimeZoneById(zone)));
        Assert.Equal(hours, quiet.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("21:00")]
    [InlineData("21:00-")]
    [InlineData("21:00-21:00")]
    [InlineData("24:00-08:00")]
    [InlineData("9:00-10:00")]
    [InlineData("21:00-08:00-09:00")]
    [InlineData("۲۱:۰۰-۰۸:۰۰")]
    public void Anything_else_is_no_hours(string? written) => Assert.False(QuietHours.TryParse(written, out _));
}
