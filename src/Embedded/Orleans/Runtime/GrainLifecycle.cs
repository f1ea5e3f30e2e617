namespace Orleans.Runtime;

/// <summary>What has to start with an activation, in order of stage, and to stop in the reverse order.</summary>
internal sealed class GrainLifecycle(GrainId grain) : IGrainLifecycle
{
    private readonly List<Entry> entries = [];

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var entry = new Entry(this, stage, observer);
        entries.Add(entry);
        return entry;
    }

    /// <summary>Starts the stages at and after <paramref name="from"/>, and before <paramref name="before"/>.</summary>
    public async Task Start(int from, int before, CancellationToken cancellation)
    {
        var stages = entries.Where(entry => entry.Stage >= from && entry.Stage < before)
            .GroupBy(entry => entry.Stage).OrderBy(stage => stage.Key).ToArray();

        foreach (var stage in stages)
            await Task.WhenAll(stage.Select(entry => entry.Observer.OnStart(cancellation)).ToArray());
    }

    public async Task Stop(CancellationToken cancellation)
    {
        foreach (var stage in entries.GroupBy(entry => entry.Stage).OrderByDescending(stage => stage.Key).ToArray())
            await Task.WhenAll(stage.Select(entry => entry.Observer.OnStop(cancellation)).ToArray());
    }

    public override string ToString() => $"lifecycle of {grain}";

    private sealed class Entry(GrainLifecycle lifecycle, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose() => lifecycle.entries.Remove(this);
    }
}
