using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Api;

/// <summary>A certificate as anybody who has its code sees it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="State">What it is worth.</param>
/// <param name="Name">Who earned it; null where she does not want it shown.</param>
/// <param name="CourseTitle">The course's title then; null, as all of the next, for one that was made out anew to another name.</param>
/// <param name="CourseLanguage">Its language, BCP 47.</param>
/// <param name="School">The school's name then.</param>
/// <param name="Lessons">How many lessons the course had.</param>
/// <param name="IssuedAt">When it was given, UTC.</param>
/// <param name="ExpiresAt">From when on it is good no longer, UTC; null for one that stays good.</param>
/// <param name="RevokedAt">When the school took it back, UTC; null where it did not.</param>
/// <param name="Reason">Why it did; empty where it did not.</param>
public sealed record CertificateCheck(
    string Code,
    CertificateState State,
    string? Name,
    string? CourseTitle,
    string? CourseLanguage,
    string? School,
    int? Lessons,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    string Reason)
{
    internal static CertificateCheck Of(string code, CertificateStanding standing) => new(
        code,
        standing.State,
        standing.Certificate is { Name.Length: > 0 } certificate ? certificate.Name : null,
        standing.Certificate?.CourseTitle,
        standing.Certificate?.CourseLanguage,
        standing.Certificate?.School,
        standing.Certificate?.Lessons,
        standing.Certificate?.IssuedAt,
        standing.Certificate?.ExpiresAt,
        standing.RevokedAt,
        standing.Reason);
}
