using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Cookies;

/// <summary>Which cookies whoever sends a request gets, read once for each request. After the authentication step.</summary>
internal static class CookieStanding
{
    /// <summary>All that decides it.</summary>
    public static Task<CookieTerms> Of(HttpContext http, TenantRequest request)
    {
        if (http.Features.Get<Known>() is { } known)
            return known.Terms;

        var terms = Read(http, request);
        http.Features.Set(new Known(terms));
        return terms;
    }

    /// <summary>What her page has to say. At a school that declares nothing, one call into memory.</summary>
    public static async Task<CookieQuestion> Question(HttpContext http, TenantRequest request) =>
        (await request.Grains.Cookies.Current()).Cookies.IsEmpty ? CookieQuestion.None : (await Of(http, request)).Question;

    /// <summary>After she answered: what was read before holds no more.</summary>
    public static void Forget(HttpContext http) => http.Features.Set<Known>(null);

    private static async Task<CookieTerms> Read(HttpContext http, TenantRequest request)
    {
        var isKnown = request.Account is { Country.Length: > 0 };

        return new CookieTerms(
            await request.Grains.Cookies.Current(),
            request.Rules.Cookies.For(isKnown),
            await Answer(http, request),
            PrivacySignal.IsSent(http.Request),
            request.Account is not null);
    }

    // Hers where she has one; else that of the browser she uses.
    private static async Task<CookieAnswer?> Answer(HttpContext http, TenantRequest request)
    {
        if (request.Account is { } account && await Answer(request, account.Id) is { } hers)
            return hers;

        return http.RequestServices.GetRequiredService<CookieChoices>().Visitor(http, request) is { } visitor
            ? await Answer(request, visitor)
            : null;
    }

    private static async Task<CookieAnswer?> Answer(TenantRequest request, Id<Person> subject) =>
        CookieAnswer.Of((await request.Grains.ConsentLedger(subject).Entries()).CountingAt(request.Clock.GetUtcNow()));

    private sealed record Known(Task<CookieTerms> Terms);
}
