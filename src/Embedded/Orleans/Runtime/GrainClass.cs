using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What the runtime knows of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly bool reentrant;
    private readonly Func<IInvokable, bool>? mayInterleave;
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> implementations = new();
    private Func<Activation, object>? create;

    public GrainClass(Type type, IServiceProvider services, GrainCollectionOptions collection)
    {
        Type = type;
        GrainType = TypeOf(type, services);
        Interfaces = [.. type.GetInterfaces().Where(CallContract.IsGrainInterface)];
        MainInterface = Interfaces.Where(candidate => candidate != typeof(IRemindable))
            .MaxBy(candidate => candidate.GetInterfaces().Length) ?? typeof(IRemindable);
        CollectionAge = AgeOf(type, collection);
        reentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        mayInterleave = PredicateOf(type);
        AnyInterleaves = Interleaves || Interfaces.SelectMany(CallContract.MethodsOf).Any(
            method => method.IsDefined(typeof(AlwaysInterleaveAttribute))
                || method.IsDefined(typeof(ReadOnlyAttribute)));
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public IReadOnlyList<Type> Interfaces { get; }

    public Type MainInterface { get; }

    /// <summary>How long an activation may be idle; <see cref="TimeSpan.MaxValue"/>: for ever.</summary>
    public TimeSpan CollectionAge { get; }

    /// <summary>Whether the class has a say in interleaving.</summary>
    public bool Interleaves => reentrant || mayInterleave is not null;

    /// <summary>Whether any call of it can run between the turns of another.</summary>
    public bool AnyInterleaves { get; }

    public bool MayInterleave(GrainCall call) => reentrant || (mayInterleave is not null && mayInterleave(call));

    /// <exception cref="InvalidOperationException">Something in the constructor or its arguments failed.</exception>
    public object Create(Activation activation)
    {
        try
        {
            create ??= GrainConstructor.For(Type);
            return create(activation);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"A grain of class {Type} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>The method of the class behind one of an interface.</summary>
    public MethodInfo Implementation(MethodInfo method) => implementations.GetOrAdd(method, static (method, type) =>
    {
        var map = type.GetInterfaceMap(method.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
    }, Type);

    private static GrainType TypeOf(Type type, IServiceProvider services)
    {
        foreach (var attribute in type.GetCustomAttributes(inherit: true))
        {
            if (attribute is IGrainTypeProviderAttribute named)
                return named.GetGrainType(services, type);
        }

        var name = type.Name;
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        name = arity < 0 ? name : name[..arity];

        if (name.Length > 5 && name.EndsWith("Grain", StringComparison.OrdinalIgnoreCase))
            name = name[..^5];

        return GrainType.Create(name.ToLowerInvariant());
    }

    private static TimeSpan AgeOf(Type type, GrainCollectionOptions collection)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute), inherit: true))
            return TimeSpan.MaxValue;

        return type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit
            ?? (collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age)
                ? age
                : collection.CollectionAge);
    }

    private static Func<IInvokable, bool>? PredicateOf(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>() is not { } attribute)
            return null;

        var method = type.GetMethod(
            attribute.CallbackMethodName,
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy,
            [typeof(IInvokable)]);

        return method?.ReturnType == typeof(bool)
            ? method.CreateDelegate<Func<IInvokable, bool>>()
            : throw new OrleansConfigurationException(
                $"[MayInterleave(\"{attribute.CallbackMethodName}\")] of {type} needs a method "
                + $"'static bool {attribute.CallbackMethodName}(IInvokable request)'.");
    }
}
