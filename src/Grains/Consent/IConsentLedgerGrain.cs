using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent;

/// <summary>What one person was shown and what she agreed to at one school. It only grows.</summary>
/// <remarks>
/// Key <c>tenant/{person}</c>. Every entry names the text that was on screen, so that the school can show what a
/// consent was given to (GDPR Art. 7(1)), and is chained to the one before by its hash (SEC-I07).
/// </remarks>
[Alias("consent.ledger"), ServesPurpose("consent-records", DataCategory.Consents)]
public interface IConsentLedgerGrain : ITenantScopedGrain
{
    /// <summary>All entries, oldest first.</summary>
    [Alias("entries")]
    Task<ImmutableArray<ConsentEntry>> Entries();

    /// <summary>
    /// Number of the first line that is not as it was written, as it was found when the ledger was read; null where the chain holds.
    /// </summary>
    [Alias("broken")]
    Task<int?> Broken();

    /// <summary>
    /// Notes that it is the ledger of a visitor's browser and until when it is kept, UTC. Some time after that it is erased, at the
    /// latest a month; a later day moves it on.
    /// </summary>
    [Alias("keep_until")]
    Task KeepUntil(DateTimeOffset until);

    /// <summary>One entry by its number, or null.</summary>
    [Alias("entry")]
    Task<ConsentEntry?> Entry(int number);

    /// <summary>Records that a version was put before her. Once for each version; repeating it returns the first entry.</summary>
    [Alias("serve_notice")]
    Task<ConsentEntry> ServeNotice(ShownText shown, string surface);

    /// <summary>Records that she accepted a version. Repeating it for the same version returns the first entry.</summary>
    /// <returns>The entry; or <see cref="ConsentErrors.NoticeNotServed"/> where use accepts but no notice was served.</returns>
    [Alias("accept")]
    Task<Outcome<ConsentEntry>> Accept(AcceptDocument command);

    /// <summary>Records that she was asked and did not agree.</summary>
    [Alias("refuse")]
    Task<ConsentEntry> Refuse(ShownText shown, string surface);

    /// <summary>Records that her browser's signal refused for her: no button of ours was pressed. Repeating it changes nothing.</summary>
    [Alias("refuse_by_signal")]
    Task<ConsentEntry> RefuseBySignal(ShownText shown, string surface);

    /// <summary>Withdraws her acceptance of a document, from now on.</summary>
    /// <returns>The entry; or <see cref="ConsentErrors.NothingToWithdraw"/>.</returns>
    [Alias("withdraw")]
    Task<Outcome<ConsentEntry>> Withdraw(Id<Document> document, string surface);

    /// <summary>What the school's rules ask of her now, for one document, whether or not it is for her.</summary>
    /// <param name="country">Her country, ISO 3166-1 alpha-2, or empty; for rules by jurisdiction.</param>
    [Alias("gate")]
    Task<ConsentGate> Gate(Id<Document> document, string country);

    /// <summary>Where she stood with every document at a moment: what was in force, what she knew, what she was asked.</summary>
    /// <param name="reader">As for <see cref="Gates"/>; her country and her roles are today's, no others are kept.</param>
    /// <returns>
    /// In the documents' order; those that had no version in force are left out, and those for others that she never met.
    /// </returns>
    [Alias("then")]
    Task<ImmutableArray<DocumentThen>> Then(DateTimeOffset moment, GateReader reader);

    /// <summary>
    /// What the school's rules ask of her now, of every document that people like her are asked about; in the order of the
    /// documents, the one that prevails first. Computed from what is live; nothing is kept.
    /// </summary>
    [Alias("gates")]
    Task<ImmutableArray<ConsentGate>> Gates(GateReader reader);

    /// <summary>Records her answer to a purpose: yes, no, or no longer. Repeating it returns the first entry.</summary>
    /// <returns>
    /// The entry; or <see cref="PurposeErrors.NoSuchPurpose"/>, <see cref="PurposeErrors.VersionSuperseded"/> where it is not
    /// what she saw any more, <see cref="PurposeErrors.NoChoice"/>, <see cref="PurposeErrors.NotOffered"/>,
    /// <see cref="PurposeErrors.NothingToWithdraw"/>. Taking a consent back works whatever she saw.
    /// </returns>
    [Alias("answer_purpose")]
    Task<Outcome<ConsentEntry>> Answer(AnswerPurpose command);

    /// <summary>Where she stands with a purpose.</summary>
    /// <param name="purpose">The purpose as the school's register has it.</param>
    /// <param name="country">Her country, ISO 3166-1 alpha-2, or empty; her law can ask for her consent where the school does not.</param>
    [Alias("purpose_standing")]
    Task<PurposeStanding> Standing(Purpose purpose, string country);

    /// <summary>
    /// Notes that she is not of age until a moment: until then a guardian agrees for her, and what a guardian agreed to ends
    /// with it. Repeating it changes nothing.
    /// </summary>
    [Alias("guard")]
    Task Guard(DateTimeOffset until);

    /// <summary>Until when a guardian agrees for her, UTC; null where she does so herself.</summary>
    [Alias("guarded_until")]
    Task<DateTimeOffset?> GuardedUntil();

    /// <summary>What her receipts call her, the same in all of them: 128 random bits, lower-case hex. Made on first need.</summary>
    [Alias("pseudonym")]
    Task<string> Pseudonym();

    /// <summary>Where the consent of a receipt stands; <see cref="ConsentNow.Unknown"/> where the receipt is not hers.</summary>
    [Alias("now")]
    Task<ConsentNow> Now(string pseudonym, int number, string hash);
}

/// <summary>What was on the screen, and what it binds to.</summary>
/// <param name="Document">The document.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Language">Language shown.</param>
/// <param name="ShownHash">Hash of the text shown, as rendered (translated sections and stand-ins together).</param>
/// <param name="BindingLanguage">The language that binds; equals <paramref name="Language"/> where only one exists.</param>
/// <param name="BindingHash">Hash of the binding text; null while it is missing (M02, T01).</param>
[GenerateSerializer, Immutable, Alias("consent.shown_text")]
public sealed record ShownText(
    Id<Document> Document, int Version, string Language, string ShownHash, string BindingLanguage, string? BindingHash);

/// <param name="Mode">What happened: use, box or button. What kind of consent it is follows from that.</param>
/// <param name="ControlId">The control used; empty for use.</param>
/// <param name="ControlLabel">Its words, as shown.</param>
/// <param name="FieldsPresent">The required fields that were filled.</param>
/// <param name="Surface">Where: a path of the site.</param>
/// <param name="Explicit">The control's only aim was this consent, and its words said what is consented to.</param>
[GenerateSerializer, Immutable, Alias("consent.accept")]
public sealed record AcceptDocument(
    ShownText Shown,
    AcceptanceMode Mode,
    string ControlId,
    string ControlLabel,
    ImmutableArray<string> FieldsPresent,
    string Surface,
    bool Explicit);

/// <summary>Controls of our own that entries name.</summary>
public static class ConsentControls
{
    /// <summary>Global Privacy Control, the header <c>Sec-GPC: 1</c>: set in a browser, not on a page.</summary>
    public const string Signal = "sec-gpc";
}

/// <summary>What an entry records.</summary>
public enum ConsentAct
{
    /// <summary>A text was put before the person (dpv:NoticeCommunicated).</summary>
    NoticeServed = 1,

    /// <summary>She accepted it (dpv:ConsentGiven).</summary>
    Accepted = 2,

    /// <summary>She was asked and did not (dpv:ConsentRefused).</summary>
    Refused = 3,

    /// <summary>She took it back (dpv:ConsentWithdrawn).</summary>
    Withdrawn = 4,
}

/// <summary>The kind of consent, in DPV's words. Derived from what happened, never chosen.</summary>
public enum ConsentType
{
    /// <summary>No consent: a notice, a refusal.</summary>
    None = 1,

    /// <summary>By use: unlocks no purpose that needs an act (dpv:ImpliedConsent).</summary>
    Implied = 2,

    /// <summary>By an act with another main aim (dpv:ExpressedConsent).</summary>
    Expressed = 3,

    /// <summary>By an act whose only aim was this (dpv:ExplicitlyExpressedConsent).</summary>
    ExplicitlyExpressed = 4,
}

/// <summary>One line of the ledger.</summary>
/// <param name="Number">From 1; a receipt's number.</param>
/// <param name="Act">What happened.</param>
/// <param name="Type">What kind of consent it was.</param>
/// <param name="Mode">By what: use, box or button.</param>
/// <param name="Shown">The text it is about.</param>
/// <param name="ControlId">The control used; empty for none.</param>
/// <param name="ControlLabel">Its words, as shown.</param>
/// <param name="FieldsPresent">The required fields that were filled.</param>
/// <param name="Surface">Where: a path of the site.</param>
/// <param name="Actor">Who: a person's id, or <c>guardian:…</c> with hers.</param>
/// <param name="NoticeNumber">The entry that served the notice this act answers; 0 where none.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Previous">Hash of the entry before; empty for the first.</param>
/// <param name="Hash">SHA-256 over all the above, <paramref name="Previous"/>, the purpose and the right to act, lower-case hex.</param>
/// <param name="Purpose">The purpose it is about; null for a document. Then <paramref name="Shown"/> is the purpose's words.</param>
/// <param name="Behalf">By what right somebody else acted for her; null where she acted herself, and for the software.</param>
[GenerateSerializer, Immutable, Alias("consent.entry"), PersonalData(DataCategory.Consents)]
public sealed record ConsentEntry(
    int Number,
    ConsentAct Act,
    ConsentType Type,
    AcceptanceMode Mode,
    ShownText Shown,
    string ControlId,
    string ControlLabel,
    ImmutableArray<string> FieldsPresent,
    string Surface,
    string Actor,
    int NoticeNumber,
    DateTimeOffset At,
    string Previous,
    string Hash,
    PurposeShown? Purpose = null,
    OnBehalf? Behalf = null)
{
    /// <summary>The binding text was missing when this was recorded (T01).</summary>
    public bool AuthoritativeMissing => Shown.BindingHash is null;
}

/// <summary>What the rules ask of a person now.</summary>
public enum GateDemand
{
    /// <summary>Nothing.</summary>
    Nothing = 1,

    /// <summary>Show the notice of this version; it has not been served.</summary>
    ServeNotice = 2,

    /// <summary>The notice was served: this use accepts it.</summary>
    RecordUse = 3,

    /// <summary>Ask; let nothing else pass until she answers.</summary>
    Ask = 4,
}

/// <summary>Whom a school asks.</summary>
/// <param name="Country">Her country, ISO 3166-1 alpha-2, or empty; for rules by jurisdiction.</param>
/// <param name="Roles">What she is here; decides which documents are for her.</param>
/// <param name="Joined">When her account was made, UTC.</param>
[GenerateSerializer, Immutable, Alias("consent.gate_reader")]
public sealed record GateReader(string Country, ImmutableArray<People.Role> Roles, DateTimeOffset Joined);

/// <param name="Version">The version in force; 0 where none is published.</param>
/// <param name="Known">The newest version she was served or accepted before; 0 for none.</param>
/// <param name="Head">The version's head, for the notice; null where nothing is asked.</param>
/// <param name="Document">The document it is about.</param>
/// <param name="Refused">The last thing she did about it, this version or a newer one, was to refuse it or to withdraw.</param>
[GenerateSerializer, Immutable, Alias("consent.gate")]
public sealed record ConsentGate(
    GateDemand Demand,
    int Version,
    int Known,
    Policies.PolicyVersionHead? Head,
    Id<Document> Document = default,
    bool Refused = false);
