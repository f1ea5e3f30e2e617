using System.Collections.Immutable;
using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Consent;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Fills a school in every corner: profile, rules, policies, courses, people, keys, invitations, certificates.</summary>
internal sealed partial class Planter(Site site, Planted planted)
{
    private static readonly string[] languages = ["en", "fa-AF", "ar"];

    private int most;

    private School School => planted.School;

    private Id<Document> OwnDocument => Id<Document>.Parse(planted.Own(Kind.Document));

    /// <param name="versions">How many versions the privacy policy has, and how many there are of what else is counted from one.</param>
    public async Task Plant(int versions)
    {
        most = versions;
        await Found();

        for (var number = 1; number <= versions; number++)
            await Publish(Documents.Privacy, number);

        await Publish(OwnDocument, 1);
        await Draft();
        await Purpose();
        await Files();
        await Course("published", published: true);
        await Course("hidden", published: false);

        foreach (var role in TwinTown.Roles)
            await Person(role);

        await Publish(OwnDocument, 2, ChangeClass.Significant);
        await Consent();
        await Teach();
        await Learn();
        await Talk();
        await Invite();
        await Declare();
        await AnswerCookies();
        await ActForOthers();
        await Edit();
        await Sign();
        await AskToPublish();
        var key = Made(await In(grains => ApiKeys.Issue(grains, planted.Plant("key.name"))));
        planted.Add(Kind.Key, key.Line.Id.Value);
        planted.AdminKey = planted.Add(Kind.Key, key.Key);
        planted.Add(Kind.School, School.Slug);
        planted.Add(Kind.Host, School.Hosts[0]);
    }

    private async Task Found()
    {
        var profile = new SchoolProfile(
            Each("profile.names"), Each("profile.taglines"), [.. languages], "#0f5c63", "Asia/Kabul", "AF",
            planted.Plant("profile.contact", token => $"{token}@example.org"))
        {
            Logo = planted.Plant("profile.logo"),
            Controller = new(planted.Plant("profile.controller.name"), planted.Plant("profile.controller.licence"), planted.Plant("profile.controller.address")),
        };
        var rules = new SchoolRules
        {
            PolicyLanguage = new("en", Grains.Tenancy.Precedence.AuthoritativePrevails, Grains.Tenancy.MissingAction.PublishWithWarning, Grains.Tenancy.StaleAction.Banner,
                new Confirmation(planted.Plant("rules.confirmed.by", token => $"operator:{token}"), site.Clock.GetUtcNow())),
            Acceptance = new(AcceptanceMode.Checkbox, planted.Plant("rules.acceptance.label")),
            SignUpFields = [.. Enum.GetValues<SignUpField>()],
            Documents = new()
            {
                Arranged =
                [
                    .. DocumentSet.Usual,
                    new SchoolDocument(
                        Id<Document>.Parse(planted.Add(Kind.Document, planted.Plant("rules.document.id"))), Each("rules.document.name"), [Audience.Visitor, Audience.Instructor], [], []),
                ],
                Precedence = new Confirmation(planted.Plant("rules.documents.confirmed.by", token => $"operator:{token}"), site.Clock.GetUtcNow()),
            },

            Change = new(ChangeTreatment.Nothing, ChangeTreatment.NoticeAndMail, false, false, false, false),
            Representatives = RepresentativeRule.Recorded,
            Embeds = [EmbedProvider.YouTube],

            // Nobody is asked, so that looking at a page writes nothing.
            Cookies = new(CookieControl.Browser, CookieConsent.None, UnknownVisitor.SchoolCountry),
        };

        planted.Written.AddRange([profile, rules]);
        planted.School = await site.CreateSchool(planted.Plant("slug"), rules, profile);
    }

    private Task<PolicyVersionHead> Publish(Id<Document> document, int number, ChangeClass changed = ChangeClass.Ordinary)
    {
        var place = $"{(document == Documents.Privacy ? "privacy" : "other")}.{number.ToString(CultureInfo.InvariantCulture)}";
        var texts = languages.Select(language => Text($"{place}.{language}", language)).ToList();
        var publish = new PublishPolicy(
            0, changed, NewPurpose: false, Each($"{place}.summary"), site.Clock.GetUtcNow(), new DateOnly(2024, 8, 20),
            planted.Plant($"{place}.actor"));

        planted.Written.AddRange([.. texts, publish]);
        return In(async grains =>
        {
            var revision = (await grains.Policy(document).Draft()).Revision;

            foreach (var text in texts)
                revision = (await grains.Policy(document).Save(text, revision, "test")).Value!.Revision;

            return Made(await grains.Policy(document).Publish(publish with { ExpectedRevision = revision }));
        });
    }

    private Task<CookieVersion> Declare()
    {
        var cookie = new CookieDeclaration(
            planted.Add(Kind.Cookie, planted.Plant("cookie.name")), CookieCategory.Analytics, planted.Plant("cookie.set_by"), 30, Each("cookie.why"));

        planted.Written.Add(cookie);
        return In(async grains =>
        {
            await grains.CookieReports.Note(planted.Plant("cookie.stripped"), StripReason.Undeclared, 1);

            for (var version = 0; version < most - 1; version++)
                Made(await grains.Cookies.Declare(new DeclareCookies([cookie with { Days = 31 + version }], version)));

            return Made(await grains.Cookies.Declare(new DeclareCookies([cookie], most - 1)));
        });
    }

    private Task<Purpose> Purpose()
    {
        var terms = new PurposeTerms
        {
            Titles = Each("purpose.titles"),
            Descriptions = Each("purpose.descriptions"),
            DpvPurpose = "DirectMarketing",
            Basis = LawfulBasis.Consent,
            Categories = [DataCategory.Account, DataCategory.Contact, DataCategory.Profile],
            Operations = [DataOperation.Use],
            Channels = [PurposeChannel.Email],
            Recipients = [new(planted.Plant("purpose.recipient"), RecipientRole.Partner)],
            Retention = new(RetentionKind.UntilRequested, "", Each("purpose.kept")),
            Withdrawable = true,
            Clause = planted.Plant("purpose.clause"),
        };
        var key = Id<Purpose>.Parse(planted.Add(Kind.Purpose, planted.Plant("purpose.key")));

        planted.Written.Add(terms);
        return In(async grains => Made(await grains.Purposes.Put(new PutPurpose(key, PurposeState.Enabled, terms, IsNew: true), expectedRevision: 0)));
    }

    private Task<ConsentEntry> Consent() => In(async grains =>
    {
        var purpose = (await grains.Purposes.Find(Id<Purpose>.Parse(planted.Own(Kind.Purpose))))!;
        var words = PurposeText.Of(purpose, "en", School.Profile.Languages);

        return Made(await grains.ConsentLedger(planted.People[Role.Student].Id).Answer(new AnswerPurpose(
            purpose.Key, purpose.Version, words.Hash, "en", "AF", PurposeDecision.Agree, "purpose-agree", planted.Plant("purpose.label"), "/account", Explicit: true)));
    }, planted.People[Role.Student].Id.Value);

    private Task<PolicyDraft> Draft() => In(async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);
        return Made(await policy.Save(Text("draft", "en"), (await policy.Draft()).Revision, "test"));
    });

    private async Task Person(Role role)
    {
        var id = Id<Person>.New(site.Clock);
        var email = planted.Plant($"{role}.email", token => $"{token}@example.org");
        var session = new Session(planted.Hide($"{role}.session"), site.Clock.GetUtcNow(), planted.Plant($"{role}.device"));
        var passkey = new Passkey(
            planted.Plant($"{role}.passkey.id"), planted.Hide($"{role}.passkey.key"), planted.Plant($"{role}.passkey.name"), site.Clock.GetUtcNow(),
            1, ["internal"], UserVerified: true, BackupEligible: false, BackedUp: false,
            planted.Hide($"{role}.passkey.attestation"), planted.Hide($"{role}.passkey.client"));
        var account = new PersonAccount(id, 0)
        {
            Email = email,
            NormalizedEmail = email,
            EmailConfirmed = true,
            PendingEmail = planted.Plant($"{role}.pending", token => $"{token}@example.net"),
            Name = planted.Plant($"{role}.name"),
            FirstName = planted.Plant($"{role}.first"),
            UserName = planted.Plant($"{role}.user"),
            Mobile = planted.Plant($"{role}.mobile", token => $"+9370{string.Concat(token.Select(c => c % 10))[..7]}"),
            Country = "AF",
            Language = "en",
            Roles = [role],
            PasswordHash = planted.Hide($"{role}.hash", token => site.Services.GetRequiredService<Microsoft.AspNetCore.Identity.IPasswordHasher<PersonUser>>()
                .HashPassword(null!, token)),
            SecurityStamp = planted.Hide($"{role}.stamp"),
            AuthenticatorKey = planted.Hide($"{role}.totp"),
            RecoveryCodes = [planted.Hide($"{role}.recovery")],
            Passkeys = [passkey],
            Sessions = [session],
        };

        planted.Written.AddRange([account, session, passkey]);
        planted.People[role] = await In(async grains =>
        {
            Made(await grains.EmailAddress(email).Take(id));
            Made(await grains.UserName(account.UserName).Take(id));
            return await Accounts.Enlist(grains, Made(await grains.Person(id).Create(account, [])));
        });
        planted.Add(Kind.Person, id.Value);
        planted.Add(Kind.Address, email);
        planted.Add(Kind.UserName, account.UserName);
        planted.Add(Kind.Session, session.Handle());
        planted.Add(Kind.Session, session.Id);
        planted.Add(Kind.Passkey, passkey.CredentialId);
        await Accept(id);

        foreach (var kind in Enum.GetValues<LinkKind>())
            planted.Add(Kind.Token, site.Services.GetRequiredService<LinkTokens>().Make(School.Id, kind, planted.People[role]));
    }

    private Task<ConsentEntry> Accept(Id<Person> person) => In(async grains =>
    {
        var shown = PolicyShown.ToAccept((await grains.Policy(Documents.Privacy).Current()).Value!, School.Rules, "en");
        await grains.ConsentLedger(person).ServeNotice(shown.Text, "/sign-up");

        return Made(await grains.ConsentLedger(person).Accept(new AcceptDocument(
            shown.Text, AcceptanceMode.Checkbox, ConsentControl.Id, School.Rules.Acceptance.Label, [ConsentControl.Id], "/sign-up", Explicit: true)));
    }, person.Value);

    private Task<Invitation> Invite() => In(async grains =>
    {
        var person = new NewPerson
        {
            Email = planted.Plant("invited.email", token => $"{token}@example.org"),
            Name = planted.Plant("invited.name"),
            FirstName = planted.Plant("invited.first"),
            Mobile = planted.Plant("invited.mobile", token => $"+9370{string.Concat(token.Select(c => c % 10))[..7]}"),
            Country = "AF",
            Language = "en",
            InvitedBy = planted.Plant("invited.by"),
            Roles = [Role.Instructor],
        };

        planted.Written.Add(person);
        var invitation = Made(await site.Services.GetRequiredService<Accounts>().CreateInvited(grains, School, person));
        planted.Add(Kind.Person, invitation.Account.Id.Value);
        planted.Add(Kind.Address, person.Email);
        planted.Add(Kind.Token, Uri.UnescapeDataString(invitation.Path.Split("token=")[1].Split('&')[0]));
        return invitation;
    });

    private PolicyText Text(string place, string language) => new(
        language,
        [
            new PolicySection(planted.Add(Kind.Section, planted.Plant($"{place}.key")), 1, planted.Plant($"{place}.number", token => token[..8]), planted.Plant($"{place}.heading"), planted.Plant($"{place}.text")),
        ],
        planted.Plant($"{place}.title"),
        planted.Plant($"{place}.preamble"));

    private ImmutableDictionary<string, string> Each(string field) =>
        languages.ToImmutableDictionary(language => language, language => planted.Plant($"{field}.{language}"), StringComparer.Ordinal);

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work, string? actor = "test") => site.In(School, work, actor);

    private static T Made<T>(Outcome<T> outcome) => outcome.Succeeded(out var value, out var refusal)
        ? value
        : throw new InvalidOperationException($"Planting was refused: {refusal.Code}: {refusal.Message}");
}
