namespace Darsgah.Grains.Cookies;

/// <summary>Which cookies a school declares beside the software's own, in every version there was.</summary>
/// <remarks>Key <c>tenant/cookies</c>.</remarks>
[Alias("cookies.register")]
public interface ICookieRegisterGrain : ITenantScopedGrain
{
    /// <summary>The declaration that stands; <see cref="CookieVersion.None"/> before there is one.</summary>
    [Alias("current")]
    Task<CookieVersion> Current();

    /// <summary>A version by its number, or null.</summary>
    [Alias("version")]
    Task<CookieVersion?> Version(int number);

    /// <summary>Declares these cookies instead of those before. Declaring the same again makes no version.</summary>
    /// <returns>
    /// The version; or <see cref="CookieErrors.Changed"/>, or <see cref="CookieErrors.Bad"/> naming what is wrong with which.
    /// </returns>
    [Alias("declare")]
    Task<Outcome<CookieVersion>> Declare(DeclareCookies command);
}

/// <param name="Cookies">All that the school declares; <see cref="CookieDeclaration.Since"/> is not looked at.</param>
/// <param name="ExpectedVersion">The version that was looked at.</param>
[GenerateSerializer, Immutable, Alias("cookies.declare")]
public sealed record DeclareCookies(ImmutableArray<CookieDeclaration> Cookies, int ExpectedVersion);
