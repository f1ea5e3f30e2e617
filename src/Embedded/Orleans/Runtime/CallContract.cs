using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>A grain interface: its name, and how references to it are made.</summary>
internal sealed class CallContract(Type type)
{
    private static readonly ConcurrentDictionary<Type, CallContract> Known = new();

    private readonly Lazy<Func<Silo, CallContract, GrainId, GrainReference>> make =
        new(() => ReferenceEmitter.Emit(type));

    public Type Type => type;

    public string Name { get; } = type.FullName ?? type.Name;

    public GrainInterfaceType InterfaceType { get; } = GrainInterfaceType.Create(type.FullName ?? type.Name);

    /// <exception cref="ArgumentException">The type is no grain interface.</exception>
    public static CallContract Of(Type type) => Known.GetOrAdd(type, static type => IsGrainInterface(type)
        ? new CallContract(type)
        : throw new ArgumentException(
            $"{type} is no grain interface: an interface that derives from IGrain.", nameof(type)));

    /// <summary>An interface of the application that derives from IGrain, not one of the runtime's markers.</summary>
    public static bool IsGrainInterface(Type type) =>
        type.IsInterface
        && typeof(IAddressable).IsAssignableFrom(type)
        && (type.Assembly != typeof(IGrain).Assembly || type == typeof(IRemindable));

    /// <summary>The methods that can be called through the interface, inherited ones included.</summary>
    public static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetInterfaces().Prepend(type)
            .Where(part => part != typeof(IGrainBase))
            .SelectMany(part => part.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.IsAbstract);

    public GrainReference NewReference(Silo silo, GrainId id) => make.Value(silo, this, id);
}
