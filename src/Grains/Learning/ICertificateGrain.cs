using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Learning;

/// <summary>A certificate's code, where the certificate is, and whether it was revoked.</summary>
/// <remarks>Key <c>tenant/{code}</c>; the certificate itself is kept with the person who earned it.</remarks>
[Alias("learning.certificate"), ServesPurpose("certificates", DataCategory.Profile, DataCategory.Learning)]
public interface ICertificateGrain : ITenantScopedGrain
{
    /// <summary>The certificate as it was earned, whatever became of it; or null where no such one was given.</summary>
    [Alias("verify")]
    Task<Certificate?> Verify();

    /// <summary>How it stands now; or null where no such one was given.</summary>
    [Alias("standing")]
    Task<CertificateStanding?> Standing();

    /// <summary>Whose it is; null where no such one was given.</summary>
    [Alias("holder")]
    Task<CertificateHolder?> Holder();

    /// <summary>Binds the code to the enrolment that earned it.</summary>
    [Alias("bind")]
    Task Bind(Id<Person> person, Id<Course> course);

    /// <summary>Takes it back, for ever. Repeating it changes nothing.</summary>
    /// <param name="reason">Why: 3 to 300 characters. Whoever checks the certificate reads it.</param>
    /// <returns>How it stands; or <see cref="CertificateErrors.NoneGiven"/>, <see cref="CertificateErrors.ReasonMissing"/>.</returns>
    [Alias("revoke")]
    Task<Outcome<CertificateStanding>> Revoke(string reason);
}

/// <summary>What a certificate is worth.</summary>
public enum CertificateState
{
    /// <summary>It is good.</summary>
    Valid = 1,

    /// <summary>Its time is over.</summary>
    Expired = 2,

    /// <summary>Another one has followed it in time.</summary>
    Renewed = 3,

    /// <summary>It was made out anew to another name and called in.</summary>
    Replaced = 4,

    /// <summary>The school took it back.</summary>
    Revoked = 5,
}

/// <summary>How a certificate stands at a moment.</summary>
/// <param name="Certificate">As it was earned; null for one that was made out to another name since.</param>
[GenerateSerializer, Immutable, Alias("learning.certificate_standing"), PersonalData(DataCategory.Profile, DataCategory.Learning)]
public sealed record CertificateStanding(CertificateState State, Certificate? Certificate)
{
    /// <summary>When it was taken back, UTC.</summary>
    [Id(2)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why; empty for one that was not.</summary>
    [Id(3)] public string Reason { get; init; } = "";

    /// <summary>Its holder does not want her name shown to whoever checks it.</summary>
    [Id(4)] public bool NameWithheld { get; init; }

    /// <summary>As whoever has the code may see it.</summary>
    public CertificateStanding ForAnybody() => NameWithheld && Certificate is not null ? this with { Certificate = Certificate with { Name = "" } } : this;
}

/// <summary>Whose certificate it is, and for which course.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate_holder"), PersonalData(DataCategory.Learning)]
public sealed record CertificateHolder(Id<Person> Person, Id<Course> Course);
