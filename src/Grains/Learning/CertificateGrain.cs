namespace Darsgah.Grains.Learning;

/// <summary>Which enrolment earned a certificate, and whether it was taken back.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate.state")]
internal sealed record CertificatePointer
{
    [Id(0)] public Id<Person> Person { get; init; }

    [Id(1)] public Id<Course> Course { get; init; }

    [Id(2)] public DateTimeOffset? RevokedAt { get; init; }

    [Id(3)] public string Reason { get; init; } = "";

    public CertificateStanding Standing(HeldCertificate held, DateTimeOffset now) => new(
        RevokedAt is not null ? CertificateState.Revoked
            : held.Certificate is not { } certificate ? CertificateState.Replaced
            : !held.IsCurrent ? CertificateState.Renewed
            : certificate.IsExpired(now) ? CertificateState.Expired
            : CertificateState.Valid,
        held.Certificate)
    {
        RevokedAt = RevokedAt,
        Reason = Reason,
        NameWithheld = held.NameWithheld,
    };
}

[GrainType("learning.certificate")]
internal sealed class CertificateGrain(
    [PersistentState("certificate", Storage.School)] IPersistentState<CertificatePointer> pointer,
    TimeProvider clock) : Grain, ICertificateGrain
{
    private const int ShortestReason = 3;
    private const int LongestReason = 300;

    private string Code => this.Key().Name;

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task<Certificate?> Verify() => (await Held())?.Certificate;

    public async Task<CertificateStanding?> Standing()
    {
        var held = await Held();

        // A code that was bound and never came onto a certificate is no certificate.
        return held is null ? null : pointer.State.Standing(held, clock.GetUtcNow());
    }

    public Task<CertificateHolder?> Holder() => Task.FromResult(
        pointer.State.Person.IsEmpty ? null : new CertificateHolder(pointer.State.Person, pointer.State.Course));

    public Task Bind(Id<Person> person, Id<Course> course) =>
        this.Commit(pointer, pointer.State with { Person = person, Course = course });

    public async Task<Outcome<CertificateStanding>> Revoke(string reason)
    {
        if (await Standing() is not { Certificate: { } certificate } standing)
            return CertificateErrors.NoneGiven();

        if (standing.State == CertificateState.Revoked)
            return standing;

        if (reason.Trim().Length is < ShortestReason or > LongestReason)
            return CertificateErrors.ReasonMissing();

        var now = clock.GetUtcNow();

        // One of the time before there was a register gets its place in it now.
        if (certificate.Number == 0)
            certificate = await Grains.Enrollment(pointer.State.Person, pointer.State.Course).RegisteredCertificate() ?? certificate;

        if (certificate.Number > 0)
            await Grains.CertificateRegister(pointer.State.Course).Revoke(certificate.Number, Code, now, keepsName: true);

        var row = new AuditRow("certificate.revoked", TenantScope.Actor, pointer.State.Person.Value, now, pointer.State.Course.Value);
        await this.Commit(
            pointer, pointer.State with { RevokedAt = now, Reason = reason.Trim() }, new Effects { Audit = [row] });

        return (await Standing())!;
    }

    private async Task<HeldCertificate?> Held() => pointer.State.Person.IsEmpty
        ? null
        : await Grains.Enrollment(pointer.State.Person, pointer.State.Course).Held(Code);

}
