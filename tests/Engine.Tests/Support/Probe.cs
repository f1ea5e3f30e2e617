using System.Collections.Concurrent;

namespace Darsgah.Engine.Tests.Support;

/// <summary>What grains and tests tell each other outside of calls: marks reached, and notes.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> marks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> notes = new();
    private readonly SemaphoreSlim noted = new(0);

    public IReadOnlyList<string> Notes => [.. notes];

    public void Note(string text)
    {
        notes.Enqueue(text);
        noted.Release();
    }

    /// <summary>Ends once a further note has been taken.</summary>
    public Task NextNote() => Soon(noted.WaitAsync());

    public void Reach(string mark) => Mark(mark).TrySetResult();

    public bool HasReached(string mark) => Mark(mark).Task.IsCompleted;

    /// <summary>Ends once somebody has reached the mark; fails rather than hangs.</summary>
    public Task Reached(string mark) => Soon(Mark(mark).Task);

    public static Task Soon(Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static Task<T> Soon<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    private TaskCompletionSource Mark(string mark) => marks.GetOrAdd(
        mark, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
