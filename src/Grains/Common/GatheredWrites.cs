namespace Darsgah.Grains.Common;

/// <summary>One write at a time of a state that many change at once: what comes while one is under way is in the next, together.</summary>
/// <remarks>
/// For a grain that is reentrant. A change is made before its write has begun and is answered after it; what reads
/// <see cref="Next"/> may be ahead of the disk.
/// </remarks>
internal sealed class GatheredWrites<T>(Grain grain, IPersistentState<T> storage)
    where T : class
{
    private Task last = Task.CompletedTask;
    private bool hasBegun = true;
    private T? next;

    /// <summary>The state with all changes, those too that are not written yet.</summary>
    public T Next => next ?? storage.State;

    /// <summary>Changes the state; done when the change is durable. The same state again writes nothing.</summary>
    /// <param name="changed">Made of <see cref="Next"/>.</param>
    /// <exception cref="Exception">The write failed: this change may be stored or not, and the grain reads it anew.</exception>
    public Task Write(T changed)
    {
        // What changes nothing may still wait for the write that makes it so.
        if (ReferenceEquals(changed, Next))
            return last;

        next = changed;

        if (hasBegun)
        {
            hasBegun = false;
            last = After(last);
        }

        return last;
    }

    private async Task After(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        hasBegun = true;
        await grain.Commit(storage, Next);
    }
}
