using System.Reflection;
using Darsgah.Grains.Common;
using Orleans;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>A class of grains, as the code has it.</summary>
internal sealed record GrainClass(Type Type)
{
    /// <summary>What the runtime calls it.</summary>
    public string Name => Type.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, Type).ToString()!;

    /// <summary>What it can be asked; a reminder comes from the runtime.</summary>
    public IEnumerable<Type> Contracts => Type.GetInterfaces().Where(contract => contract.IsAssignableTo(typeof(IGrain))
        && contract.Assembly != typeof(IGrain).Assembly && contract != typeof(ITenantScopedGrain) && contract != typeof(IPlatformGrain));

    /// <summary>Names of its records.</summary>
    public IEnumerable<string> States =>
        from parameter in Type.GetConstructors()[0].GetParameters()
        let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where state is not null
        select $"{Name}/{state.StateName}";
}

/// <summary>All classes of grains.</summary>
internal static class GrainClasses
{
    public static IReadOnlyList<GrainClass> All { get; } =
    [
        .. new[] { typeof(TenantKey).Assembly, typeof(Silo.SiloHost).Assembly, typeof(GatewayHost).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsAssignableTo(typeof(Grain)) && !type.IsAbstract)
            .Select(type => new GrainClass(type)),
    ];
}
