using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.People;

/// <summary>
/// What a person proves herself with, and how it changes. Every change ends all other sessions and links.
/// </summary>
internal sealed class Credentials(Passwords passwords, Limits limits, LinkTokens links, TimeProvider clock)
{
    /// <summary>Sends a link to a new password, if the address has an account; costs one hash whether or not.</summary>
    /// <exception cref="TooManyAttemptsException">Nothing was done.</exception>
    public async Task AskReset(HttpContext http, TenantRequest request, EmailAddress email)
    {
        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        await passwords.Compare(request.Tenant, storedHash: null, typed: null, http.RequestAborted);

        if (await Accounts.Find(request.Grains, email.Normal) is not { Blocked: false } account
            || !limits.TakeMail(request.Tenant, account.NormalizedEmail))
            return;

        // Who has not taken her invitation up yet is sent it again: only there is she asked what a student is asked.
        var letter = Invitees.Waits(account)
            ? Letters.Invitation(account, links.Make(request.Tenant, LinkKind.Invitation, account), invitedBy: "")
            : Letters.Reset(account, links.Make(request.Tenant, LinkKind.ResetPassword, account));
        await request.Grains.Person(account.Id).Send([letter]);
    }

    /// <summary>The account that a token is good for now, or null.</summary>
    public async Task<PersonAccount?> HolderOf(TenantRequest request, LinkKind kind, string? token) =>
        links.Read(request.Tenant, kind, token) is { } link
        && await request.Grains.Person(link.Person).Account(PurposeUses.SignIn) is var account && link.Fits(account)
        && (kind == LinkKind.Invitation || !Invitees.Waits(account))
            ? account
            : null;

    /// <summary>
    /// Confirms the address of a sign-up, in the browser that signed up. Elsewhere nobody knows whether the password is
    /// hers who reads the mail, so there it is chosen with <see cref="SetPassword"/>.
    /// </summary>
    public async Task<Outcome<PersonAccount>> Confirm(TenantRequest request, string? token)
    {
        if (links.Read(request.Tenant, LinkKind.ConfirmEmail, token) is not { } link)
            return SignInErrors.LinkExpired(LinkKind.ConfirmEmail);

        var confirmed = await Accounts.Change(request.Grains, link.Person, now => link.Fits(now)
            ? AccountChange.Of((now with { EmailConfirmed = true }).WithNewStamp(kept: null).Account)
            : SignInErrors.LinkExpired(link.Kind));

        return await Settled(request, confirmed);
    }

    /// <summary>Sets the password that a link allows to choose, which shows as well that the address is hers.</summary>
    /// <param name="answers">What a student who takes her invitation up answered; null for everybody else.</param>
    public async Task<Outcome<PersonAccount>> SetPassword(
        TenantRequest request, LinkKind kind, string? token, string? typed, PersonFields? answers, CancellationToken cancellation)
    {
        if (links.Read(request.Tenant, kind, token) is not { } link
            || await HolderOf(request, kind, token) is not { } holder
            || (Invitees.Waits(holder) && answers is null))
            return SignInErrors.LinkExpired(kind);

        if (!PasswordRules.Read(typed, About(request, answers?.On(holder) ?? holder)).Succeeded(out var password, out var refusal))
            return refusal;

        var hash = await passwords.Hash(request.Tenant, password, cancellation);
        var told = holder is { EmailConfirmed: true, PasswordHash.Length: > 0 };

        var changed = await Accounts.Change(request.Grains, link.Person, now => link.Fits(now)
            ? AccountChange.Of(
                ((answers?.On(now) ?? now).Cleared() with { EmailConfirmed = true, PasswordHash = hash }).WithNewStamp(kept: null).Account,
                told ? [Letters.PasswordChanged(now, clock.GetUtcNow())] : [])
            : SignInErrors.LinkExpired(kind));

        var settled = await Settled(request, changed);

        if (answers is null || !settled.Succeeded(out var account, out _))
            return settled;

        await Accounts.Refresh(request.Grains, account.Id);
        return await Accounts.Enlist(request.Grains, account);
    }

    /// <summary>Changes the password of somebody who is signed in and has shown that she knows the old one.</summary>
    /// <returns>The account, and her session's new id.</returns>
    public async Task<Outcome<(PersonAccount Account, string? Session)>> ChangePassword(
        TenantRequest request, PersonAccount account, string? typed, string? session, CancellationToken cancellation)
    {
        var read = PasswordRules.Read(typed, About(request, account), "new_password");

        if (!read.Succeeded(out var password, out var refusal))
            return refusal;

        var hash = await passwords.Hash(request.Tenant, password, cancellation);

        return await Renew(
            request,
            account,
            session,
            now => now with { PasswordHash = hash },
            now => [Letters.PasswordChanged(now, clock.GetUtcNow())]);
    }

    /// <summary>Changes a credential and the stamp with it.</summary>
    /// <returns>The account, and the id under which <paramref name="session"/> goes on.</returns>
    public static async Task<Outcome<(PersonAccount Account, string? Session)>> Renew(
        TenantRequest request,
        PersonAccount account,
        string? session,
        Func<PersonAccount, Outcome<PersonAccount>> change,
        Func<PersonAccount, ImmutableArray<Letter>> letters)
    {
        string? renewed = null;

        var saved = await Accounts.Change(request.Grains, account.Id, now =>
        {
            if (!change(now).Succeeded(out var next, out var refusal))
                return refusal;

            (next, renewed) = next.WithNewStamp(session);
            return new AccountChange(next, letters(next));
        });

        return saved.Then(next => (next, renewed));
    }

    /// <summary>Notes the address she wants, asks there whether it is hers, and tells the address she has.</summary>
    public async Task<PersonAccount> AskEmailChange(TenantRequest request, PersonAccount account, EmailAddress wanted)
    {
        if (string.Equals(account.NormalizedEmail, wanted.Normal, StringComparison.Ordinal)
            || !limits.TakeMail(request.Tenant, wanted.Normal))
            return account;

        var holder = await Accounts.Find(request.Grains, wanted.Normal);

        var saved = await Accounts.Change(request.Grains, account.Id, now =>
        {
            var next = now with { PendingEmail = wanted.Text };
            var token = links.Make(request.Tenant, LinkKind.ChangeEmail, next);

            return AccountChange.Of(
                next,
                holder is null
                    ? [Letters.ChangeEmail(next, token), Letters.EmailChangeAsked(next)]
                    : [Letters.EmailChangeAsked(next)]);
        });

        // Whose address it is learns it by mail; whoever asked sees no difference.
        if (holder is not null && holder.Id != account.Id)
            await request.Grains.Person(holder.Id).Send([Letters.AlreadyRegistered(holder)]);

        return saved.Succeeded(out var pending, out _) ? pending : account;
    }

    /// <summary>Changes the address, once the new one has answered.</summary>
    public async Task<Outcome<(PersonAccount Account, string? Session)>> ChangeEmail(
        TenantRequest request, string? token, string? session)
    {
        if (links.Read(request.Tenant, LinkKind.ChangeEmail, token) is not { } link
            || await HolderOf(request, LinkKind.ChangeEmail, token) is not { } before
            || !EmailAddress.Read(before.PendingEmail).Succeeded(out var address, out _)
            || !(await request.Grains.EmailAddress(address.Normal).Take(before.Id)).Succeeded(out _, out _))
            return SignInErrors.LinkExpired(LinkKind.ChangeEmail);

        var changed = await Renew(
            request,
            before,
            session,
            now => link.Fits(now)
                ? now with
                {
                    Email = address.Text,
                    NormalizedEmail = address.Normal,
                    PendingEmail = "",
                    EmailConfirmed = true,
                }
                : SignInErrors.LinkExpired(link.Kind),
            next => Letters.EmailChanged(next, before.Email));

        if (changed.Succeeded(out var after, out _))
        {
            await request.Grains.EmailAddress(before.NormalizedEmail).Release(before.Id);
            await Accounts.Enlist(request.Grains, after.Account);
        }

        return changed;
    }

    /// <summary>What of a person nobody may take for a password.</summary>
    public static IEnumerable<string> About(TenantRequest request, PersonAccount account) =>
        [account.NormalizedEmail, account.Name, account.FirstName, account.UserName, request.School.Slug];

    // Only now is the address hers, so only now does she get the user name she wished for, and a place in the list.
    // Where somebody was quicker the name is dropped; she chooses another on her profile.
    private static async Task<Outcome<PersonAccount>> Settled(TenantRequest request, Outcome<PersonAccount> confirmed)
    {
        if (!confirmed.Succeeded(out var account, out var refusal))
            return refusal;

        if (account.UserName.Length > 0)
        {
            var taken = await request.Grains.UserName(PersonNames.NormalUserName(account.UserName)).Take(account.Id);

            if (!taken.Succeeded(out _, out _))
            {
                var dropped = await Accounts.Change(
                    request.Grains, account.Id, now => AccountChange.Of(now with { UserName = "" }));
                account = dropped.Value ?? account;
            }
        }

        return account.MemberSegment == 0 ? await Accounts.Enlist(request.Grains, account) : account;
    }
}
