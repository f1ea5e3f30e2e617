using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way through filters.</summary>
internal abstract class CallContext(GrainCall call, int filterCount) : IGrainCallContext
{
    private int stage;

    public GrainCall Call => call;

    public IInvokable Request => call;

    public abstract object Grain { get; }

    public virtual GrainId? SourceId => call.Parent?.Target?.GrainId;

    public GrainId TargetId => call.To!.GrainId;

    public GrainInterfaceType InterfaceType => call.Method.Contract.InterfaceType;

    public string InterfaceName => call.GetInterfaceName();

    public string MethodName => call.GetMethodName();

    public MethodInfo InterfaceMethod => call.Method.Method;

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    /// <summary>What comes after this stage. A filter may call it again to try again.</summary>
    public async Task Invoke()
    {
        var here = stage;

        try
        {
            stage++;

            if (here < filterCount)
                await Filter(here);
            else
                Response = Response.FromResult(await InvokeMethod());
        }
        finally
        {
            stage = here;
        }
    }

    protected abstract Task Filter(int index);

    protected abstract Task<object?> InvokeMethod();

    protected async Task<T> Run<T>()
    {
        await Invoke();
        return Response?.Result is { } result && typeof(T) != typeof(Nothing) ? (T)result : default!;
    }
}

/// <summary>A call in front of its grain.</summary>
internal sealed class IncomingCall(GrainCall call, Activation activation, IIncomingGrainCallFilter[] filters)
    : CallContext(call, filters.Length), IIncomingGrainCallContext
{
    public override object Grain => activation.GrainInstance!;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => activation.Class.Implementation(Call.Method.Method);

    public static Task Run<T>(GrainCall<T> call, Activation activation, IIncomingGrainCallFilter[] filters) =>
        new IncomingCall(call, activation, filters).Run<T>();

    protected override Task Filter(int index) => filters[index].Invoke(this);

    protected override Task<object?> InvokeMethod() => Call.InvokeBoxed(activation.GrainInstance!);
}

/// <summary>A call behind its caller.</summary>
internal sealed class OutgoingCall<T>(GrainCall<T> call, GrainReference to, IOutgoingGrainCallFilter[] filters)
    : CallContext(call, filters.Length), IOutgoingGrainCallContext
{
    public override object Grain => to;

    public IGrainContext? SourceContext { get; } = Activation.Current;

    public override GrainId? SourceId => SourceContext?.GrainId;

    public Task<T> Run() => Run<T>();

    protected override Task Filter(int index) => filters[index].Invoke(this);

    protected override async Task<object?> InvokeMethod()
    {
        var task = to.Dispatch(call);
        await task;
        return task is Task<T> typed && typeof(T) != typeof(Nothing) ? typed.Result : null;
    }
}

/// <summary>Outgoing filters.</summary>
internal static class OutgoingCall
{
    public static Task Run<T>(GrainCall<T> call, GrainReference to, IOutgoingGrainCallFilter[] filters) =>
        new OutgoingCall<T>(call, to, filters).Run();
}

/// <summary>A function as an incoming filter.</summary>
internal sealed class IncomingFunctionFilter(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => filter(context);
}

/// <summary>A function as an outgoing filter.</summary>
internal sealed class OutgoingFunctionFilter(OutgoingGrainCallFilterDelegate filter) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) => filter(context);
}
