using Darsgah.Grains.Common;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;

namespace Darsgah.Gateway.Cookies;

/// <summary>
/// Erases what a visitor answered about cookies, when it has been kept long enough: her key goes, and with it the ledger and the
/// receipts that were sealed with it. Each step can be repeated.
/// </summary>
internal sealed class VisitorErasureHandler(IGrainFactory grains, IKeyRing keys, TimeProvider clock) : IOutboxHandler
{
    /// <inheritdoc />
    public bool Handles(string kind) => kind is "erase_visitor";

    /// <inheritdoc />
    public async Task<ImmutableArray<AuditRow>> Deliver(Id<Tenant> tenant, OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (visitor, pseudonym) = (message.Values["visitor"], message.Values["pseudonym"]);

        if (pseudonym.Length > 0)
            await new TenantGrains(grains, tenant).ReceiptHolder(pseudonym).Forget();

        await keys.DestroySubjectKey(tenant, visitor);
        return [new AuditRow("visitor.erased", "system", visitor, clock.GetUtcNow())];
    }
}
