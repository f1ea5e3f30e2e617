namespace Darsgah.Grains.Learning;

/// <summary>The stored terms.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate_terms.state")]
internal sealed record CertificateTermsRecord
{
    [Id(0)] public CertificateTerms Terms { get; init; } = new();
}

[GrainType("learning.certificate_terms")]
internal sealed class CertificateTermsGrain(
    [PersistentState("terms", Storage.School)] IPersistentState<CertificateTermsRecord> record,
    TimeProvider clock) : Grain, ICertificateTermsGrain
{
    public Task<CertificateTerms> Terms() => Task.FromResult(record.State.Terms);

    public async Task<Outcome<CertificateTerms>> Change(CertificateTerms terms)
    {
        if (!record.State.Terms.Next(terms).Succeeded(out var next, out var refusal))
            return refusal;

        if (ReferenceEquals(next, record.State.Terms))
            return next;

        var row = new AuditRow("certificate.terms_changed", TenantScope.Actor, this.Key().Name, clock.GetUtcNow());
        await this.Commit(record, new CertificateTermsRecord { Terms = next }, new Effects { Audit = [row] });

        return next;
    }
}
