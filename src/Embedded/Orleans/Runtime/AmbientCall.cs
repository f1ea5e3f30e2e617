namespace Orleans.Runtime;

/// <summary>Which call the running code belongs to, where its activation alone cannot say.</summary>
/// <remarks>
/// An activation that does not interleave runs one call, so nothing need flow. Only interleaved calls pay for a
/// value in the execution context.
/// </remarks>
internal static class AmbientCall
{
    private static readonly AsyncLocal<GrainCall?> Flowing = new();

    public static void Enter(GrainCall call) => Flowing.Value = call;

    /// <summary>The call of <paramref name="activation"/> that is running here; none when that is not known.</summary>
    public static GrainCall? Of(Activation activation) =>
        Flowing.Value is { } call && ReferenceEquals(call.Target, activation) ? call : activation.OnlyCall;
}
