using System.Reflection;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The grain classes of the application, by type and by interface.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> byType = [];
    private readonly Dictionary<Type, List<GrainClass>> byInterface = [];

    public GrainClasses(EmbeddedOrleansOptions options, IServiceProvider services, GrainCollectionOptions collection)
    {
        Assemblies = options.GrainAssemblies.Count > 0 ? [.. options.GrainAssemblies] : GrainAssemblies.Find();

        foreach (var type in Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsGrainClass))
            Add(new GrainClass(type, services, collection));
    }

    public IReadOnlyList<Assembly> Assemblies { get; }

    public IEnumerable<GrainClass> All => byType.Values;

    /// <exception cref="ArgumentException">There is no such type.</exception>
    public GrainClass Of(GrainType type) => byType.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException(
            $"No grain class has the type '{type}'. Known: {string.Join(", ", byType.Keys)}.", nameof(type));

    /// <param name="contract">A grain interface.</param>
    /// <param name="prefix">How the full name of the class begins; null: any.</param>
    /// <exception cref="ArgumentException">No class implements it, or several do.</exception>
    public GrainClass Implementing(Type contract, string? prefix)
    {
        var candidates = byInterface.GetValueOrDefault(contract) ?? [];

        if (prefix is not null)
        {
            candidates = candidates.FindAll(
                candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal));
        }

        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException(
                $"No grain class implements {contract}{(prefix is null ? "" : $" and is called {prefix}...")}. "
                + $"Searched: {string.Join(", ", Assemblies.Select(assembly => assembly.GetName().Name))}.",
                nameof(contract)),
            _ => throw new ArgumentException(
                $"{contract} is implemented by {string.Join(" and ", candidates.Select(one => one.Type))}. "
                + "Tell them apart with grainClassNamePrefix.",
                nameof(contract)),
        };
    }

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrainBase).IsAssignableFrom(type)
        && type.GetInterfaces().Any(CallContract.IsGrainInterface);

    private void Add(GrainClass grainClass)
    {
        if (!byType.TryAdd(grainClass.GrainType, grainClass))
        {
            throw new OrleansConfigurationException(
                $"Grain classes {byType[grainClass.GrainType].Type} and {grainClass.Type} are both of the type "
                + $"'{grainClass.GrainType}'. Name them with [GrainType].");
        }

        foreach (var contract in grainClass.Interfaces)
        {
            if (!byInterface.TryGetValue(contract, out var classes))
                byInterface[contract] = classes = [];

            classes.Add(grainClass);
        }
    }
}
