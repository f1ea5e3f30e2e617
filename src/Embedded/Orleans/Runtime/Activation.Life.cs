using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>How an activation starts and ends.</summary>
internal sealed partial class Activation
{
    private IServiceScope? scope;
    private GrainLifecycle? lifecycle;
    private TaskCompletionSource? ended;
    private DeactivationReason endReason;
    private Phase phase;

    private enum Phase : byte
    {
        New,
        Starting,
        Active,

        /// <summary>Waiting for the running calls to end.</summary>
        Stopping,

        /// <summary>OnDeactivateAsync runs.</summary>
        Ending,
        Ended,
    }

    public Task Deactivated
    {
        get
        {
            lock (Turns)
            {
                if (phase is Phase.Ended && ended is null)
                    return Task.CompletedTask;

                return (ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public void DeactivateOnIdle() => Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Turns)
        {
            switch (phase)
            {
                case Phase.New:
                    phase = Phase.Ended;
                    Silo.Catalog.Remove(this);
                    ended?.TrySetResult();
                    return;
                case Phase.Starting:
                    endReason = deactivationReason;
                    return;
                case Phase.Active:
                    endReason = deactivationReason;
                    phase = Phase.Stopping;

                    if (running is null)
                        BeginEnd();

                    return;
            }
        }
    }

    private void BeginStart(GrainCall cause)
    {
        phase = Phase.Starting;
        var call = new LifeCall(LifeCall.Activating, StartAsync)
        {
            Target = this,
            Parent = cause.Parent,
            Values = cause.Values,
        };
        running = call;
        Turns.Queue(RunTurn, call);
    }

    private void BeginEnd()
    {
        phase = Phase.Ending;
        var call = new LifeCall(LifeCall.Deactivating, EndAsync) { Target = this };
        running = call;
        Turns.Queue(RunTurn, call);
    }

    private async Task StartAsync()
    {
        try
        {
            scope = Silo.Services.CreateScope();
            GrainInstance = grainClass.Create(this);
            Filters = Silo.FiltersOf(GrainInstance);
            (GrainInstance as ILifecycleParticipant<IGrainLifecycle>)?.Participate(ObservableLifecycle);

            using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Clock);

            await ReadRecords(timeout.Token);

            if (lifecycle is not null)
                await lifecycle.Start(GrainLifecycleStage.First, GrainLifecycleStage.Activate, timeout.Token);

            if (GrainInstance is IGrainBase grain)
                await grain.OnActivateAsync(timeout.Token);

            if (lifecycle is not null)
                await lifecycle.Start(GrainLifecycleStage.Activate, GrainLifecycleStage.Last, timeout.Token);
        }
        catch (Exception exception)
        {
            Silo.Log.LogError(exception, "Activating {Grain} failed", GrainId);
            await DisposeAsync();
            Finish(exception);
            return;
        }

        lock (Turns)
        {
            lastUsed = Silo.Clock.GetTimestamp();
            phase = endReason.ReasonCode is DeactivationReasonCode.None ? Phase.Active : Phase.Stopping;
        }
    }

    private async Task EndAsync()
    {
        StopTimers();

        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Clock);

            if (GrainInstance is IGrainBase grain)
                await grain.OnDeactivateAsync(endReason, timeout.Token);

            if (lifecycle is not null)
                await lifecycle.Stop(timeout.Token);
        }
        catch (Exception exception)
        {
            Silo.Log.LogError(exception, "Deactivating {Grain} failed; it ends all the same", GrainId);
        }

        await DisposeAsync();
        Finish(failure: null);
    }

    private async Task DisposeAsync()
    {
        StopTimers();

        try
        {
            if (GrainInstance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (GrainInstance as IDisposable)?.Dispose();

            if (scope is IAsyncDisposable asyncScope)
                await asyncScope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Silo.Log.LogError(exception, "Disposing of {Grain} failed", GrainId);
        }
    }

    /// <summary>Makes room for the next activation, which gets the calls that wait.</summary>
    private void Finish(Exception? failure)
    {
        GrainCall? left;

        lock (Turns)
        {
            phase = Phase.Ended;
            left = waiting;
            waiting = lastWaiting = null;
        }

        Silo.Catalog.Remove(this);

        for (var call = left; call is not null;)
        {
            var following = call.Next;
            call.Next = null;
            call.Target = null;

            if (failure is null)
                Runtime.Silo.Resend(call);
            else
                call.Fail(failure);

            call = following;
        }

        ended?.TrySetResult();
    }
}
