namespace Darsgah.Silo.Storage;

/// <summary>Changes to one school's store that become durable together, or not at all.</summary>
public sealed record StoreBatch
{
    /// <summary>Records to write or delete.</summary>
    public ImmutableArray<RecordChange> Records { get; init; } = [];

    /// <summary>The operation this is, unique in the school; null for one that nobody repeats.</summary>
    /// <remarks>Remembered for <see cref="StorageOptions.OperationMemory"/>.</remarks>
    public string? Operation { get; init; }

    /// <summary>What a repetition of <see cref="Operation"/> is answered.</summary>
    public ReadOnlyMemory<byte>? Answer { get; init; }

    /// <summary>New keys; one that is stored already, with other bytes, refuses the batch.</summary>
    public ImmutableArray<KeyRow> Keys { get; init; } = [];

    /// <summary>What has to leave the process, sealed.</summary>
    public ImmutableArray<SealedMessage> Outbox { get; init; } = [];

    /// <summary>Lines for the audit trail.</summary>
    public ImmutableArray<AuditRow> Audit { get; init; } = [];
}

/// <summary>One record as it shall be.</summary>
/// <param name="Name">What kind of record: a constant of the product.</param>
/// <param name="Key">Which one, unique within the name.</param>
/// <param name="ETag">The ETag it must have now; null where there must be no record.</param>
/// <param name="Body">The new bytes; null deletes the record.</param>
/// <param name="Subject">The person whose key the body is sealed with; null for the school's own.</param>
public sealed record RecordChange(
    string Name, string Key, string? ETag, ReadOnlyMemory<byte>? Body, string? Subject = null);

/// <summary>A record as it is stored.</summary>
public sealed record StoredRecord(string Name, string Key, string ETag, ReadOnlyMemory<byte> Body, string? Subject);

/// <summary>A wrapped key, as it is stored.</summary>
/// <param name="Name"><c>school</c>, or <c>person/</c> and the person's id.</param>
/// <param name="Wrapped">The key, sealed with the one above it; null once destroyed.</param>
public sealed record KeyRow(string Name, ReadOnlyMemory<byte>? Wrapped);

/// <summary>A message of the outbox whose values are sealed.</summary>
public sealed record SealedMessage(string Id, string Kind, ReadOnlyMemory<byte> Body);

/// <summary>What became of a batch.</summary>
/// <param name="Replayed">True where the operation had been done before; nothing was written this time.</param>
/// <param name="Answer">The answer kept with the operation.</param>
/// <param name="Records">The batch's records in its order, as they are now stored; null for one that is not.</param>
public sealed record StoreReceipt(bool Replayed, ReadOnlyMemory<byte>? Answer, ImmutableArray<StoredRecord?> Records);
