namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>Words with a meaning of their own.</summary>
public static class Constants
{
    /// <summary>Stands for the identifier in a template.</summary>
    public static readonly string TenantToken = "__tenant__";
}
