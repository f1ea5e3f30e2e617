namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>Reads a tenant's identifier from a request.</summary>
public interface IMultiTenantStrategy
{
    /// <summary>The identifier, or null where the context names none.</summary>
    /// <param name="context">An <c>HttpContext</c>.</param>
    Task<string?> GetIdentifierAsync(object context);

    /// <summary>
    /// Order among strategies. As in Finbuckle 10.1 the highest is asked first, whatever its own documentation says.
    /// </summary>
    int Priority => 0;
}
