using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    /// <summary>Method and arguments, which a filter may change.</summary>
    IInvokable Request { get; }

    /// <summary>The grain, or the reference to it on the caller's side.</summary>
    object Grain { get; }

    /// <summary>The calling grain; none for a call from outside.</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    GrainInterfaceType InterfaceType { get; }

    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    /// <summary>The result once there is one. A filter may replace it.</summary>
    object? Result { get; set; }

    Response? Response { get; set; }

    /// <summary>The rest of the filters, then the method. Not calling it skips them.</summary>
    Task Invoke();
}

/// <summary>A call on the grain's side.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    /// <summary>The method of the grain class.</summary>
    MethodInfo ImplementationMethod { get; }
}

/// <summary>A call on the caller's side.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling grain; none for a call from outside.</summary>
    IGrainContext? SourceContext { get; }
}

/// <summary>Runs around every call that reaches a grain, in the order of registration, the first outermost.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Runs around every call that is made, in the order of registration, the first outermost.</summary>
public interface IOutgoingGrainCallFilter
{
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>An incoming filter as a function.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>An outgoing filter as a function.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
