namespace Darsgah.Grains.Common;

/// <summary>Refuses any call into one tenant's grain on behalf of another, or of nobody (SEC-A20).</summary>
public sealed class TenantGuard : IIncomingGrainCallFilter
{
    /// <inheritdoc />
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is ITenantScopedGrain or IPlatformGrain)
            Admit(context);

        await context.Invoke();
    }

    private static void Admit(IIncomingGrainCallContext context)
    {
        var owner = TenantKey.Parse(context.TargetId.Key.ToString()).Tenant;

        if (context.Grain is IPlatformGrain && owner != TenantKey.Platform)
            throw new CrossTenantCallException(owner.Value, context.TargetId.ToString());

        // Reminders come from the runtime with no request behind them; the grain's own key says who they are for. Whoever acts
        // for another tenant has no reminder to bring.
        if (context.InterfaceMethod.DeclaringType == typeof(IRemindable) && TenantScope.Current is null)
            TenantScope.Enter(owner);

        if (TenantScope.Current != owner)
            throw new CrossTenantCallException(TenantScope.Current?.Value, context.TargetId.ToString());
    }
}

/// <summary>A bug: code acting for one tenant named another tenant's grain. Never shown to a person.</summary>
[GenerateSerializer, Alias("common.cross_tenant_call")]
public sealed class CrossTenantCallException(string? caller, string target)
    : InvalidOperationException($"A call for tenant '{caller ?? "none"}' reached {target}.");
