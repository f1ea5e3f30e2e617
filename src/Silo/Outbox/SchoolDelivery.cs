using System.Collections.Concurrent;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Darsgah.Silo.Outbox;

/// <summary>Delivers what is due in one school's outbox.</summary>
internal sealed class SchoolDelivery(
    StoreDirectory stores, IKeyRing keys, IEnumerable<IOutboxHandler> handlers, IOptions<StorageOptions> options,
    TimeProvider clock, ILogger log)
{
    // A clock may be put right at any moment; no attempt is further off than this.
    private static readonly TimeSpan Longest = RetryTable.Longest(RetryTable.Attempts - 1);

    // Then the next school has its turn.
    private const int InATurn = 100;

    // What the clock said as a school last had its turn.
    private readonly ConcurrentDictionary<Id<Tenant>, DateTimeOffset> turns = new();

    /// <summary>Delivers some messages and says when to come back; null where nothing waits.</summary>
    public async Task<TimeSpan?> Run(Id<Tenant> tenant, CancellationToken stopping)
    {
        var outbox = new StoreOutbox(stores.Of(tenant), clock);
        var now = clock.GetUtcNow();

        if (!turns.TryGetValue(tenant, out var last) || now < last)
            await outbox.PutRight();

        turns[tenant] = now;

        // Side by side, because each waits for a mail server and for the disk. No order is promised to anybody.
        await Parallel.ForEachAsync(
            await outbox.Due(InATurn),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelMessages, CancellationToken = stopping },
            async (entry, _) => await Deliver(tenant, outbox, entry, stopping));

        var wait = await outbox.NextDue();
        return wait > Longest ? Longest : wait;
    }

    private async Task Deliver(Id<Tenant> tenant, StoreOutbox outbox, OutboxEntry entry, CancellationToken stopping)
    {
        ImmutableArray<AuditRow> audit;

        try
        {
            audit = await Deliver(tenant, entry.Message, stopping);
        }
        // What was refused for good is noted in the last moment too; anything else may have failed because of it.
        catch (Exception error) when (error is OutboxRejectedException || !stopping.IsCancellationRequested)
        {
            var rejected = error as OutboxRejectedException;
            var trouble = rejected?.Reason ?? error.GetType().Name;

            // Not the error itself: what mail servers answer has addresses in it (SEC-I13).
            log.LogWarning(
                "Message {Message} ({Kind}) of {Tenant} was not delivered at attempt {Attempt}: {Trouble}",
                entry.Message.Id, entry.Message.Kind, tenant, entry.Attempts + 1, trouble);
            await outbox.Failed(entry, rejected is not null || error is SealBrokenException, trouble, rejected?.Audit ?? []);
            return;
        }

        await outbox.Delivered(entry, audit);
    }

    private async Task<ImmutableArray<AuditRow>> Deliver(Id<Tenant> tenant, SealedMessage message, CancellationToken stopping)
    {
        var handler = handlers.FirstOrDefault(handler => handler.Handles(message.Kind))
            ?? throw new InvalidOperationException(
                $"No {nameof(IOutboxHandler)} handles messages of kind '{message.Kind}'.");

        var school = await keys.ForSealing(tenant, subject: null);
        var opened = OutboxSeal.Open(school, tenant, message);

        using var late = new CancellationTokenSource(options.Value.DeliveryTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        return await TenantScope.Run(tenant, () => handler.Deliver(tenant, opened, either.Token));
    }
}
