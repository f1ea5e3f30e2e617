using Orleans.Storage;

namespace Darsgah.Silo.Storage;

/// <summary>
/// A grain's state as bytes that only the right key opens, with all that is to become durable with it.
/// </summary>
/// <param name="Body">The sealed state.</param>
/// <param name="Subject">The person whose key it is sealed with; null for the school's own.</param>
public sealed record SealedState(ReadOnlyMemory<byte> Body, string? Subject)
{
    /// <summary>Keys that are used here for the first time.</summary>
    public ImmutableArray<KeyRow> Keys { get; init; } = [];

    /// <summary>The operation this is, unique for this record.</summary>
    public string? Operation { get; init; }

    /// <summary>What has to leave the process, sealed.</summary>
    public ImmutableArray<SealedMessage> Outbox { get; init; } = [];

    /// <summary>Lines for the audit trail.</summary>
    public ImmutableArray<AuditRow> Audit { get; init; } = [];

    /// <summary>True where the state stands alone, so that any storage can keep it.</summary>
    public bool IsAlone => Keys.IsEmpty && Operation is null && Outbox.IsEmpty && Audit.IsEmpty;
}

/// <summary>
/// A storage that makes a <see cref="SealedState"/> durable together with its keys, messages and audit lines.
/// </summary>
/// <remarks>
/// After writing an operation that was written before, it gives the stored state in place of the one it was handed.
/// </remarks>
public interface IAtomicGrainStorage : IGrainStorage;
