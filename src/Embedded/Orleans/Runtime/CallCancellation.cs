namespace Orleans.Runtime;

/// <summary>Ends the caller's wait at once, and cancels the token that the grain has as a turn of it.</summary>
internal sealed class CallCancellation : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly GrainCall call;
    private readonly CancellationToken token;
    private CancellationTokenRegistration registration;

    private CallCancellation(GrainCall call, CancellationToken token)
    {
        this.call = call;
        this.token = token;
    }

    /// <returns>None when the caller's token can never be cancelled.</returns>
    public static CallCancellation? Of(GrainCall call)
    {
        var wanted = call.GetCancellationToken();

        if (!wanted.CanBeCanceled)
            return null;

        call.MakePromise();
        var cancellation = new CallCancellation(call, wanted);
        call.SetArgument(call.Method.TokenIndex, cancellation.source.Token);
        cancellation.registration = wanted.UnsafeRegister(
            static state => ((CallCancellation)state!).Cancel(), cancellation);
        return cancellation;
    }

    public bool Cancel()
    {
        var ended = call.Fail(new OperationCanceledException(token));

        if (call.Target is { } activation)
            activation.Turns.Queue(static state => ((CancellationTokenSource)state!).Cancel(), source);
        else
            source.Cancel();

        return ended;
    }

    public void Dispose() => registration.Dispose();
}
