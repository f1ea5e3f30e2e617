using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>One method of a grain interface, as calls need to know it.</summary>
internal sealed class CallMethod
{
    public CallMethod(MethodInfo method, CallContract contract, InvokeMethodOptions? options = null)
    {
        Method = method;
        Contract = contract;
        Parameters = method.GetParameters();
        Options = options ?? OptionsOf(method);
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        TokenIndex = Array.FindIndex(Parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        SharedArguments = Array.ConvertAll(
            Parameters, parameter => parameter.IsDefined(typeof(ImmutableAttribute), inherit: false));
        SharesResult = method.ReturnParameter.IsDefined(typeof(ImmutableAttribute), inherit: false)
            || (method.ReturnType.IsGenericType
                && method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
    }

    public MethodInfo Method { get; }

    public CallContract Contract { get; }

    public ParameterInfo[] Parameters { get; }

    public InvokeMethodOptions Options { get; }

    /// <summary>How long a caller waits; none: as the options say.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>Where the cancellation token is among the parameters; -1: nowhere.</summary>
    public int TokenIndex { get; }

    /// <summary>Which arguments are passed by reference even where messages are copied.</summary>
    public bool[] SharedArguments { get; }

    public bool SharesResult { get; }

    public bool IsOneWay => (Options & InvokeMethodOptions.OneWay) is not InvokeMethodOptions.None;

    public bool IsReadOnly => (Options & InvokeMethodOptions.ReadOnly) is not InvokeMethodOptions.None;

    public bool AlwaysInterleaves => (Options & InvokeMethodOptions.AlwaysInterleave) is not InvokeMethodOptions.None;

    public override string ToString() => $"{Method.DeclaringType?.Name}.{Method.Name}";

    private static InvokeMethodOptions OptionsOf(MethodInfo method)
    {
        var options = InvokeMethodOptions.None;

        if (method.IsDefined(typeof(OneWayAttribute)))
            options |= InvokeMethodOptions.OneWay;
        if (method.IsDefined(typeof(ReadOnlyAttribute)))
            options |= InvokeMethodOptions.ReadOnly;
        if (method.IsDefined(typeof(AlwaysInterleaveAttribute)))
            options |= InvokeMethodOptions.AlwaysInterleave;

        return options;
    }
}
