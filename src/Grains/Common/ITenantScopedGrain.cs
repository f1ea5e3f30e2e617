namespace Darsgah.Grains.Common;

/// <summary>A grain of one school: its key names the tenant, and only calls on that tenant's behalf reach it.</summary>
public interface ITenantScopedGrain : IGrainWithStringKey;

/// <summary>A grain of the platform itself. Its key names the pseudo-tenant <see cref="TenantKey.Platform"/>.</summary>
public interface IPlatformGrain : IGrainWithStringKey;
