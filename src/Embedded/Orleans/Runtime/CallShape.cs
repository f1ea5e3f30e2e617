using System.Reflection;

namespace Orleans.Runtime;

/// <summary>How calls of a method are made, by its return type.</summary>
/// <param name="CallBase">What its calls derive from.</param>
/// <param name="ToTask">Turns what the method returns into a task; none: it is one.</param>
/// <param name="Send">Makes the call, and returns what the method is to return.</param>
internal sealed record CallShape(Type CallBase, MethodInfo? ToTask, MethodInfo Send)
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Whether a grain method may return this.</summary>
    public static bool IsReturnable(Type type, bool oneWay) =>
        type == typeof(Task) || type == typeof(ValueTask) || (type == typeof(void) && oneWay)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));

    public static CallShape Of(MethodInfo method)
    {
        var type = method.ReturnType;

        if (type == typeof(Task))
            return Make(typeof(Nothing), toTask: null, nameof(SendTask));
        if (type == typeof(ValueTask))
            return Make(typeof(Nothing), nameof(FromValueTask), nameof(SendValueTask));
        if (type == typeof(void))
            return Make(typeof(Nothing), nameof(FromVoid), nameof(SendVoid));

        var result = type.GetGenericArguments()[0];
        var open = type.GetGenericTypeDefinition();

        if (open == typeof(Task<>))
            return Make(result, toTask: null, nameof(SendTaskOf), result);
        if (open == typeof(ValueTask<>))
            return Make(result, nameof(FromValueTaskOf), nameof(SendValueTaskOf), result);

        return Make(type, nameof(FromStream), nameof(SendStream), result);
    }

    private static CallShape Make(Type result, string? toTask, string send, params Type[] arguments) =>
        new(
            typeof(GrainCall<>).MakeGenericType(result),
            toTask is null ? null : Named(toTask, arguments),
            Named(send, arguments));

    private static MethodInfo Named(string name, Type[] arguments)
    {
        var method = typeof(CallShape).GetMethod(name, Any)!;
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }

    internal static Task SendTask(GrainReference to, GrainCall<Nothing> call) => to.Send(call);

    internal static Task<T> SendTaskOf<T>(GrainReference to, GrainCall<T> call) => (Task<T>)to.Send(call);

    internal static ValueTask SendValueTask(GrainReference to, GrainCall<Nothing> call) => new(to.Send(call));

    internal static ValueTask<T> SendValueTaskOf<T>(GrainReference to, GrainCall<T> call) =>
        new((Task<T>)to.Send(call));

    internal static void SendVoid(GrainReference to, GrainCall<Nothing> call) => _ = to.Send(call);

    internal static IAsyncEnumerable<T> SendStream<T>(GrainReference to, GrainCall<IAsyncEnumerable<T>> call) =>
        new GrainStream<T>(to, call);

    internal static Task FromValueTask(ValueTask task) => task.AsTask();

    internal static Task FromValueTaskOf<T>(ValueTask<T> task) => task.AsTask();

    internal static Task FromStream<T>(IAsyncEnumerable<T> stream) => Task.FromResult(stream);

    internal static Task FromVoid() => Task.CompletedTask;
}
