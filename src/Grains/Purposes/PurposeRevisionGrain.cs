namespace Darsgah.Grains.Purposes;

/// <summary>A register as one of its revisions left it, so that the purposes and partners of a day can be told later.</summary>
/// <remarks>
/// Key <c>tenant/purposes.{revision}</c>. Kept before the register itself is committed, so none is missing; one that no commit
/// followed is overwritten by the next of its number, and nobody reads a number above the register's own.
/// </remarks>
[Alias("purposes.revision")]
internal interface IPurposeRevisionGrain : ITenantScopedGrain
{
    /// <summary>Keeps it.</summary>
    [Alias("keep")]
    Task Keep(PurposeRevision revision);

    /// <summary>What was kept; null where the register was changed before changes were kept.</summary>
    [Alias("read")]
    Task<PurposeRevision?> Read();
}

/// <param name="Purposes">As they were from <paramref name="At"/> on.</param>
/// <param name="At">When the register was changed, UTC.</param>
[GenerateSerializer, Immutable, Alias("purposes.revision.kept")]
internal sealed record PurposeRevision(ImmutableArray<Purpose> Purposes, DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("purposes.revision.state")]
internal sealed record PurposeRevisionRecord
{
    [Id(0)] public PurposeRevision? Revision { get; init; }
}

[GrainType("purposes.revision")]
internal sealed class PurposeRevisionGrain(
    [PersistentState("revision", Storage.School)] IPersistentState<PurposeRevisionRecord> kept) : Grain, IPurposeRevisionGrain
{
    public Task Keep(PurposeRevision revision) => this.Commit(kept, new PurposeRevisionRecord { Revision = revision });

    public Task<PurposeRevision?> Read() => Task.FromResult(kept.State.Revision);
}
