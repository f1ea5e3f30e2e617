using System.Threading.Channels;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Darsgah.Silo.Outbox;

/// <summary>
/// Delivers the outboxes of all schools: woken by commits, at due times, and once for each marker at the start.
/// </summary>
/// <remarks>
/// At most one delivery runs for a school, <see cref="StorageOptions.ParallelMessages"/> messages at a time, and at most
/// <see cref="StorageOptions.ParallelDeliveries"/> in all.
/// </remarks>
public sealed class OutboxDispatcher : BackgroundService
{
    // After a store that could not be read; its school's callers hear of that themselves.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Channel<Id<Tenant>> filled = Channel.CreateUnbounded<Id<Tenant>>();
    private readonly Dictionary<Id<Tenant>, TimeSpan> agenda = [];
    private readonly Dictionary<Id<Tenant>, Task<TimeSpan?>> running = [];
    private readonly StoreDirectory stores;
    private readonly SchoolDelivery delivery;
    private readonly StorageOptions options;
    private readonly TimeProvider clock;
    private readonly long began;
    private readonly ILogger log;

    /// <summary>Made by the host.</summary>
    public OutboxDispatcher(
        StoreDirectory stores, IKeyRing keys, IEnumerable<IOutboxHandler> handlers, IOptions<StorageOptions> options,
        TimeProvider clock, ILogger<OutboxDispatcher> log)
    {
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(options);

        this.stores = stores;
        this.options = options.Value;
        this.clock = clock;
        began = clock.GetTimestamp();
        this.log = log;
        delivery = new SchoolDelivery(stores, keys, handlers.ToArray(), options, clock, log);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stores.OutboxFilled += Note;

        try
        {
            foreach (var tenant in stores.Layout.Undelivered())
                Note(tenant);

            while (!stoppingToken.IsCancellationRequested)
            {
                Start(stoppingToken);
                await Something(stoppingToken);
                Collect();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop. What is being delivered is finished or cancelled by its handler below.
        }
        finally
        {
            stores.OutboxFilled -= Note;
            await Task.WhenAll(running.Values);
        }
    }

    // By the clock that nobody sets.
    private TimeSpan Now => clock.GetElapsedTime(began);

    private void Note(Id<Tenant> tenant) => filled.Writer.TryWrite(tenant);

    private void Start(CancellationToken stopping)
    {
        var now = Now;
        var due = agenda.Where(entry => entry.Value <= now && !running.ContainsKey(entry.Key))
            .OrderBy(entry => entry.Value).Select(entry => entry.Key).ToArray();

        foreach (var tenant in due.Take(options.ParallelDeliveries - running.Count))
        {
            agenda.Remove(tenant);
            running[tenant] = Task.Run(() => Deliver(tenant, stopping), CancellationToken.None);
        }
    }

    /// <summary>Waits for a commit, for a delivery that ends, or for the next due time.</summary>
    private async Task Something(CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> events = [filled.Reader.WaitToReadAsync(waiting.Token).AsTask(), .. running.Values];
        var startable = agenda.Where(entry => !running.ContainsKey(entry.Key)).Select(entry => entry.Value).ToArray();

        if (startable.Length > 0 && running.Count < options.ParallelDeliveries)
        {
            var wait = startable.Min() - Now;
            events.Add(Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, waiting.Token));
        }

        await Task.WhenAny(events);
        await waiting.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private void Collect()
    {
        foreach (var (tenant, task) in running.Where(entry => entry.Value.IsCompleted).ToArray())
        {
            running.Remove(tenant);

            if (task.Result is { } next)
                Plan(tenant, Now + next);
        }

        // Of a school that is being delivered to at this moment, too: it is looked at once more afterwards.
        while (filled.Reader.TryRead(out var tenant))
            Plan(tenant, Now);
    }

    private void Plan(Id<Tenant> tenant, TimeSpan at) =>
        agenda[tenant] = agenda.TryGetValue(tenant, out var planned) && planned < at ? planned : at;

    private async Task<TimeSpan?> Deliver(Id<Tenant> tenant, CancellationToken stopping)
    {
        try
        {
            return await delivery.Run(tenant, stopping);
        }
        catch (Exception error)
        {
            if (!stopping.IsCancellationRequested)
                log.LogError(error, "The outbox of {Tenant} could not be delivered", tenant);

            return Pause;
        }
    }
}
