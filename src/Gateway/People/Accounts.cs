using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>Finds and makes accounts: for the pages, the API and the command line.</summary>
public sealed class Accounts
{
    private const int MostRepeats = 60; // more than the tests' 50 writers at once

    private readonly LinkTokens links;
    private readonly Limits limits;
    private readonly TimeProvider clock;

    internal Accounts(LinkTokens links, Limits limits, TimeProvider clock) =>
        (this.links, this.limits, this.clock) = (links, limits, clock);

    /// <summary>The account with an e-mail address or user name, or null.</summary>
    public static async Task<PersonAccount?> Find(TenantGrains grains, string? login)
    {
        var byAddress = login?.Contains('@', StringComparison.Ordinal) ?? false;
        var normal = byAddress
            ? EmailAddress.Read(login).Value?.Normal
            : login is { Length: > 0 and <= 100 } ? PersonNames.NormalUserName(login) : null;

        if (string.IsNullOrEmpty(normal))
            return null;

        var holder = await (byAddress ? grains.EmailAddress(normal) : grains.UserName(normal)).Holder();
        var account = holder is { } person ? await grains.Person(person).Account(PurposeUses.SignIn) : null;

        // A claim that outlived its account's change of address leads nowhere.
        var held = byAddress ? account?.NormalizedEmail : PersonNames.NormalUserName(account?.UserName ?? "");
        return string.Equals(held, normal, StringComparison.Ordinal) ? account : null;
    }

    /// <summary>
    /// Makes an account for somebody whom the school invites. She chooses her password through the link (ASVS 6.4.6).
    /// </summary>
    /// <returns>
    /// The invitation; or <see cref="PeopleErrors.NameTaken"/>, <see cref="PeopleErrors.FieldRequired"/>,
    /// <see cref="PeopleErrors.FieldBad"/>. Repeating it for an account that waits for its password sends a new link.
    /// </returns>
    public async Task<Outcome<Invitation>> CreateInvited(TenantGrains grains, School school, NewPerson person)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(person);

        var read = NewPersonFields.Read(school, person);

        if (!read.Succeeded(out var draft, out var refusal))
            return refusal;

        var holder = await grains.EmailAddress(draft.NormalizedEmail).Holder();
        var existing = holder is { } known ? await grains.Person(known).Account(PurposeUses.SignUp) : null;

        if (existing is { PasswordHash.Length: > 0 } or { EmailConfirmed: true })
            return PeopleErrors.NameTaken("email");

        var account = draft with
        {
            Id = holder ?? Id<Person>.New(clock),
            SecurityStamp = SessionRules.NewStamp(),
            Revision = existing?.Revision ?? 0,
            MemberSegment = existing?.MemberSegment ?? 0,
            CreatedAt = existing?.CreatedAt ?? default,
        };

        var taken = await grains.EmailAddress(account.NormalizedEmail).Take(account.Id);

        if (!taken.Succeeded(out _, out refusal))
            return refusal;

        var token = links.Make(grains.Tenant, LinkKind.Invitation, account);
        ImmutableArray<Letter> letters = limits.TakeInvitation(grains.Tenant, account.NormalizedEmail)
            ? [Letters.Invitation(account, token, person.InvitedBy)]
            : [];
        var made = existing is null
            ? await grains.Person(account.Id).Create(account, letters)
            : await grains.Person(account.Id).Save(account, letters);

        if (!made.Succeeded(out var created, out refusal))
            return refusal;

        return new Invitation(await Enlist(grains, created), Letters.InvitationPath(token));
    }

    /// <summary>Changes an account as it is now, again where somebody else's change came first.</summary>
    /// <returns>The account as saved; or what <paramref name="change"/> refused.</returns>
    internal static async Task<Outcome<PersonAccount>> Change(
        TenantGrains grains, Id<Person> person, Func<PersonAccount, Outcome<AccountChange>> change)
    {
        for (var repeat = 0; ; repeat++)
        {
            if (await grains.Person(person).Account(PurposeUses.AccountChange) is not { } account)
                return PeopleErrors.NoSuchPerson();

            if (!change(account).Succeeded(out var next, out var refusal))
                return refusal;

            var saved = await grains.Person(person).Save(next.Account, next.Letters);

            if (repeat == MostRepeats || saved.Error?.Code != PeopleErrors.AccountChanged().Code)
                return saved;
        }
    }

    /// <summary>Brings her up to date in the rosters of her courses: her name, and whether she is counted in figures and item analyses.</summary>
    internal static async Task Refresh(TenantGrains grains, Id<Person> person)
    {
        foreach (var course in await grains.Enrollments(person).Courses())
        {
            await grains.Enrollment(person, course).Refresh();

            foreach (var grade in (await grains.Enrollment(person, course).Kept())?.Grades ?? [])
                await grains.QuizBook(person, course, grade.Lesson).Recount();
        }
    }

    /// <summary>Puts her into the school's list of members, or brings her row up to date.</summary>
    internal static async Task<PersonAccount> Enlist(TenantGrains grains, PersonAccount account)
    {
        var row = new MemberRow(
            account.Id, account.DisplayName, account.Email, account.Roles, account.CreatedAt, account.Blocked);
        var segment = await grains.Members.Put(row, account.MemberSegment);

        if (segment == account.MemberSegment)
            return account;

        var saved = await Change(grains, account.Id, now => AccountChange.Of(now with { MemberSegment = segment }));
        return saved.Succeeded(out var enlisted, out _) ? enlisted : account;
    }
}

/// <summary>An account to be saved, and the letters that have to go out because of it.</summary>
internal sealed record AccountChange(PersonAccount Account, ImmutableArray<Letter> Letters)
{
    public static Outcome<AccountChange> Of(PersonAccount account, params ImmutableArray<Letter> letters) =>
        new AccountChange(account, letters);
}

/// <summary>An invitation that went out.</summary>
/// <param name="Path">Where its link leads on the school's host; whoever has it takes the account over.</param>
public sealed record Invitation(PersonAccount Account, string Path);
