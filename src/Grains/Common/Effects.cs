namespace Darsgah.Grains.Common;

/// <summary>What becomes durable together with a state: all of it, or nothing.</summary>
public sealed record Effects
{
    /// <summary>Nothing beside the state.</summary>
    public static Effects None { get; } = new();

    /// <summary>The operation this is; a store that has seen it writes nothing again.</summary>
    public string? Operation { get; init; }

    /// <summary>What has to leave the process because of it.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>What the school's audit trail says of it.</summary>
    public ImmutableArray<AuditRow> Audit { get; init; } = [];
}

/// <summary>Something to deliver at least once.</summary>
/// <param name="Id">Stable over redeliveries; the Message-ID of a mail is made from it.</param>
/// <param name="Kind">Which handler delivers it: <c>mail</c>.</param>
/// <param name="Values">What the handler needs. Sealed at rest with the tenant's key.</param>
public sealed record OutboxMessage(string Id, string Kind, ImmutableDictionary<string, string> Values);

/// <summary>One line of a school's audit trail. Holds ids, never names or addresses.</summary>
/// <param name="Action"><c>domain.past_participle</c>: <c>policy.published</c>.</param>
/// <param name="Actor">Who did it: a person's id, <c>operator:…</c>, <c>key:…</c>, <c>system</c>.</param>
/// <param name="Subject">Whom or what it concerns, an id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Detail">Machine-readable extra, no personal data.</param>
public sealed record AuditRow(string Action, string Actor, string Subject, DateTimeOffset At, string? Detail = null);

/// <summary>Hands the effects of a commit to the storage below it, within the same asynchronous flow.</summary>
public static class CommitScope
{
    private static readonly AsyncLocal<Effects?> Ambient = new();

    /// <summary>The effects to commit with the state being written.</summary>
    public static Effects Current => Ambient.Value ?? Effects.None;

    /// <summary>Runs <paramref name="write"/> with <paramref name="effects"/> in scope.</summary>
    public static async Task Write(Effects effects, Func<Task> write)
    {
        Ambient.Value = effects;
        await write();
    }
}
