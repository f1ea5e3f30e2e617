using System.Text.Json.Serialization;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.People;

/// <summary>Somebody at one school: who she is there, and how she proves it.</summary>
/// <remarks>Key <c>tenant/{person}</c>; kept sealed with her own key.</remarks>
[Alias("people.person")]
public interface IPersonGrain : ITenantScopedGrain
{
    /// <summary>What a purpose of the software's may see of the account, or null where there is none.</summary>
    /// <exception cref="PurposeDeniedException">The purpose does not allow it; the audit trail has a row that says so.</exception>
    [Alias("account")]
    Task<PersonAccount?> Account(PurposeUse use);

    /// <summary>What a purpose of the school's may see of the account: its categories, if her consent stands where it needs one.</summary>
    /// <returns>
    /// That part of the account; or a refusal of <see cref="PurposeErrors"/>, with a row in the audit trail.
    /// </returns>
    [Alias("read")]
    Task<Outcome<PersonAccount>> Read(PurposeUse use);

    /// <summary>
    /// The same for whoever walks a list of people: where her consent or her law does not allow it, null, and nothing is written
    /// down, because nobody tried to read her.
    /// </summary>
    [Alias("read_if_allowed")]
    Task<PersonAccount?> ReadIfAllowed(PurposeUse use);

    /// <summary>Makes the account, together with what has to be mailed because of it. Repeating it changes nothing.</summary>
    [Alias("create")]
    Task<Outcome<PersonAccount>> Create(PersonAccount account, ImmutableArray<Letter> letters);

    /// <summary>Replaces the account, together with what has to be mailed because of it.</summary>
    /// <returns>The account; or <see cref="PeopleErrors.AccountChanged"/> where it was read at an older revision.</returns>
    [Alias("save")]
    Task<Outcome<PersonAccount>> Save(PersonAccount account, ImmutableArray<Letter> letters);

    /// <summary>
    /// Deletes her for good, without asking her: the account at once, and everything sealed with her key as soon as that is
    /// destroyed (N31, N32). Letters that are on their way to her are not sent.
    /// </summary>
    /// <returns>
    /// Done; or <see cref="PeopleErrors.NoSuchPerson"/>, <see cref="PeopleErrors.ErasureUnproved"/>,
    /// <see cref="PeopleErrors.NoAgeRule"/>, <see cref="PeopleErrors.NoChild"/>.
    /// </returns>
    [Alias("erase")]
    Task<Outcome<Done>> Erase(ErasePerson command);

    /// <summary>
    /// Deletes her for good because she wants it (GDPR Art. 17), as <see cref="Erase"/> does, and queues the letter that says so:
    /// the last one, to an address that has no account any more.
    /// </summary>
    /// <returns>Done; or <see cref="PeopleErrors.NoSuchPerson"/>, <see cref="PeopleErrors.RoleFirst"/>.</returns>
    [Alias("close")]
    Task<Outcome<Done>> Close(Letter letter);

    /// <summary>Notes until when a guardian agrees for her, where that is not known here yet. Repeating it changes nothing.</summary>
    [Alias("guard")]
    Task Guard(DateTimeOffset until);

    /// <summary>Queues letters to her.</summary>
    /// <param name="once">Names what they are sent for; under the same name nothing is queued twice.</param>
    [Alias("send")]
    Task Send(ImmutableArray<Letter> letters, string? once = null);
}

/// <summary>A name that is unique in a school, and who holds it: an e-mail address, a user name.</summary>
/// <remarks>Key <c>tenant/{kind}.{hash}</c>; the name itself is not kept here.</remarks>
[Alias("people.claim")]
public interface IClaimGrain : ITenantScopedGrain
{
    /// <summary>Who holds it, or null.</summary>
    [Alias("holder")]
    Task<Id<Person>?> Holder();

    /// <summary>Takes it. After ten minutes a holder without an account (an interrupted sign-up) gives way.</summary>
    /// <returns>Done, also when she has it already; or <see cref="PeopleErrors.NameTaken"/>.</returns>
    [Alias("take")]
    Task<Outcome<Done>> Take(Id<Person> person);

    /// <summary>Gives it up, if that person has it.</summary>
    [Alias("release")]
    Task Release(Id<Person> person);
}

/// <summary>What a person may do at a school.</summary>
public enum Role
{
    /// <summary>Learns.</summary>
    Student = 1,

    /// <summary>Teaches.</summary>
    Instructor = 2,

    /// <summary>Runs the school.</summary>
    Admin = 3,

    /// <summary>Owns the school: an admin who can make admins.</summary>
    Owner = 4,

    /// <summary>Runs the installation. Only in the platform's own tenant.</summary>
    Operator = 5,

    /// <summary>Writes drafts and translations of the school's documents. Publishes, decides and removes nothing.</summary>
    Drafter = 6,

    /// <summary>
    /// Reads drafts of the school's documents, comments on them, and is the second person who approves a version. Writes and
    /// publishes nothing.
    /// </summary>
    Reviewer = 7,
}

/// <summary>All that a school knows of a person's account. Personal data, all of it.</summary>
/// <param name="Revision">From 1, one more with each save; 0 before <see cref="IPersonGrain.Create"/>.</param>
[GenerateSerializer, Immutable, Alias("people.account")]
[PersonalData(DataCategory.Account, DataCategory.Credentials, DataCategory.Contact, DataCategory.Profile)]
public sealed record PersonAccount(Id<Person> Id, int Revision)
{
    /// <summary>E-mail address as typed.</summary>
    [Id(0)] public string Email { get; init; } = "";

    /// <summary>The one normal form it is found by (SEC-H08).</summary>
    [Id(1)] public string NormalizedEmail { get; init; } = "";

    /// <summary>She has shown that mail to it reaches her.</summary>
    [Id(2)] public bool EmailConfirmed { get; init; }

    /// <summary>An address she wants to change to, until it is confirmed; empty without one.</summary>
    [Id(3)] public string PendingEmail { get; init; } = "";

    /// <summary>Full name.</summary>
    [Id(4)] public string Name { get; init; } = "";

    /// <summary>First name.</summary>
    [Id(5)] public string FirstName { get; init; } = "";

    /// <summary>User name; empty where the school asks for none.</summary>
    [Id(6)] public string UserName { get; init; } = "";

    /// <summary>Mobile number, E.164.</summary>
    [Id(7)] public string Mobile { get; init; } = "";

    /// <summary>Country, ISO 3166-1 alpha-2.</summary>
    [Id(8)] public string Country { get; init; } = "";

    /// <summary>UI language she writes and reads in.</summary>
    [Id(9)] public string Language { get; init; } = "";

    /// <summary>What she may do.</summary>
    [Id(10)] public ImmutableArray<Role> Roles { get; init; } = [];

    /// <summary>Versioned password hash; empty without a password.</summary>
    [Id(11)] public string PasswordHash { get; init; } = "";

    /// <summary>Changes with every credential; tokens made under another one are worthless.</summary>
    [Id(12)] public string SecurityStamp { get; init; } = "";

    /// <summary>Failed sign-ins in a row.</summary>
    [Id(13)] public int AccessFailedCount { get; init; }

    /// <summary>No sign-in before then.</summary>
    [Id(14)] public DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>TOTP secret, base32; empty without one (RFC 6238).</summary>
    [Id(15)] public string AuthenticatorKey { get; init; } = "";

    /// <summary>Sign-in asks for a second factor.</summary>
    [Id(16)] public bool TwoFactorEnabled { get; init; }

    /// <summary>Hashes of recovery codes not used yet.</summary>
    [Id(17)] public ImmutableArray<string> RecoveryCodes { get; init; } = [];

    /// <summary>Passkeys (WebAuthn credentials).</summary>
    [Id(18)] public ImmutableArray<Passkey> Passkeys { get; init; } = [];

    /// <summary>Sign-ins that are alive, oldest first, at most 20.</summary>
    [Id(19)] public ImmutableArray<Session> Sessions { get; init; } = [];

    /// <summary>When the account was made.</summary>
    [Id(20)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Segment of the school's member list that her row is in.</summary>
    [Id(21)] public int MemberSegment { get; init; }

    /// <summary>The last TOTP step used; a code works once (SEC-C12).</summary>
    [Id(22)] public long LastTotpStep { get; init; }

    /// <summary>Stopped by an admin: cannot sign in.</summary>
    [Id(23)] public bool Blocked { get; init; }

    /// <summary>It was cut to what a purpose may see, and cannot be saved.</summary>
    [Id(24), JsonIgnore] public bool IsPartial { get; init; }

    /// <summary>Until when a guardian agrees for her, UTC; null where she does so herself.</summary>
    [Id(25)] public DateTimeOffset? GuardedUntil { get; init; }

    /// <summary>How she is called on the school's pages.</summary>
    public string DisplayName =>
        Name is { Length: > 0 } ? Name : FirstName is { Length: > 0 } ? FirstName : UserName is { Length: > 0 } ? UserName : Email;

    /// <summary>She teaches or runs something here: others depend on what she holds.</summary>
    public bool IsStaff => Roles.Any(role => role != Role.Student);

    /// <summary>Writes drafts and translations of documents.</summary>
    public bool DraftsPolicies => RunsSchool || Roles.Contains(Role.Drafter);

    /// <summary>Approves versions of documents that somebody else asks to publish.</summary>
    public bool ApprovesPolicies => RunsSchool || Roles.Contains(Role.Reviewer);

    /// <summary>True for admins and owners.</summary>
    public bool RunsSchool => Roles.Contains(Role.Admin) || Roles.Contains(Role.Owner);
}

/// <summary>A sign-in that is alive.</summary>
/// <param name="Id">Random, 128 bits; the cookie names it.</param>
/// <param name="Device">Browser and system in a few words, for her own list.</param>
[GenerateSerializer, Immutable, Alias("people.session"), PersonalData(DataCategory.Credentials)]
public sealed record Session(string Id, DateTimeOffset StartedAt, string Device);

/// <summary>A WebAuthn credential, as ASP.NET Core Identity keeps it.</summary>
[GenerateSerializer, Immutable, Alias("people.passkey"), PersonalData(DataCategory.Credentials)]
public sealed record Passkey(
    string CredentialId,
    string PublicKey,
    string Name,
    DateTimeOffset CreatedAt,
    uint SignCount,
    ImmutableArray<string> Transports,
    bool UserVerified,
    bool BackupEligible,
    bool BackedUp,
    string AttestationObject,
    string ClientDataJson);

/// <summary>A letter to be written and sent: which one, in which language, with what.</summary>
/// <param name="Template">Which letter: <c>confirm_email</c>, <c>reset_password</c>, <c>policy_changed</c> ….</param>
/// <param name="To">The address; empty for the account's own.</param>
[GenerateSerializer, Immutable, Alias("people.letter")]
public sealed record Letter(string Template, string Language, string To, ImmutableDictionary<string, string> Values);
