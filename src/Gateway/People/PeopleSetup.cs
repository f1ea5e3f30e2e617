using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Pages.Account;
using Darsgah.Gateway.Pages.Admin.Teaching;
using Darsgah.Gateway.Pages.Guardian;
using Darsgah.Gateway.Pages.SignIn;
using Darsgah.Gateway.Pages.SignUp;
using Darsgah.Grains.Common;
using Darsgah.Silo.Outbox;
using Darsgah.Silo.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>Sign-up, sign-in, accounts and their mail, put into the host.</summary>
public static class PeopleSetup
{
    /// <summary>Services. Needs <see cref="StorageOptions"/> for the folder of the keys.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddOptions<PeopleOptions>().BindConfiguration("People")
            .Validate(
                options => options.PasswordRounds >= PeopleOptions.FewestPasswordRounds,
                $"People:PasswordRounds is at least {PeopleOptions.FewestPasswordRounds}.")
            .Validate(
                options => options is { HashesAtOnce: > 0, HashQueue: > 0 },
                "People: HashesAtOnce and HashQueue are above 0.")
            .ValidateOnStart();

        services.AddSingleton<PasswordGate>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<Limits>();
        services.AddSingleton<LinkTokens>();
        services.AddSingleton<InvitationLinks>();
        services.AddSingleton<SealedCookies>();
        services.AddSingleton<Pace>();
        services.AddSingleton<AgeGate>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<SignUps>();
        services.AddSingleton<GuardianAsks>();
        services.AddSingleton<GuardianDesk>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<Invitees>();
        services.AddSingleton<Confirmations>();
        services.AddSingleton(provider => new Accounts(
            provider.GetRequiredService<LinkTokens>(),
            provider.GetRequiredService<Limits>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IOutboxHandler, ErasureHandler>();
        services.AddIdentityParts();
        services.AddSessions();
        services.AddKeyRing();
        services.AddMail();
        return services;
    }

    /// <summary>
    /// Finds out who is signed in, and acts in her name from there on. After the tenant, before the page's context.
    /// </summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) =>
        app.UseAuthentication().UseMiddleware<ActorMiddleware>();

    /// <summary>
    /// Pages of people. Sign-up is for schools only; sign-in and accounts are on the operators' console as well.
    /// </summary>
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapSignUp();
        routes.MapGuardian();
        routes.MapSignIn();
        routes.MapAccount();
        routes.MapDevMail();
    }

    private static void AddIdentityParts(this IServiceCollection services)
    {
        // PBKDF2-HMAC-SHA512 with a salt of 128 bits, its rounds written into every hash (SEC-C01).
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<PeopleOptions>>(
            (hasher, people) => hasher.IterationCount = people.Value.PasswordRounds);
        services.AddSingleton<IPasswordHasher<PersonUser>, PasswordHasher<PersonUser>>();

        services.AddScoped<PersonStore>();
        services.AddIdentityCore<PersonUser>().AddUserStore<PersonStore>();
        services.AddScoped<IPasskeyHandler<PersonUser>, PasskeyHandler<PersonUser>>();
        services.AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.UserVerificationRequirement = "required"; // so that it stands for both steps
            passkeys.ResidentKeyRequirement = "required"; // so that sign-in needs no address first
            passkeys.AttestationConveyancePreference = "none";
        });
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionCookie>();
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme);
        services.AddAuthorization();
        services.AddOptions<CookieAuthenticationOptions>(SessionCookie.Scheme)
            .Configure<IOptions<GatewayOptions>, IOptions<PeopleOptions>>((cookie, gateway, people) =>
            {
                cookie.Cookie.Name = gateway.Value.CookieName(OwnCookies.Session);
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.IsEssential = true;
                cookie.Cookie.Path = "/";
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = gateway.Value.IsSecure
                    ? CookieSecurePolicy.Always
                    : CookieSecurePolicy.SameAsRequest;
                cookie.EventsType = typeof(SessionCookie);
                cookie.ExpireTimeSpan = people.Value.SessionIdle;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/sign-in";
            });
    }

    private static void AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("darsgah");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>>(
            (keys, storage) =>
                keys.XmlRepository = new KeyRingFiles(Path.Combine(storage.Value.Folder, "keys", "ring")));
    }
}

/// <summary>Runs the rest of a request in the name of whoever is signed in.</summary>
internal sealed class ActorMiddleware(RequestDelegate next)
{
    // Must stay async, so that the scope ends with the request (https://github.com/dotnet/aspnetcore/issues/13991).
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<TenantRequest>() is { Account: { } account } request)
            TenantScope.Enter(request.Tenant, account.Id.Value);

        await next(http);
    }
}
