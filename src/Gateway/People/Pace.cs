using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>
/// Holds answers until a whole number of spans has passed, so that their time tells nothing (SEC-C02).
/// </summary>
internal sealed class Pace(IOptions<PeopleOptions> options, TimeProvider clock)
{
    /// <summary>When the work began, for <see cref="Until"/>.</summary>
    public long Start() => clock.GetTimestamp();

    public async Task Until(long started, CancellationToken cancellation)
    {
        if (options.Value.Pace is not { Ticks: > 0 } span)
            return;

        var over = clock.GetElapsedTime(started).Ticks % span.Ticks;
        await Task.Delay(TimeSpan.FromTicks(span.Ticks - over), clock, cancellation);
    }
}
