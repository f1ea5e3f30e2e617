namespace Orleans.Runtime;

/// <summary>Runs the turns of one activation, one after the other, on pool threads or on a caller's.</summary>
/// <remarks>Its lock is also the activation's, so that a call needs one.</remarks>
internal sealed class TurnScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem, IWorkItemScheduler
{
    /// <summary>Turns that one visit of a pool thread runs before others get it.</summary>
    private const int TurnsPerVisit = 64;

    [ThreadStatic] private static TurnScheduler? executing;
    [ThreadStatic] private static TurnScheduler? startingNow;

    private Task? first;
    private Queue<Task>? rest;
    private bool busy;

    public Activation Activation => activation;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Takes the right to run turns here, under the lock; <see cref="RunNow"/> gives it back.</summary>
    public bool TryEnter()
    {
        if (busy)
            return false;

        return busy = true;
    }

    /// <summary>After <see cref="TryEnter"/>: runs one turn on this thread.</summary>
    public void RunNow(Action<object?> turn, object state)
    {
        var outer = executing;
        executing = this;

        try
        {
            startingNow = this;
            new Task(turn, state, CancellationToken.None, TaskCreationOptions.None).Start(this);
        }
        finally
        {
            executing = outer;
            Leave();
        }
    }

    public void Queue(Action<object?> turn, object state) =>
        new Task(turn, state, CancellationToken.None, TaskCreationOptions.None).Start(this);

    public void QueueAction(Action action) => new Task(action).Start(this);

    public void QueueAction(Action<object> action, object state) => new Task(action!, state).Start(this);

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    /// <summary>A visit of a pool thread.</summary>
    public void Execute()
    {
        var outer = executing;
        executing = this;

        try
        {
            for (var turn = 0; turn < TurnsPerVisit; turn++)
            {
                if (!TryTake(out var task))
                    return;

                TryExecuteTask(task);
            }
        }
        finally
        {
            executing = outer;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(startingNow, this))
        {
            startingNow = null;
            TryExecuteTask(task);
            return;
        }

        lock (this)
        {
            if (first is null)
                first = task;
            else
                (rest ??= new Queue<Task>()).Enqueue(task);

            if (busy)
                return;

            busy = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(executing, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this)
            return first is null ? [] : [first, .. rest ?? []];
    }

    private bool TryTake(out Task task)
    {
        lock (this)
        {
            task = first!;
            first = rest is { Count: > 0 } ? rest.Dequeue() : null;
            return busy = task is not null;
        }
    }

    private void Leave()
    {
        lock (this)
        {
            if (first is null)
            {
                busy = false;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }
}
