using System.Collections.Concurrent;

namespace Darsgah.Silo.Storage;

/// <summary>
/// The store of one school, or of the platform: one SQLite file, one connection, one owner at a time.
/// </summary>
/// <remarks>
/// Callers queue what they want. Whoever owns the store takes what is queued, does it in one transaction, commits
/// once, and only then answers all of it, so that a durable write costs a share of one sync. Reads go through the
/// same queue and see every write before them. The file is opened by the first operation and closed by
/// <see cref="StoreDirectory"/> when nobody has used it for a while; neither is seen by callers.
/// </remarks>
public sealed class SchoolStore
{
    private const int MostInOneGroup = 512;

    private readonly ConcurrentQueue<StoreOperation> waiting = new();
    private readonly StoreHost host;
    private readonly StoreOwner owner;
    private int owned;
    private volatile bool stopped;

    internal SchoolStore(Id<Tenant> tenant, StoreFile file, string marker, StoreHost host)
    {
        Tenant = tenant;
        this.host = host;
        owner = new StoreOwner(this, file, new OutboxMarker(marker), host);
    }

    /// <summary>Whose store this is; <see cref="TenantKey.Platform"/> for the platform's.</summary>
    public Id<Tenant> Tenant { get; }

    /// <summary>The database file.</summary>
    public string Path => owner.File.Path;

    /// <summary>How many transactions this store has committed since the process began.</summary>
    public long Commits => owner.Commits;

    internal bool IsOpen => owner.IsOpen;

    /// <summary>When the store last did something, in the clock's timestamps.</summary>
    internal long LastUsed => owner.LastUsed;

    /// <summary>A record; null where there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public Task<StoredRecord?> Find(string name, string key) =>
        Read(database => BatchWriter.Find(database, name, key), empty: null);

    /// <summary>Makes a batch durable: all of it, or nothing.</summary>
    /// <exception cref="RecordConflictException">A record does not have the expected ETag.</exception>
    /// <exception cref="SubjectErasedException">A record belongs to a person whose key was destroyed.</exception>
    /// <exception cref="StoreException">The store cannot be written; whether the batch is stored, a read
    /// tells.</exception>
    public Task<StoreReceipt> Commit(StoreBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);

        return Enqueue(new StoreOperation<StoreReceipt>(Apply, writes: true, empty: null!)
        {
            IsOneStatement = BatchWriter.IsOneStatement(batch),
        });

        StoreReceipt Apply(Database database)
        {
            if (!batch.Outbox.IsEmpty)
                owner.ExpectOutbox();

            return BatchWriter.Apply(database, batch, host.Clock.GetUtcNow());
        }
    }

    /// <summary>Lines of the audit trail, oldest first.</summary>
    /// <param name="after">The last line already seen; 0 for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    public Task<ImmutableArray<AuditEntry>> Audit(long after, int limit) =>
        Read(database => AuditChain.Read(database, after, limit), []);

    /// <summary>Does something that only reads. A store that was never made is not made by it.</summary>
    internal Task<T> Read<T>(Func<Database, T> query, T empty) =>
        Enqueue(new StoreOperation<T>(query, writes: false, empty));

    /// <summary>Does something in the next transaction; an exception undoes this operation alone.</summary>
    internal Task<T> Write<T>(Func<Database, T> change) =>
        Enqueue(new StoreOperation<T>(change, writes: true, empty: default!));

    /// <summary>Folds the log into the file, so that no earlier version of any row is left on the disk.</summary>
    internal Task FoldLog() => Read(
        database =>
        {
            database.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
        },
        empty: true);

    /// <summary>The running change may put something into the outbox: its marker is durable from here on.</summary>
    internal void OutboxGrows() => owner.ExpectOutbox();

    /// <summary>Forgets, after the next commit, the marker of an outbox that has become empty.</summary>
    internal void OutboxShrank() => owner.OutboxShrank();

    /// <summary>Closes the file if nobody uses the store right now.</summary>
    internal bool TryClose()
    {
        if (Interlocked.CompareExchange(ref owned, 1, 0) != 0)
            return false;

        var idle = waiting.IsEmpty;

        if (idle)
            owner.Close();

        Release();
        return idle;
    }

    /// <summary>Finishes what is queued and closes the file for good.</summary>
    internal async Task Stop()
    {
        stopped = true;

        while (!TryClose())
        {
            var passed = new StoreOperation<bool>(_ => true, writes: false, empty: true);
            waiting.Enqueue(passed);
            Wake();

            // Not to be thrown here: a damaged store is stopped like any other.
            await passed.Task.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Runs one group. Only a worker calls it, and only while this store is marked as owned.</summary>
    /// <returns>True if there is more to run; the worker then still has the store.</returns>
    internal bool RunGroup()
    {
        var group = new List<StoreOperation>();

        while (group.Count < MostInOneGroup && waiting.TryDequeue(out var operation))
            group.Add(operation);

        owner.Run(group);

        if (!waiting.IsEmpty)
            return true;

        Volatile.Write(ref owned, 0);
        return !waiting.IsEmpty && Interlocked.CompareExchange(ref owned, 1, 0) == 0;
    }

    private Task<T> Enqueue<T>(StoreOperation<T> operation)
    {
        ObjectDisposedException.ThrowIf(stopped, this);
        waiting.Enqueue(operation);
        Wake();
        return operation.Task;
    }

    private void Release()
    {
        Volatile.Write(ref owned, 0);

        if (!waiting.IsEmpty)
            Wake();
    }

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref owned, 1, 0) == 0)
            host.Workers.Queue(this);
    }
}
