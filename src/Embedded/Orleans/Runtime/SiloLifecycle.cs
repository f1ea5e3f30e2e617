namespace Orleans.Runtime;

/// <summary>Starts what the silo needs stage by stage, and stops it in the reverse order.</summary>
internal sealed class SiloLifecycle : ISiloLifecycle
{
    private readonly List<Entry> entries = [];

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var entry = new Entry(this, stage, observer);
        entries.Add(entry);
        return entry;
    }

    public async Task Start(CancellationToken cancellation)
    {
        foreach (var stage in entries.GroupBy(entry => entry.Stage).OrderBy(stage => stage.Key).ToArray())
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(entry => entry.Observer.OnStart(cancellation)).ToArray());
            HighestCompletedStage = stage.Key;
        }
    }

    /// <summary>Stops what has started. One that fails does not keep the others from stopping.</summary>
    /// <exception cref="AggregateException">Some failed.</exception>
    public async Task Stop(CancellationToken cancellation)
    {
        List<Exception> failures = [];
        var started = entries.Where(entry => entry.Stage <= HighestCompletedStage)
            .GroupBy(entry => entry.Stage).OrderByDescending(stage => stage.Key).ToArray();

        foreach (var stage in started)
        {
            try
            {
                await Task.WhenAll(stage.Select(entry => entry.Observer.OnStop(cancellation)).ToArray());
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }

            LowestStoppedStage = stage.Key;
        }

        if (failures.Count > 0)
            throw new AggregateException("Parts of the silo did not stop cleanly.", failures);
    }

    private sealed class Entry(SiloLifecycle lifecycle, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose() => lifecycle.entries.Remove(this);
    }
}
