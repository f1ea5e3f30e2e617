using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Darsgah.Load.Children;

/// <summary>What this process allocates, by type, as the runtime samples it: one object for each 100 KB or so.</summary>
internal sealed class Allocations : EventListener
{
    private const EventKeywords Gc = (EventKeywords)0x1;
    private const int Tick = 10;

    private readonly ConcurrentDictionary<string, long> bytes = new(StringComparer.Ordinal);

    /// <summary>The largest shares in percent and their types, largest first, in one line: <c>share=type</c>, apart by a tab.</summary>
    public string Shares(int most)
    {
        var all = (double)bytes.Values.Sum();

        return string.Join('\t', bytes.OrderByDescending(each => each.Value).Take(most).Select(each =>
            string.Create(CultureInfo.InvariantCulture, $"{100 * each.Value / all:N2}={each.Key}")));
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, Gc);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // GCAllocationTick_V4: AllocationAmount64 and TypeName are fields 3 and 5.
        if (eventData is { EventId: Tick, Payload: [_, _, _, ulong amount, _, string type, ..] })
            bytes.AddOrUpdate(type, (long)amount, (_, sum) => sum + (long)amount);
    }
}
