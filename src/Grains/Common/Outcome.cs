using System.Diagnostics.CodeAnalysis;

namespace Darsgah.Grains.Common;

/// <summary>A value, or the refusal that stood in its way.</summary>
[GenerateSerializer, Immutable, Alias("common.outcome`1")]
public sealed record Outcome<T>
{
    /// <summary>The value; <c>default</c> when refused.</summary>
    [Id(0)] public T? Value { get; init; }

    /// <summary>The refusal; null when there is a value.</summary>
    [Id(1)] public Error? Error { get; init; }

    /// <summary>True, with the value; or false, with the refusal.</summary>
    public bool Succeeded([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Error? error)
    {
        value = Value;
        error = Error;
        return error is null;
    }

    /// <summary>The next value made from this one; a refusal stays what it is.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, TNext> next) =>
        Succeeded(out var value, out var error) ? next(value) : error;

    /// <summary>A value is a success.</summary>
    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    /// <summary>A refusal is a failure.</summary>
    public static implicit operator Outcome<T>(Error error) => new() { Error = error };
}

/// <summary>Success with nothing to say.</summary>
[GenerateSerializer, Immutable, Alias("common.done")]
public sealed record Done
{
    /// <summary>The only value.</summary>
    public static Done Value { get; } = new();
}
