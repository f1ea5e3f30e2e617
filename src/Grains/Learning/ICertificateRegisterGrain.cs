using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Learning;

/// <summary>Which certificates a course gave, in the order it did, and which of them are good no longer.</summary>
/// <remarks>Key <c>tenant/{course}</c>. One more certificate costs the same at 100 and at 100,000.</remarks>
[Alias("learning.certificate_register"), ServesPurpose("certificates", DataCategory.Profile, DataCategory.Learning)]
public interface ICertificateRegisterGrain : ITenantScopedGrain
{
    /// <summary>Enters one; repeating it with the same code at once changes nothing.</summary>
    /// <returns>Its number, from 1.</returns>
    [Alias("put")]
    Task<int> Put(CertificateRow row);

    /// <summary>Notes that one is good no longer. Repeating it changes nothing.</summary>
    /// <param name="keepsName">False where it was made out anew to another name: the list shows the one before no longer.</param>
    [Alias("revoke")]
    Task Revoke(int number, string code, DateTimeOffset at, bool keepsName);

    /// <summary>Whether it was revoked or called in.</summary>
    [Alias("is_revoked")]
    Task<bool> IsRevoked(int number, string code);

    /// <summary>A page, newest first.</summary>
    /// <param name="before">The cursor of the page before; null for the first.</param>
    [Alias("page")]
    Task<CertificatePage> Page(string? before, int size);

    /// <summary>
    /// A bit a certificate, set for those that are good no longer: certificate <c>n</c> of the list is bit <c>n − 1</c>, the
    /// first bit the leftmost of the first byte (Bitstring Status List 1.0, 3.2). Base64.
    /// </summary>
    /// <param name="list">From 0; each has <see cref="CertificateStatusLists.Size"/> certificates.</param>
    [Alias("status_bits")]
    Task<string> StatusBits(int list);
}

/// <summary>At most 200 rows of a course's register.</summary>
/// <remarks>Key <c>tenant/{course}.{n}</c>.</remarks>
[Alias("learning.certificate_segment"), ServesPurpose("certificates", DataCategory.Profile, DataCategory.Learning)]
public interface ICertificateSegmentGrain : ITenantScopedGrain
{
    /// <summary>Adds or replaces a row; returns its place from 1, or -1 where the segment is full and the row is new.</summary>
    [Alias("put")]
    Task<int> Put(CertificateRow row);

    /// <summary>All rows, oldest first.</summary>
    [Alias("rows")]
    Task<ImmutableArray<CertificateRow>> Rows();
}

/// <summary>The bits of certificates that are good no longer.</summary>
/// <remarks>Key <c>tenant/{course}.{list}</c>.</remarks>
[Alias("learning.certificate_status")]
public interface ICertificateStatusGrain : ITenantScopedGrain
{
    /// <summary>Sets the bit of a certificate; repeating it changes nothing.</summary>
    [Alias("set")]
    Task Set(int index);

    /// <summary>All bits, base64.</summary>
    [Alias("bits")]
    Task<string> Bits();
}

/// <summary>A certificate in the list of a course.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Person">Who earned it.</param>
/// <param name="Name">Her name as it stands on it; empty for one that was made out anew to another name.</param>
/// <param name="IssuedAt">When it was given, UTC.</param>
/// <param name="ExpiresAt">From when on it is good no longer, UTC; null for one that stays good.</param>
/// <param name="RevokedAt">When it was taken back or called in, UTC; null where it was not.</param>
[GenerateSerializer, Immutable, Alias("learning.certificate_row"), PersonalData(DataCategory.Profile, DataCategory.Learning)]
public sealed record CertificateRow(
    string Code, Id<Person> Person, string Name, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    internal static CertificateRow Of(Certificate certificate, Id<Person> person) =>
        new(certificate.Code, person, certificate.Name, certificate.IssuedAt, certificate.ExpiresAt, RevokedAt: null);
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("learning.certificate_page")]
public sealed record CertificatePage(ImmutableArray<CertificateRow> Rows, string? Next, int Total);
