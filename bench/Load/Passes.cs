using System.Security.Claims;
using Darsgah.Gateway.People;
using Darsgah.Grains.People;
using Darsgah.Load.Children;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Darsgah.Load;

/// <summary>Session cookies as the product gives them, for more people than could wait for their password's hash.</summary>
internal sealed class Passes(IServiceProvider services)
{
    /// <summary>Makes somebody who is signed in already.</summary>
    /// <returns>Her cookie.</returns>
    public async Task<string> Join(TenantGrains tenant, Id<Person> person, Role role)
    {
        var now = TimeProvider.System.GetUtcNow();
        var account = new PersonAccount(person, Revision: 0)
        {
            Email = Email(person),
            NormalizedEmail = Email(person),
            EmailConfirmed = true,
            Name = $"Person {person}",
            Language = "en",
            Roles = [role],
            SecurityStamp = SessionRules.NewStamp(),
            Sessions = [new Session(SessionRules.NewId(), now, "bench")],
        };

        (await tenant.EmailAddress(account.NormalizedEmail).Take(person)).OrThrow();
        account = await Accounts.Enlist(tenant, (await tenant.Person(person).Create(account, [])).OrThrow());
        return Of(tenant.Tenant, account, now);
    }

    public static string Email(Id<Person> person) => $"{person}@bench.example";

    // The claims are those of SessionCookie.
    private string Of(Id<Tenant> tenant, PersonAccount account, DateTimeOffset now)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionCookie.Scheme);
        var identity = new ClaimsIdentity(
            [
                new Claim("tenant", tenant.Value),
                new Claim(ClaimTypes.NameIdentifier, account.Id.Value),
                new Claim("session", account.Sessions[0].Id),
                new Claim("stamp", account.SecurityStamp),
            ],
            SessionCookie.Scheme);
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan },
            SessionCookie.Scheme);

        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }
}
