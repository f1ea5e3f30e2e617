namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>Tenant resolution is set up wrongly, or a strategy failed.</summary>
#pragma warning disable CA1032, RCS1194 // the two constructors that upstream has
public class MultiTenantException : Exception
{
    /// <inheritdoc cref="Exception(string)" />
    public MultiTenantException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)" />
    public MultiTenantException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
