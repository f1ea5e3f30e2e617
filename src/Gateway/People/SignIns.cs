using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>Checks who somebody is: password, second step, passkey; and begins and ends her sessions.</summary>
internal sealed class SignIns(
    Passwords passwords,
    Limits limits,
    SealedCookies cookies,
    LinkTokens links,
    IOptions<PeopleOptions> options,
    TimeProvider clock)
{
    private static readonly TimeSpan SecondStepTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DeviceTime = TimeSpan.FromDays(365);

    /// <summary>Signs in with a password, or goes on to the second step where the account has one.</summary>
    public async Task<Outcome<SignInStep>> SignIn(
        HttpContext http, TenantRequest request, string? login, string? password, bool remember)
    {
        var checkedLogin = await CheckPassword(http, request, login, password);

        if (!checkedLogin.Succeeded(out var account, out var refusal))
            return refusal;

        if (!account.TwoFactorEnabled)
            return (await Begin(http, request, account, remember)).Then(signedIn => new SignInStep(signedIn, OwesSecondStep: false));

        BeginSecondStep(http, request, account, remember);
        return new SignInStep(account, OwesSecondStep: true);
    }

    /// <summary>Checks an address or user name with a password.</summary>
    /// <returns>The account, not signed in yet; or the one refusal that says nothing about it.</returns>
    /// <exception cref="PasswordGateFullException">Nothing was checked or counted.</exception>
    private async Task<Outcome<PersonAccount>> CheckPassword(
        HttpContext http, TenantRequest request, string? login, string? password)
    {
        var network = Networks.KeyOf(http, request.Tenant);

        if (!limits.TakeSignIn(network))
            throw new TooManyAttemptsException();

        var account = await Accounts.Find(request.Grains, login);

        if (await Matches(http, request, account, password) is var match
            && (match == PasswordMatch.None || account is null))
            return SignInErrors.Failed();

        limits.Succeeded(network);

        if (account.Blocked)
            return SignInErrors.Suspended();

        if (!account.EmailConfirmed)
            return await Remind(request, account);

        if (match == PasswordMatch.SameButOld)
            await Rehash(request, account, password!, http.RequestAborted);

        return account;
    }

    /// <summary>
    /// Checks the password of somebody who is signed in, before a change that a thief of her session must not make.
    /// </summary>
    public async Task<bool> IsHers(HttpContext http, TenantRequest request, PersonAccount account, string? password)
    {
        if (!limits.TakeSignIn(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        if (await Matches(http, request, account, password) == PasswordMatch.None)
            return false;

        limits.Succeeded(Networks.KeyOf(http, request.Tenant));
        await Accounts.Change(request.Grains, account.Id, now => AccountChange.Of(now.Cleared()));
        return true;
    }

    /// <summary>Lets a browser go on to the second step, for ten minutes.</summary>
    private void BeginSecondStep(HttpContext http, TenantRequest request, PersonAccount account, bool remember) =>
        cookies.Write(
            http, request.Tenant, SealedCookies.SecondStep,
            $"{account.Id}\n{account.SecurityStamp}\n{(remember ? "1" : "0")}", SecondStepTime);

    /// <summary>Whose second step this browser owes, and whether to remember her; null where there is none.</summary>
    public async Task<(PersonAccount Account, bool Remember)?> OwesSecondStep(HttpContext http, TenantRequest request)
    {
        var kept = cookies.Read(http, request.Tenant, SealedCookies.SecondStep)?.Split('\n');

        if (kept is not [var id, var stamp, var remember])
            return null;

        var account = await request.Grains.Person(Id<Person>.Parse(id)).Account(PurposeUses.SignIn);

        return account is { Blocked: false } && string.Equals(account.SecurityStamp, stamp, StringComparison.Ordinal)
            ? (account, remember is "1")
            : null;
    }

    /// <summary>Closes a signed-in person's account for good, with her password, and tells her by a letter; then she is signed out.</summary>
    /// <returns>
    /// Done; or <see cref="SignInErrors.PasswordWrong"/>, <see cref="PeopleErrors.RoleFirst"/>,
    /// <see cref="PeopleErrors.NoSuchPerson"/>.
    /// </returns>
    public async Task<Outcome<Done>> CloseAccount(HttpContext http, TenantRequest request, string? password)
    {
        var account = request.Account!;

        if (account.IsStaff)
            return PeopleErrors.RoleFirst();

        if (!await IsHers(http, request, account, password))
            return SignInErrors.PasswordWrong();

        var closed = await request.Grains.Person(account.Id).Close(Letters.AccountClosed(account, clock.GetUtcNow()));

        if (closed.Succeeded(out _, out _))
            await SignOut(http, request);

        return closed;
    }

    /// <summary>Checks an app's code or a recovery code and signs in. Each works once (SEC-C12).</summary>
    public async Task<Outcome<PersonAccount>> CheckSecondStep(
        HttpContext http, TenantRequest request, PersonAccount account, string? code, bool remember)
    {
        if (!limits.TakeSignIn(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        if (!await Admit(http, request, account))
            return SignInErrors.CodeWrong();

        var outcome = await Begin(
            http, request, account, remember, now => SecondStep.Use(now, code ?? "", clock.GetUtcNow()));

        if (outcome.Succeeded(out _, out _))
        {
            limits.Succeeded(Networks.KeyOf(http, request.Tenant));
            cookies.Clear(http, SealedCookies.SecondStep);
        }

        return outcome;
    }

    /// <summary>Begins a session: in the account first, then in the browser.</summary>
    /// <param name="alsoChange">What else the account becomes with the same write; a refusal stops the sign-in.</param>
    public async Task<Outcome<PersonAccount>> Begin(
        HttpContext http,
        TenantRequest request,
        PersonAccount account,
        bool remember,
        Func<PersonAccount, Outcome<PersonAccount>>? alsoChange = null)
    {
        var session = SessionRules.NewId();
        var device = DeviceName.From(http.Request.Headers.UserAgent);
        var stamp = account.SecurityStamp;

        var saved = await Accounts.Change(request.Grains, account.Id, now =>
        {
            // Between the check and now her password changed or she was stopped: then what was checked is void.
            if (now.Blocked || !string.Equals(now.SecurityStamp, stamp, StringComparison.Ordinal))
                return SignInErrors.Failed();

            var changed = alsoChange is null ? now : alsoChange(now);

            return changed.Succeeded(out var next, out var refusal)
                ? AccountChange.Of(
                    next.Cleared().WithSession(session, device, clock.GetUtcNow(), options.Value.SessionLifetime))
                : refusal;
        });

        if (!saved.Succeeded(out var signedIn, out var refused))
            return refused;

        if (signedIn.MemberSegment == 0)
            signedIn = await Accounts.Enlist(request.Grains, signedIn);

        await SessionCookie.Issue(http, request.Tenant, signedIn, session, remember);
        MarkDevice(http, request, signedIn);
        return signedIn;
    }

    /// <summary>Ends the session that a request came with, in the account and in the browser.</summary>
    public static async Task SignOut(HttpContext http, TenantRequest request)
    {
        if (request.Account is not null && SessionCookie.SessionOf(http) is { } session)
            await EndSessions(request, alive => !string.Equals(alive.Id, session, StringComparison.Ordinal));

        await http.SignOutAsync(SessionCookie.Scheme);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    /// <summary>Ends those of her sessions that do not stay.</summary>
    public static Task<Outcome<PersonAccount>> EndSessions(TenantRequest request, Func<Session, bool> stays) => Accounts.Change(
        request.Grains,
        request.Account!.Id,
        now => AccountChange.Of(now with { Sessions = [.. now.Sessions.Where(stays)] }));

    /// <summary>Notes that this browser is hers, under the stamp she has now.</summary>
    public void MarkDevice(HttpContext http, TenantRequest request, PersonAccount account) => cookies.Write(
        http, request.Tenant, SealedCookies.Device,
        $"{account.Id}\n{account.SecurityStamp}\n{SessionRules.NewId()}", DeviceTime);

    // The try is counted while the hash runs, so that an account that exists takes no longer than one that does not.
    private async Task<PasswordMatch> Matches(
        HttpContext http, TenantRequest request, PersonAccount? account, string? password)
    {
        var comparing = passwords.Compare(request.Tenant, account?.PasswordHash, password, http.RequestAborted);

        if (comparing.IsFaulted)
            await comparing;

        var admitted = account is null || await Admit(http, request, account);
        var match = await comparing;

        if (match != PasswordMatch.None && DeviceOf(http, request, account) is { } device)
            limits.DeviceSucceeded(device);

        return admitted ? match : PasswordMatch.None;
    }

    private async Task<bool> Admit(HttpContext http, TenantRequest request, PersonAccount account)
    {
        if (DeviceOf(http, request, account) is { } device)
            return limits.TakeDevice(device);

        var tried = await Accounts.Change(
            request.Grains,
            account.Id,
            now => SignInRules.Try(now, clock.GetUtcNow()).Succeeded(out var next, out var refusal)
                ? AccountChange.Of(next)
                : refusal);

        return tried.Succeeded(out _, out _);
    }

    private string? DeviceOf(HttpContext http, TenantRequest request, PersonAccount? account) =>
        account is not null
        && cookies.Read(http, request.Tenant, SealedCookies.Device)?.Split('\n') is [var id, var stamp, var device]
        && string.Equals(id, account.Id.Value, StringComparison.Ordinal)
        && string.Equals(stamp, account.SecurityStamp, StringComparison.Ordinal)
            ? device
            : null;

    private async Task<Outcome<PersonAccount>> Remind(TenantRequest request, PersonAccount account)
    {
        if (limits.TakeMail(request.Tenant, account.NormalizedEmail))
        {
            var token = links.Make(request.Tenant, LinkKind.ConfirmEmail, account);
            await request.Grains.Person(account.Id).Send([Letters.Confirm(account, token)]);
        }

        return SignInErrors.EmailUnconfirmed();
    }

    private async Task Rehash(
        TenantRequest request, PersonAccount account, string password, CancellationToken cancellation)
    {
        var hash = await passwords.Hash(request.Tenant, PasswordRules.Attempted(password)!, cancellation);

        await Accounts.Change(request.Grains, account.Id, now => AccountChange.Of(
            string.Equals(now.PasswordHash, account.PasswordHash, StringComparison.Ordinal)
                ? now with { PasswordHash = hash }
                : now));
    }
}

/// <summary>How far a sign-in is.</summary>
/// <param name="OwesSecondStep">A code of her app is asked for; nobody is signed in yet.</param>
internal sealed record SignInStep(PersonAccount Account, bool OwesSecondStep);

/// <summary>Too many failures from one network. Answered with 429.</summary>
internal sealed class TooManyAttemptsException() : InvalidOperationException(
    "Too many attempts from one network; the client was told to wait.");
