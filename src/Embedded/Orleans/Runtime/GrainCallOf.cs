namespace Orleans.Runtime;

/// <summary>One call under way whose method has a result of type <typeparamref name="T"/>.</summary>
internal abstract class GrainCall<T>(CallMethod method) : GrainCall(method)
{
    private TaskCompletionSource<T>? promise;
    private CallCancellation? cancellation;

    public override bool IsAbandoned => promise is { Task.IsCompleted: true };

    public override Task Awaitable => promise?.Task ?? Outcome!;

    public override void ObserveCancellation() => cancellation = CallCancellation.Of(this);

    public override void MakePromise() => promise ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Calls the method on the grain.</summary>
    /// <returns>A <see cref="Task{T}"/>, or any task where there is no result.</returns>
    protected abstract Task Call(object target);

    public override void Start(Activation activation)
    {
        try
        {
            Outcome = activation.Filters is { Length: > 0 } filters
                ? IncomingCall.Run(this, activation, filters)
                : Call(activation.GrainInstance!) ?? throw NullTask();
        }
        catch (Exception exception)
        {
            Outcome = Task.FromException<T>(exception);
        }
    }

    public override void Deliver()
    {
        cancellation?.Dispose();
        Deadline?.Remove();

        if (promise is null)
            return;

        if (Outcome is Task<T> typed)
            promise.TrySetFromTask(typed);
        else if (Outcome!.IsCompletedSuccessfully)
            promise.TrySetResult(default!);
        else if (Outcome.IsCanceled)
            promise.TrySetException(Canceled(Outcome));
        else
            promise.TrySetException(Outcome.Exception!.InnerExceptions);
    }

    public override bool Fail(Exception failure)
    {
        Deadline?.Remove();
        return promise is not null && promise.TrySetException(failure);
    }

    public override bool TryCancel() => cancellation?.Cancel() ?? false;

    public override async Task<object?> InvokeBoxed(object target)
    {
        var task = Call(target) ?? throw NullTask();
        await task;
        return task is Task<T> typed && typeof(T) != typeof(Nothing) ? typed.Result : null;
    }

    public override void CopyResult(MessageCopier copier)
    {
        if (Outcome is not Task<T> { IsCompletedSuccessfully: true } typed || Method.SharesResult)
            return;

        try
        {
            Outcome = Task.FromResult(copier.Copy(typed.Result));
        }
        catch (Exception exception)
        {
            Outcome = Task.FromException<T>(exception);
        }
    }

    private InvalidOperationException NullTask() =>
        new($"{Target?.GrainInstance?.GetType()} returned null instead of a task from {Method}.");

    private static Exception Canceled(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException exception)
        {
            return exception;
        }

        return new TaskCanceledException(task);
    }
}
