using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>How a call ended: its result or its exception.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The call ended well and has no result.</summary>
    public static Response Completed { get; } = new Response<object?>();

    public abstract object? Result { get; set; }

    public abstract Exception? Exception { get; set; }

    public static Response FromException(Exception exception) => new ExceptionResponse { Exception = exception };

    public static Response FromResult<TResult>(TResult value) => new Response<TResult> { TypedResult = value };

    /// <summary>The result, or throws the exception.</summary>
    public abstract T GetResult<T>();

    public virtual Type? GetSimpleResultType() => null;

    public abstract void Dispose();

    public override string ToString() => Exception is { } failure ? $"Exception: {failure}" : $"{Result}";
}

/// <summary>A call that ended well.</summary>
public sealed class Response<TResult> : Response
{
    public TResult? TypedResult { get; set; }

    public override object? Result
    {
        get => TypedResult;
        set => TypedResult = (TResult?)value;
    }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException("A result cannot become an exception: use Response.FromException.");
    }

    public override T GetResult<T>() => TypedResult is T typed ? typed : (T)(object?)TypedResult!;

    public override Type GetSimpleResultType() => typeof(TResult);

    public override void Dispose() => TypedResult = default;
}

/// <summary>A call that threw.</summary>
[GenerateSerializer, Immutable]
public sealed class ExceptionResponse : Response
{
    [Id(0)] public override Exception? Exception { get; set; }

    public override object? Result
    {
        get
        {
            ExceptionDispatchInfo.Capture(Exception!).Throw();
            return null;
        }
        set => throw new InvalidOperationException("An exception cannot become a result: use Response.FromResult.");
    }

    public override T GetResult<T>()
    {
        ExceptionDispatchInfo.Capture(Exception!).Throw();
        return default!;
    }

    public override void Dispose() => Exception = null;

    public override string ToString() => $"Exception: {Exception}";
}
