namespace Darsgah.Silo.Storage;

/// <summary>Something a store's owner does with the database, and whoever waits for it.</summary>
internal abstract class StoreOperation
{
    /// <summary>True where the database may change, so that the answer waits for the commit.</summary>
    public abstract bool Writes { get; }

    /// <summary>True where at most one statement changes the database, so that nothing can be half done.</summary>
    public bool IsOneStatement { get; init; }

    /// <summary>Does the work and keeps the result; an exception is this operation's own failure.</summary>
    public abstract void Run(Database database);

    /// <summary>Gives the waiting caller the result.</summary>
    public abstract void Answer();

    /// <summary>Gives the waiting caller the answer of a store that was never made; only for reads.</summary>
    public abstract void AnswerEmpty();

    /// <summary>Gives the waiting caller an error.</summary>
    public abstract void Fail(Exception error);
}

/// <inheritdoc />
internal sealed class StoreOperation<T>(Func<Database, T> work, bool writes, T empty) : StoreOperation
{
    // Callers go on elsewhere: the owner's thread belongs to the store.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => completion.Task;

    public override bool Writes => writes;

    public override void Run(Database database) => result = work(database);

    public override void Answer() => completion.TrySetResult(result!);

    public override void AnswerEmpty() => completion.TrySetResult(empty);

    public override void Fail(Exception error) => completion.TrySetException(error);
}
