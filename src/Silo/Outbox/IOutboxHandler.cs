namespace Darsgah.Silo.Outbox;

/// <summary>Delivers messages of some kinds to where they go: a mail server, a webhook, a payment provider.</summary>
public interface IOutboxHandler
{
    /// <summary>Whether messages of a kind are for this handler.</summary>
    bool Handles(string kind);

    /// <summary>
    /// Delivers one message. Returning says that it arrived; any exception, that it is to be tried again.
    /// </summary>
    /// <remarks>
    /// At least once: after a crash between arrival and the note of it, the same message, with the same id, comes a
    /// second time. Runs in the school's <see cref="TenantScope"/>.
    /// </remarks>
    /// <returns>What the audit trail says of it, written in the transaction that takes the message out; mostly nothing.</returns>
    /// <exception cref="OutboxRejectedException">It never will arrive; no further attempt is made.</exception>
    Task<ImmutableArray<AuditRow>> Deliver(Id<Tenant> tenant, OutboxMessage message, CancellationToken cancellationToken);
}

/// <summary>A message was refused for good, by whoever it was for or because it must not go out any more.</summary>
/// <param name="reason">A code without personal data: <c>mail.mailbox_unknown</c>.</param>
public sealed class OutboxRejectedException(string reason) : Exception($"The message was refused for good: {reason}.")
{
    /// <inheritdoc cref="OutboxRejectedException(string)" path="/param[@name='reason']" />
    public string Reason { get; } = reason;

    /// <summary>What the audit trail says of it.</summary>
    public ImmutableArray<AuditRow> Audit { get; init; } = [];
}
