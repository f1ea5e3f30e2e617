namespace Darsgah.Grains.Common;

/// <summary>On whose behalf the current work runs: a tenant, and perhaps a person of it.</summary>
/// <remarks>
/// Carried in <see cref="RequestContext"/>, so it flows down into every call and never back up. Enter it only in an
/// async method: such a method undoes the change when it returns
/// (https://github.com/dotnet/aspnetcore/issues/13991).
/// </remarks>
public static class TenantScope
{
    private const string TenantName = "darsgah.tenant";
    private const string ActorName = "darsgah.actor";

    /// <summary>The tenant; null outside any scope.</summary>
    public static Id<Tenant>? Current =>
        RequestContext.Get(TenantName) is string text && Id<Tenant>.TryParse(text, out var tenant) ? tenant : null;

    /// <summary>Who acts: a person's id, <c>key:…</c>, <c>operator:…</c> or <c>system</c>.</summary>
    public static string Actor => RequestContext.Get(ActorName) as string ?? "system";

    /// <summary>From here on, calls are made for <paramref name="tenant"/>.</summary>
    public static void Enter(Id<Tenant> tenant, string? actor = null)
    {
        RequestContext.Set(TenantName, tenant.Value);

        if (actor is null)
            RequestContext.Remove(ActorName);
        else
            RequestContext.Set(ActorName, actor);
    }

    /// <summary>Runs <paramref name="work"/> for <paramref name="tenant"/> and comes back to the scope before it.</summary>
    public static async Task<T> Run<T>(Id<Tenant> tenant, Func<Task<T>> work, string? actor = null)
    {
        Enter(tenant, actor);
        return await work();
    }

    /// <inheritdoc cref="Run{T}" />
    public static async Task Run(Id<Tenant> tenant, Func<Task> work, string? actor = null)
    {
        Enter(tenant, actor);
        await work();
    }
}
