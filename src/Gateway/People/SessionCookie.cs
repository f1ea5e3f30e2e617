using System.Security.Claims;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>
/// The cookie that names a sign-in, and nothing else: school, person, session, stamp. What a person may do is read from
/// her account with every request, so a sign-out, a block or a role taken away holds from the next one on (SEC-C08).
/// </summary>
internal sealed class SessionCookie(IOptions<PeopleOptions> options, TimeProvider clock) : CookieAuthenticationEvents
{
    public const string Scheme = "session";

    private const string TenantClaim = "tenant";
    private const string SessionClaim = "session";
    private const string StampClaim = "stamp";

    /// <summary>Gives the browser a session of the account.</summary>
    /// <param name="remember">Keep it when the browser is closed.</param>
    public static Task Issue(HttpContext http, Id<Tenant> tenant, PersonAccount account, string session, bool remember)
    {
        var identity = new ClaimsIdentity(
        [
            new Claim(TenantClaim, tenant.Value),
            new Claim(ClaimTypes.NameIdentifier, account.Id.Value),
            new Claim(SessionClaim, session),
            new Claim(StampClaim, account.SecurityStamp),
        ], Scheme);

        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new() { IsPersistent = remember });
    }

    /// <summary>Gives the browser that is signed in its session's new id, remembered as the old one was.</summary>
    public static async Task Reissue(HttpContext http, Id<Tenant> tenant, PersonAccount account, string? session)
    {
        var ticket = await http.AuthenticateAsync(Scheme);

        if (session is not null)
            await Issue(http, tenant, account, session, ticket.Properties?.IsPersistent ?? false);
    }

    /// <summary>The id of the session that the request came with; null for a visitor.</summary>
    public static string? SessionOf(HttpContext http) => http.User.FindFirstValue(SessionClaim);

    /// <inheritdoc />
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.Features.Get<TenantRequest>() is not { } request
            || await Holder(request, context.Principal) is not { } account)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        request.Account = account;
    }

    /// <inheritdoc />
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        Doors.AskToSignIn(context.HttpContext);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task<PersonAccount?> Holder(TenantRequest request, ClaimsPrincipal? principal)
    {
        // Another school's ticket is read with the same keys and means nothing here (SEC-A03).
        if (principal is null
            || !string.Equals(principal.FindFirstValue(TenantClaim), request.Tenant.Value, StringComparison.Ordinal)
            || !Id<Person>.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
            return null;

        var account = await request.Grains.Person(person).Account(PurposeUses.Session);
        var session = principal.FindFirstValue(SessionClaim) ?? "";
        var stamp = principal.FindFirstValue(StampClaim) ?? "";

        return account?.Alive(session, stamp, clock.GetUtcNow(), options.Value.SessionLifetime) is null
            ? null
            : account;
    }
}
