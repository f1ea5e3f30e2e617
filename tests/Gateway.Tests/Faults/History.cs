namespace Darsgah.Gateway.Tests.Faults;

/// <summary>A call as its caller saw it.</summary>
/// <param name="Begun">Its place among all begins and ends.</param>
/// <param name="Ended">The same; <see cref="int.MaxValue"/> where it failed, so that it may take effect at any time, or never.</param>
/// <param name="Apply">What the call does to a state of the model: the state after it; null where its result does not fit.</param>
internal sealed record Call<TState>(int Begun, int Ended, Func<TState, (bool Fits, TState Next)> Apply);

/// <summary>Whether there is an order of the calls, one after another, that explains every result.</summary>
/// <remarks>
/// Wing and Gong, "Testing and Verifying Concurrent Objects" (1993), with Lowe's memory of states seen (2017). The order
/// keeps what was really before what.
/// </remarks>
internal static class History
{
    public static bool IsLinearisable<TState>(IReadOnlyList<Call<TState>> calls, TState start)
        where TState : notnull
    {
        Assert.True(calls.Count <= 64, "A history has at most 64 calls.");
        return Search(calls, 0UL, start, []);
    }

    private static bool Search<TState>(
        IReadOnlyList<Call<TState>> calls, ulong done, TState state, HashSet<(ulong, TState)> seen)
        where TState : notnull
    {
        if (!seen.Add((done, state)))
            return false;

        var open = Enumerable.Range(0, calls.Count).Where(index => (done & (1UL << index)) == 0).ToList();

        // What is left failed for its caller, so it need not have happened.
        if (open.All(index => calls[index].Ended == int.MaxValue))
            return true;

        var firstEnd = open.Min(index => calls[index].Ended);

        foreach (var index in open.Where(index => calls[index].Begun < firstEnd))
        {
            var (fits, next) = calls[index].Apply(state);

            if (fits && Search(calls, done | (1UL << index), next, seen))
                return true;
        }

        return false;
    }
}
