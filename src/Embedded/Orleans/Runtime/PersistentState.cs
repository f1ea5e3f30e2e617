using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>One record of one activation. Its operations run one behind the other.</summary>
internal sealed class PersistentState<T>(Activation activation, string name, IGrainStorage storage)
    : IPersistentState<T>, IGrainRecord
{
    private readonly GrainState<T> record = new(Activator.CreateInstance<T>());
    private Task? last;
    private Task? queuedWrite;

    public T State
    {
        get => record.State!;
        set => record.State = value;
    }

    public string? Etag => record.ETag;

    public bool RecordExists => record.RecordExists;

    public Task ReadFirst(CancellationToken cancellation) => ReadStateAsync(cancellation);

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Queue(async () =>
    {
        await storage.ReadStateAsync(name, activation.GrainId, record, cancellationToken);

        if (!record.RecordExists)
            record.State = Activator.CreateInstance<T>();
    }, "Reading");

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    /// <summary>Writes what State is when the writing starts; writes that have not started are one.</summary>
    public Task WriteStateAsync(CancellationToken cancellationToken)
    {
        if (queuedWrite is not null && !cancellationToken.CanBeCanceled)
            return queuedWrite;

        var write = Queue(
            () =>
            {
                queuedWrite = null;
                return storage.WriteStateAsync(name, activation.GrainId, record, cancellationToken);
            },
            "Writing");
        queuedWrite = cancellationToken.CanBeCanceled ? null : write;
        return write;
    }

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Queue(async () =>
    {
        await storage.ClearStateAsync(name, activation.GrainId, record, cancellationToken);
        record.RecordExists = false;
        record.State = Activator.CreateInstance<T>();
    }, "Clearing");

    private Task Queue(Func<Task> operation, string verb)
    {
        activation.CheckAccess();
        queuedWrite = null;
        var task = Run(last, operation, verb);
        last = task.IsCompleted ? null : task;
        return task;
    }

    private async Task Run(Task? before, Func<Task> operation, string verb)
    {
        // Nothing starts before the turn that asks for it ends or waits, so that what the turn asks for more than once is one.
        await Task.CompletedTask.ConfigureAwait(
            ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.ForceYielding);

        if (before is not null)
        {
            await before.ConfigureAwait(
                ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            await operation();
        }
        catch (Exception exception)
        {
            activation.Silo.Log.LogError(
                exception, "{Verb} state '{State}' of {Grain} failed", verb, name, activation.GrainId);

            if (exception is OrleansException or OperationCanceledException)
                ExceptionDispatchInfo.Throw(exception);

            throw new OrleansException(
                $"{verb} state '{name}' of {activation.GrainId} failed: {exception.Message}", exception);
        }
    }
}
