using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.People;

/// <summary>A filled-in sign-up form, every field read.</summary>
/// <param name="Password">In the form that is hashed.</param>
/// <param name="Shown">What was on the page; empty where the school has nothing in force.</param>
/// <param name="Accepted">Her consents, one a document; none where the form takes none.</param>
/// <param name="Purposes">Her answers to the optional purposes.</param>
/// <param name="Surface">Where the notice was: a path of the site.</param>
internal sealed record SignUpAnswers(
    EmailAddress Email,
    string Password,
    PersonFields Fields,
    ImmutableArray<ShownText> Shown,
    ImmutableArray<AcceptDocument> Accepted,
    ImmutableArray<AnswerPurpose> Purposes,
    string Surface);

/// <summary>
/// What a browser keeps of its sign-up: whose it is and under which stamp. The same size for an address that was taken.
/// </summary>
internal sealed record SignUpMark(string Person, string Stamp)
{
    public bool Is(PersonAccount account) =>
        string.Equals(Person, account.Id.Value, StringComparison.Ordinal)
        && string.Equals(Stamp, account.SecurityStamp, StringComparison.Ordinal);
}

/// <summary>
/// Makes accounts for people who sign up themselves, without telling anybody who has one already (SEC-C02).
/// </summary>
internal sealed class SignUps(Passwords passwords, Limits limits, LinkTokens links, SealedCookies cookies, TimeProvider clock)
{
    private static readonly TimeSpan MarkTime = TimeSpan.FromHours(24);

    /// <summary>The documents in force as somebody who signs up reads them.</summary>
    /// <param name="language">The language she wants them in; that of her interface where null.</param>
    public static Task<SignUpTexts> Shown(TenantRequest request, string? language = null) =>
        SignUpTexts.Of(request, _ => language);

    /// <summary>Signs up, and lets the browser confirm its own address later.</summary>
    /// <exception cref="TooManyAttemptsException">Nothing was done.</exception>
    public async Task SignUp(HttpContext http, TenantRequest request, SignUpAnswers answers)
    {
        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        var mark = await SignUp(request, answers, http.RequestAborted);
        cookies.Write(http, request.Tenant, SealedCookies.SignUp, $"{mark.Person}\n{mark.Stamp}", MarkTime);
    }

    /// <summary>Does what is to be done for the address, and costs one hash whatever that is.</summary>
    private async Task<SignUpMark> SignUp(TenantRequest request, SignUpAnswers answers, CancellationToken cancellation)
    {
        var hash = await passwords.Hash(request.Tenant, answers.Password, cancellation);
        var claim = request.Grains.EmailAddress(answers.Email.Normal);
        var holder = await claim.Holder();
        var known = holder is { } person ? await request.Grains.Person(person).Account(PurposeUses.SignUp) : null;

        // Of an interrupted sign-up there is a claim without an account: it goes on under the same id.
        var wanted = answers.Fields.On(new PersonAccount(holder ?? Id<Person>.New(clock), 0)
        {
            Email = answers.Email.Text,
            NormalizedEmail = answers.Email.Normal,
            PasswordHash = hash,
            SecurityStamp = SessionRules.NewStamp(),
            Language = request.UiLanguage.Tag,
            Roles = [Role.Student],
        });

        var account = known switch
        {
            null => await Make(request, wanted),
            { EmailConfirmed: false, PasswordHash.Length: > 0 } => await Replace(request, known, wanted),
            _ => await Tell(request, known),
        };

        if (account is null)
            return new(Id<Person>.New(clock).Value, SessionRules.NewStamp());

        await Record(request, account, answers);
        return new(account.Id.Value, account.SecurityStamp);
    }

    /// <summary>Sends the letter of a sign-up again, if the address waits for one.</summary>
    /// <exception cref="TooManyAttemptsException">Nothing was done.</exception>
    public async Task Resend(HttpContext http, TenantRequest request, string typed)
    {
        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        if (!EmailAddress.Read(typed).Succeeded(out var email, out _))
            return;

        var found = await Accounts.Find(request.Grains, email.Normal);

        if (found is { EmailConfirmed: false, PasswordHash.Length: > 0 } account)
            await request.Grains.Person(account.Id).Send(LetterFor(request, account));
    }

    private async Task<PersonAccount?> Make(TenantRequest request, PersonAccount wanted)
    {
        var taken = await request.Grains.EmailAddress(wanted.NormalizedEmail).Take(wanted.Id);

        if (!taken.Succeeded(out _, out _))
            return null;

        var made = await request.Grains.Person(wanted.Id).Create(wanted, LetterFor(request, wanted));

        // Another request for the same address may have made it in the meantime; then it is not this browser's.
        return made.Succeeded(out var account, out _)
            && string.Equals(account.SecurityStamp, wanted.SecurityStamp, StringComparison.Ordinal)
            ? account
            : null;
    }

    // Nobody has shown yet that the address is hers, so the newest answers count; links of the older ones are void.
    private async Task<PersonAccount?> Replace(TenantRequest request, PersonAccount known, PersonAccount wanted)
    {
        var letters = LetterFor(request, wanted);
        var replaced = await Accounts.Change(request.Grains, known.Id, now => now.EmailConfirmed
            ? SignInErrors.Failed()
            : new AccountChange(
                wanted with
                {
                    Revision = now.Revision,
                    CreatedAt = now.CreatedAt,
                    MemberSegment = now.MemberSegment,
                    Roles = now.Roles,
                    Blocked = now.Blocked,
                },
                letters));

        return replaced.Succeeded(out var account, out _) ? account : null;
    }

    private async Task<PersonAccount?> Tell(TenantRequest request, PersonAccount known)
    {
        if (limits.TakeMail(request.Tenant, known.NormalizedEmail))
            await request.Grains.Person(known.Id).Send([Letters.AlreadyRegistered(known)]);

        return null;
    }

    private ImmutableArray<Letter> LetterFor(TenantRequest request, PersonAccount account) =>
        limits.TakeMail(request.Tenant, account.NormalizedEmail)
            ? [Letters.Confirm(account, links.Make(request.Tenant, LinkKind.ConfirmEmail, account))]
            : [];

    // Repeating any of it returns the first entries, so an interrupted sign-up leaves no gap and no double.
    private static Task Record(TenantRequest request, PersonAccount account, SignUpAnswers answers) => TenantScope.Run(
        request.Tenant,
        async () =>
        {
            var ledger = request.Grains.ConsentLedger(account.Id);

            foreach (var shown in answers.Shown)
                await ledger.ServeNotice(shown, answers.Surface);

            foreach (var accepted in answers.Accepted)
                await ledger.Accept(accepted);

            // Nothing to withdraw is what most have.
            foreach (var purpose in answers.Purposes)
                await ledger.Answer(purpose);
        },
        account.Id.Value);
}
