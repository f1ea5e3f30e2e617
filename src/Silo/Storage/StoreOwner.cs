using Microsoft.Extensions.Logging;

namespace Darsgah.Silo.Storage;

/// <summary>
/// The one who holds a store's connection: opens it, runs groups of operations, and closes it after errors.
/// </summary>
/// <remarks>Never used by two threads at once; <see cref="SchoolStore"/> sees to that.</remarks>
internal sealed class StoreOwner(SchoolStore store, StoreFile file, OutboxMarker marker, StoreHost host)
{
    // Beyond so many pages the log is folded into the file, after the callers have their answers. SQLite's own default.
    private const int LongLog = 1000;

    // How long a damaged store answers without looking at its file again: looking reads all of it.
    private static readonly TimeSpan DamageMemory = TimeSpan.FromSeconds(10);

    private Database? database;
    private StoreDamagedException? damage;
    private long damagedAt;
    private long commits;
    private long lastUsed;
    private bool suspect;
    private bool pruned;
    private bool outboxGrew;
    private bool outboxShrank;

    public StoreFile File => file;

    public bool IsOpen => database is not null;

    public long Commits => Interlocked.Read(ref commits);

    public long LastUsed => Interlocked.Read(ref lastUsed);

    /// <summary>The running operation adds to the outbox; its marker is durable from here on.</summary>
    public void ExpectOutbox()
    {
        marker.Set();
        outboxGrew = true;
    }

    /// <summary>The running operation took something out of the outbox.</summary>
    public void OutboxShrank() => outboxShrank = true;

    /// <summary>Runs operations in their order, in one transaction if any of them writes, and answers each.</summary>
    public void Run(List<StoreOperation> group)
    {
        Interlocked.Exchange(ref lastUsed, host.Clock.GetTimestamp());

        // At most twice: once as they came; and, if a write of others failed, the reads alone on a file opened anew.
        for (var remaining = group; remaining.Count > 0;)
        {
            if (!Opened(remaining))
                return;

            remaining = RunOpened(remaining);
        }

        Interlocked.Exchange(ref lastUsed, host.Clock.GetTimestamp());
        FoldLongLog();
    }

    public void Close()
    {
        if (database is null)
            return;

        database.Dispose();
        database = null;
        host.Closed(store);
    }

    private bool Opened(List<StoreOperation> group)
    {
        if (database is not null)
            return true;

        if (!file.Exists && !group.Exists(operation => operation.Writes))
        {
            group.ForEach(operation => operation.AnswerEmpty());
            return false;
        }

        try
        {
            if (damage is not null && host.Clock.GetElapsedTime(damagedAt) < DamageMemory)
                throw damage;

            host.Opening(store);
            database = file.Open(suspect);
            (suspect, pruned, damage) = (false, false, null);
            return true;
        }
        catch (Exception error)
        {
            var failure = Failure(error);
            host.Closed(store);
            Remember(failure);
            group.ForEach(operation => operation.Fail(failure));
            return false;
        }
    }

    /// <summary>Runs a group on the open file; returns the reads that have to be run once more.</summary>
    private List<StoreOperation> RunOpened(List<StoreOperation> group)
    {
        var writes = group.Exists(operation => operation.Writes);
        var done = new List<StoreOperation>(group.Count);
        StoreOperation? culprit = null;
        (outboxGrew, outboxShrank) = (false, false);

        try
        {
            if (writes)
                Begin();

            foreach (var operation in group)
            {
                culprit = operation;

                if (OperationRunner.Run(operation, database!, Failure))
                    done.Add(operation);
            }

            culprit = null;

            if (writes)
                Commit();
        }
        catch (Exception error)
        {
            return Abandon(group, culprit, Failure(error));
        }

        done.ForEach(operation => operation.Answer());
        AfterCommit();
        return [];
    }

    private void Begin()
    {
        database!.Run("BEGIN IMMEDIATE");

        if (pruned)
            return;

        var old = host.Clock.GetUtcNow() - host.OperationMemory;
        database.Run("DELETE FROM operations WHERE at < ?", old.ToUnixTimeMilliseconds());
        pruned = true;
    }

    private void Commit()
    {
        database!.Run("COMMIT");
        Interlocked.Increment(ref commits);
    }

    /// <summary>
    /// Closes the file after an error, never to be used again as it is. Writes and the operation at fault get the
    /// error; other reads are returned, to be run on the file opened and verified anew.
    /// </summary>
    private List<StoreOperation> Abandon(List<StoreOperation> group, StoreOperation? culprit, StoreException error)
    {
        host.Log.LogError(error, "The store of {Tenant} failed and is opened anew", store.Tenant);
        Close();
        suspect = true;

        var again = new List<StoreOperation>();

        foreach (var operation in group)
        {
            if (operation.Writes || operation == culprit)
                operation.Fail(error);
            else
                again.Add(operation);
        }

        return again;
    }

    // Only what an opening found; after a failed read or write, the opening that follows decides.
    private void Remember(StoreException error)
    {
        if (error is not StoreDamagedException found || ReferenceEquals(damage, found))
            return;

        host.Log.LogError(found, "The store of {Tenant} is damaged", store.Tenant);
        (damage, damagedAt) = (found, host.Clock.GetTimestamp());
    }

    private StoreException Failure(Exception error) => StoreFailure.From(error, store.Tenant.Value, file.Path);

    private void AfterCommit()
    {
        try
        {
            if (outboxShrank && OutboxRows.NextDue(database!) is null)
                marker.Clear();
        }
        catch (Exception error) when (error is SqliteError or IOException or UnauthorizedAccessException)
        {
            // A marker too many only costs a look at the next start.
            host.Log.LogWarning(error, "The outbox marker of {Tenant} could not be removed", store.Tenant);
        }

        if (outboxGrew)
            host.OutboxFilled(store.Tenant);
    }

    private void FoldLongLog()
    {
        if (database is null || database.PagesWritten < LongLog)
            return;

        try
        {
            database.FoldLog();
        }
        catch (SqliteError error)
        {
            Abandon([], culprit: null, Failure(error));
        }
    }
}
