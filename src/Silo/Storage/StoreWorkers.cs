namespace Darsgah.Silo.Storage;

/// <summary>Threads that run the stores which have something to do. No store has one of its own.</summary>
/// <remarks>
/// Not the thread pool: a sync blocks its thread for as long as the disk takes, and a slow disk must not leave the
/// web requests without threads (SEC-K22). Threads are made when all others are busy and end after a rest.
/// </remarks>
internal sealed class StoreWorkers(int most)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly Queue<SchoolStore> ready = new();

    // Not a Lock: threads wait on it.
    private readonly object gate = new();
    private int threads;
    private int resting;

    /// <summary>Lets one worker run the store's next group.</summary>
    public void Queue(SchoolStore store)
    {
        lock (gate)
        {
            ready.Enqueue(store);

            if (ready.Count <= resting)
            {
                Monitor.Pulse(gate);
                return;
            }

            if (threads == most)
                return;

            threads++;
        }

        new Thread(Work) { IsBackground = true, Name = "store" }.Start();
    }

    private void Work()
    {
        SchoolStore? unfinished = null;

        while (Next(unfinished) is { } store)
            unfinished = store.RunGroup() ? store : null;
    }

    /// <summary>The store that has waited the longest; one with more to do goes to the end.</summary>
    private SchoolStore? Next(SchoolStore? unfinished)
    {
        lock (gate)
        {
            if (unfinished is not null)
                ready.Enqueue(unfinished);

            while (ready.Count == 0)
            {
                resting++;
                var woken = Monitor.Wait(gate, Rest);
                resting--;

                if (!woken && ready.Count == 0)
                {
                    threads--;
                    return null;
                }
            }

            return ready.Dequeue();
        }
    }
}
