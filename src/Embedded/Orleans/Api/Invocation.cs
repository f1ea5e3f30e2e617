using System.Reflection;

namespace Orleans.CodeGeneration
{
    /// <summary>How a call is made and scheduled.</summary>
    [Flags]
    [GenerateSerializer]
    public enum InvokeMethodOptions
    {
        None = 0,
        OneWay = 1,
        ReadOnly = 2,
        AlwaysInterleave = 4,
        Unordered = 8,
    }
}

namespace Orleans.Serialization.Invocation
{
    /// <summary>Holds what a call is made on.</summary>
    public interface ITargetHolder
    {
        object? GetTarget();

        object? GetComponent(Type componentType);
    }

    /// <summary>One call: which method, and its arguments.</summary>
    public interface IInvokable : IDisposable
    {
        object? GetTarget();

        void SetTarget(ITargetHolder holder);

        ValueTask<Response> Invoke();

        int GetArgumentCount();

        object? GetArgument(int index);

        void SetArgument(int index, object value);

        string GetMethodName();

        string GetInterfaceName();

        string GetActivityName();

        MethodInfo GetMethod();

        Type GetInterfaceType();

        TimeSpan? GetDefaultResponseTimeout();

        CancellationToken GetCancellationToken();

        bool TryCancel();

        bool IsCancellable { get; }
    }
}
