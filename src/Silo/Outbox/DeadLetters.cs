using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Outbox;

/// <summary>A message that could not be delivered.</summary>
/// <param name="Id">The message's own id.</param>
/// <param name="Kind">What it is: <c>mail</c>.</param>
/// <param name="At">When it was written.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Trouble">What the last attempt failed with, a code or the name of an error.</param>
public sealed record DeadLetter(string Id, string Kind, DateTimeOffset At, int Attempts, string Trouble);

/// <summary>What the outboxes gave up on, for whoever looks after a school (SEC-H04).</summary>
public sealed class DeadLetters(StoreDirectory stores, TimeProvider clock)
{
    /// <summary>The oldest dead letters of a school.</summary>
    public async Task<ImmutableArray<DeadLetter>> List(Id<Tenant> tenant, int limit)
    {
        var dead = await Outbox(tenant).Dead(limit);

        return
        [
            .. dead.Select(entry => new DeadLetter(
                entry.Message.Id, entry.Message.Kind, entry.At, entry.Attempts, entry.Trouble ?? "")),
        ];
    }

    /// <summary>Gives a message all its attempts again, the first at once.</summary>
    /// <returns>False where there is no such dead letter.</returns>
    public Task<bool> Retry(Id<Tenant> tenant, string id) => Outbox(tenant).Revive(id);

    /// <summary>Deletes a message.</summary>
    /// <returns>False where there is no such dead letter.</returns>
    public Task<bool> Discard(Id<Tenant> tenant, string id) => Outbox(tenant).Discard(id);

    private StoreOutbox Outbox(Id<Tenant> tenant) => new(stores.Of(tenant), clock);
}
