using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>How a reference makes calls. What is emitted for a grain interface derives from it.</summary>
public partial class GrainReference
{
    private readonly Silo silo;
    private readonly CallContract contract;
    private Activation? last;

    internal GrainReference(Silo silo, CallContract contract, GrainId id)
    {
        this.silo = silo;
        this.contract = contract;
        GrainId = id;
    }

    internal EmbeddedGrainFactory Factory => silo.GrainFactory;

    internal Silo Silo => silo;

    /// <summary>Makes a call, through the outgoing filters if there are any.</summary>
    /// <returns>A <see cref="Task{T}"/>, or any task where there is no result.</returns>
    internal Task Send<T>(GrainCall<T> call)
    {
        call.To = this;

        return silo.OutgoingFilters is { Length: > 0 } filters
            ? OutgoingCall.Run(call, this, filters)
            : Dispatch(call);
    }

    /// <summary>Makes a call whose outgoing filters have run.</summary>
    internal Task Dispatch<T>(GrainCall<T> call)
    {
        try
        {
            return Dispatch(call, Activation.Current);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private Task Dispatch<T>(GrainCall<T> call, Activation? caller)
    {
        call.Values = RequestValues.Current;
        call.Parent = caller is null ? null : AmbientCall.Of(caller);

        if (silo.Copier is { } copier)
            CopyMessage(call, copier);

        if (call.IsCancellable)
        {
            call.GetCancellationToken().ThrowIfCancellationRequested();
            call.ObserveCancellation();
        }

        if (!call.Method.IsOneWay)
        {
            Deliver(call, mayRunHere: silo.MayRunHere);
            Watch(call, caller);
            return call.Awaitable;
        }

        Deliver(call, mayRunHere: false);
        return Task.CompletedTask;
    }

    /// <summary>Offers the call to the grain's activation, or to the next when that one has ended.</summary>
    internal void Deliver(GrainCall call, bool mayRunHere)
    {
        while (true)
        {
            var activation = last ??= silo.Activate(GrainId);

            switch (activation.Take(call, mayRunHere, out var waitedFor))
            {
                case Offer.Refused:
                    last = null;
                    continue;
                case Offer.RunHere:
                    Silo.RunHere(activation, call);
                    return;
                case Offer.Cycle:
                    silo.ReportCycle(call, waitedFor!);
                    return;
                default:
                    return;
            }
        }
    }

    private void Watch<T>(GrainCall<T> call, Activation? caller)
    {
        if (call.Awaitable.IsCompleted)
            return;

        silo.Timeouts.Watch(call, call.Method.Timeout ?? silo.ResponseTimeout(caller));

        // It may have ended on another thread before it had a deadline to remove.
        if (call.Awaitable.IsCompleted)
            call.Deadline?.Remove();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyMessage(GrainCall call, MessageCopier copier)
    {
        call.Values = call.Values?.Copy(copier);

        for (var index = 0; index < call.GetArgumentCount(); index++)
        {
            if (!call.Method.SharedArguments[index])
                call.SetArgument(index, copier.Copy(call.GetArgument(index))!);
        }
    }
}
