using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One call under way. What is emitted for a grain interface derives from it, a class a method.</summary>
internal abstract class GrainCall(CallMethod method) : IInvokable
{
    public CallMethod Method => method;

    /// <summary>Whom the call is for. None for what the runtime does within an activation.</summary>
    public GrainReference? To { get; set; }

    /// <summary>Where it runs or waits.</summary>
    public Activation? Target { get; set; }

    /// <summary>The call during which this one was made, so that a cycle can be seen.</summary>
    public GrainCall? Parent { get; set; }

    /// <summary>The caller's RequestContext.</summary>
    public RequestValues? Values { get; set; }

    /// <summary>The next one in the activation's list of waiting or of running calls.</summary>
    public GrainCall? Next { get; set; }

    /// <summary>The next one of those that were let in together.</summary>
    public GrainCall? Admitted { get; set; }

    /// <summary>When the caller stops waiting.</summary>
    public ResponseTimeouts.Deadline? Deadline { get; set; }

    /// <summary>The method's task once it runs.</summary>
    public Task? Outcome { get; protected set; }

    /// <summary>Whether <see cref="AmbientCall"/> rather than the activation says that this one runs.</summary>
    public bool IsAmbient { get; set; }

    /// <summary>How many activations ended before they ran it.</summary>
    public int Resent { get; set; }

    /// <summary>What the method may see of the caller: its RequestContext, and nothing else that flows.</summary>
    public ExecutionContext Context => Values?.Isolated ?? EmptyContext.Value;

    /// <summary>Whether it keeps the activation from being idle.</summary>
    public virtual bool CountsAsUse => true;

    /// <summary>Whether the caller has stopped waiting.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>What the caller awaits: the promise, or the outcome where none was needed.</summary>
    public abstract Task Awaitable { get; }

    public bool IsCancellable => method.TokenIndex >= 0;

    /// <summary>Watches the caller's token. Before anybody else can see the call.</summary>
    public abstract void ObserveCancellation();

    /// <summary>Makes the promise. Before anybody else can end the call.</summary>
    public abstract void MakePromise();

    /// <summary>Runs the method up to its first wait. Never throws; see <see cref="Outcome"/>.</summary>
    public abstract void Start(Activation activation);

    /// <summary>Instead of <see cref="Start"/>, when nobody waits any more.</summary>
    public void Skip() => Outcome = Task.CompletedTask;

    /// <summary>Hands a finished outcome to the caller.</summary>
    public abstract void Deliver();

    /// <summary>Ends the call without a result.</summary>
    /// <returns>Whether it had not ended yet.</returns>
    public abstract bool Fail(Exception failure);

    public abstract Task<object?> InvokeBoxed(object target);

    /// <summary>Replaces a good result by a copy of it.</summary>
    public abstract void CopyResult(MessageCopier copier);

    public virtual int GetArgumentCount() => method.Parameters.Length;

    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public virtual void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    public object? GetTarget() => Target?.GrainInstance;

    public void SetTarget(ITargetHolder holder) => Target = holder as Activation
        ?? throw new ArgumentException($"{holder} is no activation of this silo.", nameof(holder));

    public async ValueTask<Response> Invoke()
    {
        try
        {
            return Response.FromResult(await InvokeBoxed(GetTarget()!));
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    public string GetMethodName() => method.Method.Name;

    public string GetInterfaceName() => method.Contract.Name;

    public string GetActivityName() => method.ToString();

    public MethodInfo GetMethod() => method.Method;

    public Type GetInterfaceType() => method.Contract.Type;

    public TimeSpan? GetDefaultResponseTimeout() => method.Timeout;

    public CancellationToken GetCancellationToken() =>
        method.TokenIndex < 0 ? CancellationToken.None : (CancellationToken)GetArgument(method.TokenIndex)!;

    public virtual bool TryCancel() => false;

    public void Dispose()
    {
    }

    public override string ToString() => $"{Target?.GrainId ?? To?.GrainId} {method}";
}
