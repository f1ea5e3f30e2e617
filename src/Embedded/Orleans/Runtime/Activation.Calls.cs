using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>How calls are taken in, run and ended.</summary>
internal sealed partial class Activation
{
    /// <summary>Calls that one turn runs one after the other before other turns come in between.</summary>
    private const int CallsPerTurn = 32;

    private static readonly Action<object?> RunTurn = static state =>
    {
        var call = (GrainCall)state!;
        call.Target!.Run(call, alone: false);
    };

    private static readonly Action<object?> RunTurnHere = static state =>
    {
        if (SynchronizationContext.Current is not null)
            SynchronizationContext.SetSynchronizationContext(null);

        var call = (GrainCall)state!;
        call.Target!.Run(call, alone: true);
    };

    private long lastUsed;

    /// <param name="call">The call.</param>
    /// <param name="mayRunHere">Whether the offering thread may run it.</param>
    /// <param name="waitedFor">In a cycle: the call that this one would wait for.</param>
    public Offer Take(GrainCall call, bool mayRunHere, out GrainCall? waitedFor)
    {
        waitedFor = null;

        lock (Turns)
        {
            call.Target = this;

            switch (phase)
            {
                case Phase.Ended:
                    call.Target = null;
                    return Offer.Refused;
                case Phase.New:
                    call.MakePromise();
                    Enqueue(call);
                    BeginStart(call);
                    return Offer.Taken;
            }

            if (MayRun(call))
            {
                Admit(call);

                if (mayRunHere && Turns.TryEnter())
                    return Offer.RunHere;

                call.MakePromise();
            }
            else
            {
                waitedFor = FindCycle(call);

                if (waitedFor is not null)
                    return Offer.Cycle;

                call.MakePromise();
                Enqueue(call);
                return Offer.Taken;
            }
        }

        Turns.Queue(RunTurn, call);
        return Offer.Taken;
    }

    /// <summary>After <see cref="Offer.RunHere"/>: runs the call on this thread up to its first wait.</summary>
    public void RunHere(GrainCall call) => Turns.RunNow(RunTurnHere, call);

    /// <summary>Counts as use.</summary>
    public void Touch() => lastUsed = Silo.Clock.GetTimestamp();

    /// <param name="call">An admitted call.</param>
    /// <param name="alone">Whether to leave what waits behind it to other threads.</param>
    /// <remarks>The turn's task puts the thread's own execution context back.</remarks>
    private void Run(GrainCall call, bool alone)
    {
        for (var count = 1; ; count++)
        {
            ExecutionContext.Restore(call.Context);

            if (call.IsAmbient)
                AmbientCall.Enter(call);

            if (call.IsAbandoned)
                call.Skip();
            else
                call.Start(this);

            if (!call.Outcome!.IsCompleted)
            {
                call.MakePromise();
                FinishLater(call);
                return;
            }

            if (Finish(call, alone || count == CallsPerTurn) is not { } next)
                return;

            call = next;
        }
    }

    // A continuation on the default scheduler runs at once on the thread that completes the task; an awaiter's would
    // take a detour over the pool whenever that thread is running a turn.
    private static void FinishLater(GrainCall call) => _ = call.Outcome!.ContinueWith(
        static (_, state) => ((GrainCall)state!).Target!.Finish((GrainCall)state, alone: true),
        call,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Ends a call whose outcome is known, and lets in what waited for that.</summary>
    /// <returns>The call that this thread is to run next; none when alone, or when there is none.</returns>
    private GrainCall? Finish(GrainCall call, bool alone)
    {
        if (call.Outcome!.IsFaulted)
            Examine(call.Outcome.Exception!.InnerException!, call);
        else if (Silo.Copier is { } copier && call.To is not null)
            call.CopyResult(copier);

        GrainCall? next;

        lock (Turns)
        {
            Forget(call);
            lastUsed = call.CountsAsUse ? Silo.Clock.GetTimestamp() : lastUsed;
            next = AdmitWaiting();

            if (running is null && phase is Phase.Stopping)
                BeginEnd();
        }

        call.Deliver();
        call.Parent = null; // or calls that nobody awaits would grow a chain for ever

        while (next is not null)
        {
            var following = next.Admitted;
            next.Admitted = null;

            if (!alone && following is null)
                return next;

            Turns.Queue(RunTurn, next);
            next = following;
        }

        return null;
    }

    private void Examine(Exception failure, GrainCall call)
    {
        if (call.Method.IsOneWay)
            Silo.Log.LogWarning(failure, "One-way call {Call} failed; nobody waits for it", call);

        if (failure is InconsistentStateException { IsSourceActivation: true } conflict)
        {
            conflict.IsSourceActivation = false;
            Deactivate(new DeactivationReason(
                DeactivationReasonCode.ApplicationError,
                failure,
                "A write met a record that somebody else had changed, so what this activation holds is out of date."));
        }
    }
}
