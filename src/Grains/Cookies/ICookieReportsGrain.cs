namespace Darsgah.Grains.Cookies;

/// <summary>Which cookies were taken out of a school's answers, for its admins. Names and counts, never a value or a person.</summary>
/// <remarks>Key <c>tenant/cookie-reports</c>.</remarks>
[Alias("cookies.reports")]
public interface ICookieReportsGrain : ITenantScopedGrain
{
    /// <summary>Notes that a cookie was taken out so many times. Of more than 100 names only those first seen are kept.</summary>
    [Alias("note")]
    Task Note(string name, StripReason reason, int times);

    /// <summary>What was noted, the last seen first.</summary>
    [Alias("all")]
    Task<ImmutableArray<StrippedCookie>> All();
}

/// <summary>Why a cookie was taken out.</summary>
public enum StripReason
{
    /// <summary>Nobody declared it (B31).</summary>
    Undeclared = 1,

    /// <summary>It is of a category that the person has not allowed.</summary>
    NotAllowed = 2,
}

/// <param name="Name">Its name, at most 64 characters of it.</param>
/// <param name="FirstAt">When it was first taken out, UTC.</param>
/// <param name="LastAt">When it was last, to the minute in which it was reported, UTC.</param>
/// <param name="Times">How often.</param>
[GenerateSerializer, Immutable, Alias("cookies.stripped")]
public sealed record StrippedCookie(string Name, StripReason Reason, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Times);
