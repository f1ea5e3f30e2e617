namespace Darsgah.Grains.Common;

/// <summary>Names of grain stores. On disk; never renamed.</summary>
public static class Storage
{
    /// <summary>Sealed with the tenant's key.</summary>
    public const string School = "school";

    /// <summary>Sealed with the key of the person that the grain key's <see cref="TenantKey.Subject"/> names.</summary>
    public const string Person = "person";
}

/// <summary>The version of a stored state's shape; 1 where absent. Raise it together with an upgrade step.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class StateVersionAttribute(int version) : Attribute
{
    /// <summary>From 1.</summary>
    public int Version { get; } = version;
}
