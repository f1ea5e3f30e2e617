using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Concurrency;

/// <summary>On an interface method: runs between the turns of whatever else runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}

/// <summary>On an interface method: runs together with other read-only methods, never with the rest.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute
{
}

/// <summary>On an interface method: the caller does not wait, and never sees an exception.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}

/// <summary>On a grain class: every request may run between the turns of every other.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute, IGrainPropertiesProviderAttribute
{
    public void Populate(
        IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties["reentrant"] = "true";
}

/// <summary>On a grain class: a static method decides which requests run between the turns of others.</summary>
/// <param name="callbackMethodName">Names <c>static bool M(IInvokable request)</c> of the grain class.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute, IGrainPropertiesProviderAttribute
{
    internal string CallbackMethodName => callbackMethodName;

    public void Populate(
        IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties["may-interleave-predicate"] = callbackMethodName;
}

/// <summary>A value that is passed by reference, because nobody changes it.</summary>
[GenerateSerializer, Immutable]
public readonly struct Immutable<T>(T value)
{
    [Id(0)] public readonly T Value = value;
}

/// <summary>Wraps values in <see cref="Immutable{T}"/>.</summary>
public static class ImmutableExtensions
{
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
