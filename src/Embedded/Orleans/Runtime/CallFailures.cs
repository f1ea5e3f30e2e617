using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The exceptions that callers get from the runtime itself.</summary>
internal static class CallFailures
{
    public static TimeoutException TimedOut(GrainCall call, TimeSpan timeout) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"No response from {Name(call)} within {timeout:c}. {State(call)} Whether it took effect is unknown."));

    /// <summary>The calls from the one that is waited for to the one that would wait for it.</summary>
    public static TimeoutException Cycle(GrainCall call, GrainCall waitedFor)
    {
        var chain = new Stack<string>([Name(call)]);

        for (var link = call.Parent; link is not null; link = ReferenceEquals(link, waitedFor) ? null : link.Parent)
            chain.Push(Name(link));

        return new TimeoutException(
            $"A call cycle would wait for itself until the response timeout: {string.Join(" -> ", chain)}. "
            + "Break the cycle, make the call [OneWay] if nobody waits for it, "
            + "or call inside RequestContext.AllowCallChainReentrancy().");
    }

    public static OrleansMessageRejectionException NotStarted(GrainId grain) => new SiloUnavailableException(
        $"The call to {grain} was not made: the silo has not started yet. Call grains once the host has started.");

    public static OrleansMessageRejectionException Stopped(GrainId grain) =>
        new SiloUnavailableException($"The call to {grain} was not made: the silo is shutting down.");

    private static string Name(GrainCall call) => $"{call.Target?.GrainId ?? call.To?.GrainId} {call.Method}";

    private static string State(GrainCall call) =>
        call.Outcome is null ? "The call was still waiting for its turn." : "The call is running and goes on.";
}
