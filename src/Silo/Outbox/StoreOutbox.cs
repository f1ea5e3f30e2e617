using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Outbox;

/// <summary>One school's outbox, as its dispatcher uses it.</summary>
internal sealed class StoreOutbox(SchoolStore store, TimeProvider clock)
{
    public Task<ImmutableArray<OutboxEntry>> Due(int limit) =>
        store.Read(database => OutboxRows.Due(database, clock.GetUtcNow(), limit), []);

    public Task<ImmutableArray<OutboxEntry>> Dead(int limit) =>
        store.Read(database => OutboxRows.Dead(database, limit), []);

    /// <summary>How long until the next message is due; null, with the marker gone, where none waits.</summary>
    public Task<TimeSpan?> NextDue() => store.Write(database =>
    {
        store.OutboxShrank();
        return OutboxRows.NextDue(database) - clock.GetUtcNow();
    });

    /// <summary>The clock was put right, or may have been while this process did not run.</summary>
    public Task PutRight() => store.Write(database =>
    {
        OutboxRows.PutRight(database, clock.GetUtcNow());
        return true;
    });

    public Task Delivered(OutboxEntry entry, ImmutableArray<AuditRow> audit) => store.Write(database =>
    {
        OutboxRows.Remove(database, entry.Sequence);
        AuditChain.Append(database, audit);
        store.OutboxShrank();
        return true;
    });

    public Task Failed(OutboxEntry entry, bool forGood, string trouble, ImmutableArray<AuditRow> audit) => store.Write(database =>
    {
        AuditChain.Append(database, audit);
        var next = forGood ? null : RetryTable.Next(entry.Attempts + 1, clock.GetUtcNow());
        OutboxRows.Fail(database, entry.Sequence, next, trouble);
        store.OutboxShrank();
        return true;
    });

    public Task<bool> Revive(string id) => store.Write(database =>
    {
        store.OutboxGrows();
        return OutboxRows.Revive(database, id, clock.GetUtcNow());
    });

    public Task<bool> Discard(string id) => store.Write(database =>
    {
        database.Run("DELETE FROM outbox WHERE id = ? AND dead = 1", id);
        return database.Changes > 0;
    });
}
