namespace Darsgah.Grains.Tenancy;

/// <summary>A school as one of its revisions left it, so that what held on a day can be told later.</summary>
/// <remarks>
/// Key <c>tenant/school.{revision}</c>. Kept before the school itself is committed, so none is missing; one that no commit
/// followed is overwritten by the next of its number, and nobody reads a number above the school's own.
/// </remarks>
[Alias("tenancy.school_revision")]
internal interface ISchoolRevisionGrain : ITenantScopedGrain
{
    /// <summary>Keeps it.</summary>
    [Alias("keep")]
    Task Keep(SchoolRevision revision);

    /// <summary>What was kept; null where the school was changed before changes were kept.</summary>
    [Alias("read")]
    Task<SchoolRevision?> Read();
}

/// <param name="School">As it was from <paramref name="At"/> on.</param>
/// <param name="At">When it was changed, UTC.</param>
/// <param name="By">Who did: a person's id, <c>operator:…</c>, <c>key:…</c>, <c>system</c>.</param>
[GenerateSerializer, Immutable, Alias("tenancy.school_revision.kept")]
public sealed record SchoolRevision(School School, DateTimeOffset At, string By);

[GenerateSerializer, Immutable, Alias("tenancy.school_revision.state")]
internal sealed record SchoolRevisionRecord
{
    [Id(0)] public SchoolRevision? Revision { get; init; }
}

[GrainType("tenancy.school_revision")]
internal sealed class SchoolRevisionGrain(
    [PersistentState("revision", Storage.School)] IPersistentState<SchoolRevisionRecord> kept) : Grain, ISchoolRevisionGrain
{
    public Task Keep(SchoolRevision revision) => this.Commit(kept, new SchoolRevisionRecord { Revision = revision });

    public Task<SchoolRevision?> Read() => Task.FromResult(kept.State.Revision);
}
