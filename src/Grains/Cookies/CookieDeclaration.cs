namespace Darsgah.Grains.Cookies;

/// <summary>What a cookie is for, as far as consent is concerned.</summary>
public enum CookieCategory
{
    /// <summary>The site does not work without it; it is not asked about (B28; Directive 2002/58/EC, Art. 5(3)).</summary>
    Essential = 1,

    /// <summary>Keeps preferences from one visit to the next; the site works without it (B29).</summary>
    Functional = 2,

    /// <summary>Measures how the site is used (B17, B30).</summary>
    Analytics = 3,

    /// <summary>Social media and advertising (M29, M32).</summary>
    Social = 4,
}

/// <summary>Something that a browser keeps for the site: the declaration is the truth, and what is not in it is not set (B31).</summary>
/// <param name="Name">As it is sent; <c>*</c> at the end stands for any end: <c>_ga_*</c>.</param>
/// <param name="SetBy">Who sets and reads it: <c>Google Analytics</c>.</param>
/// <param name="Days">Days that the browser keeps it; 0 until it is closed.</param>
/// <param name="Why">What for, by language of the interface; every language that the school offers.</param>
/// <param name="Since">
/// The version of the declaration that this cookie came with, or that it was last widened in: another category, somebody else,
/// a longer life, other words on what it is for. A choice made before does not cover it. Given by the register, whoever declares.
/// </param>
[GenerateSerializer, Immutable, Alias("cookies.declaration")]
public sealed record CookieDeclaration(
    string Name,
    CookieCategory Category,
    string SetBy,
    int Days,
    ImmutableDictionary<string, string> Why,
    int Since = 0)
{
    /// <summary>Whether a cookie of this name is this one.</summary>
    public bool Names(string cookie) => Name.EndsWith('*')
        ? cookie.StartsWith(Name[..^1], StringComparison.Ordinal)
        : string.Equals(cookie, Name, StringComparison.Ordinal);

    /// <summary>What it is for in a language, or in any.</summary>
    public string WhyIn(string language) =>
        Why.TryGetValue(language, out var why) ? why : Why.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).FirstOrDefault("");
}

/// <summary>A school's declaration as it stood; it never changes, so that a receipt can name it.</summary>
/// <param name="Number">From 1; 0 before anything was declared.</param>
/// <param name="At">From when it stands, UTC.</param>
/// <param name="By">Who declared it.</param>
/// <param name="Cookies">All of them, by name.</param>
[GenerateSerializer, Immutable, Alias("cookies.version")]
public sealed record CookieVersion(int Number, DateTimeOffset At, string By, ImmutableArray<CookieDeclaration> Cookies)
{
    /// <summary>Before anything was declared.</summary>
    public static CookieVersion None { get; } = new(0, DateTimeOffset.UnixEpoch, "", []);
}
