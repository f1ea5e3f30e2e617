using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Tenancy;

/// <summary>What a school's own policy asks of the software: the school's layer of its settings.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.school_rules")]
public sealed record SchoolRules
{
    /// <summary>Which language binds, and what a missing or stale text means.</summary>
    [Id(0)] public LanguageRule PolicyLanguage { get; init; } = new("", Precedence.OnlyOne, MissingAction.PublishWithWarning, StaleAction.Banner, null);

    /// <summary>How a person comes to accept the policy at first.</summary>
    [Id(1)] public AcceptanceRule Acceptance { get; init; } = new(AcceptanceMode.None, "");

    /// <summary>What sign-up asks for, in order; e-mail and password are always among them.</summary>
    [Id(2)] public ImmutableArray<SignUpField> SignUpFields { get; init; } = [SignUpField.Email, SignUpField.Password];

    /// <summary>What is asked of an instructor on top.</summary>
    [Id(3)] public ImmutableArray<SignUpField> InstructorFields { get; init; } = [];

    /// <summary>What a new version of the policy means for those who know an older one.</summary>
    [Id(4)] public ChangeRule Change { get; init; } = new(ChangeTreatment.Nothing, ChangeTreatment.Nothing, false, false, false, false);

    /// <summary>How old one has to be.</summary>
    [Id(5)] public AgeRule Age { get; init; } = new(AgeBasis.None, 0);

    /// <summary>Who may use the school without agreeing, and what happens to a person who does not agree.</summary>
    [Id(6)] public RefusalAction Refusal { get; init; } = RefusalAction.StopUsing;

    /// <summary>When no notice goes out by mail, in the school's zone: <c>21:00-08:00</c>; empty for never.</summary>
    [Id(40)] public string QuietHours { get; init; } = "";

    /// <summary>The e-mail addresses of students are shown to who runs the school and not to who teaches (M21).</summary>
    [Id(41)] public bool HidesAddressesFromInstructors { get; init; } = true;

    /// <summary>Figures about fewer students than this are not shown (B09); at least <see cref="LeastSmallestGroup"/>.</summary>
    [Id(42)] public int SmallestGroup { get; init; } = LeastSmallestGroup;

    /// <summary>No school shows figures about fewer students than these.</summary>
    public const int LeastSmallestGroup = 5;

    /// <summary>Where its policy says so, by the setting's path: <c>acceptance.label</c> → <c>4.1</c>; or why a default holds.</summary>
    [Id(7)] public ImmutableDictionary<string, string> Clauses { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What its purposes may rest on, in the enum's order (N07, E47).</summary>
    [Id(20)] public ImmutableArray<LawfulBasis> LawfulBases { get; init; } = [.. Enum.GetValues<LawfulBasis>()];

    /// <summary>Categories of data that no purpose may name, in the enum's order (E11).</summary>
    [Id(21)] public ImmutableArray<DataCategory> ForbiddenCategories { get; init; } = [];

    /// <summary>How people decide about cookies that the site can do without.</summary>
    [Id(25)] public CookieRule Cookies { get; init; } = new(CookieControl.Banner, CookieConsent.OptIn, UnknownVisitor.SchoolCountry);

    /// <summary>Others whose videos a page may show after a click; of anybody else's there is a link (M29).</summary>
    [Id(26)] public ImmutableArray<EmbedProvider> Embeds { get; init; } = [];

    /// <summary>Which documents there are, whom they are for, and which prevails. Only arranging documents changes it.</summary>
    [Id(30)] public DocumentSet Documents { get; init; } = new();

    /// <summary>Whether one person alone can publish a version.</summary>
    [Id(35)] public PublishApproval Approval { get; init; } = PublishApproval.None;

    /// <summary>What happens under the age that <see cref="Age"/> asks for, where it is asked by date of birth (N30, E49).</summary>
    [Id(45)] public GuardianRule Guardians { get; init; } = new(MinorAction.Refuse, WaitDays: 14);

    /// <summary>Purposes that rest on consent and are offered on the sign-up form, each with a box of its own.</summary>
    [Id(46)] public ImmutableArray<Id<Purpose>> SignUpPurposes { get; init; } = [];

    /// <summary>Whether somebody with a mandate acts for another (E33).</summary>
    [Id(47)] public RepresentativeRule Representatives { get; init; } = RepresentativeRule.None;
}

/// <summary>Which text binds when several languages differ.</summary>
public enum Precedence
{
    /// <summary>There is one language, so nothing can differ.</summary>
    OnlyOne = 1,

    /// <summary>The authoritative language's text prevails; others are for convenience (M01).</summary>
    AuthoritativePrevails = 2,

    /// <summary>Several languages, and the school has not said which prevails.</summary>
    NotStated = 3,

    /// <summary>Another document stands above this one (11classes: the Terms).</summary>
    OtherDocumentPrevails = 4,
}

/// <summary>What a missing authoritative text means (M02).</summary>
public enum MissingAction
{
    /// <summary>Published with a banner; records carry no binding hash.</summary>
    PublishWithWarning = 1,

    /// <summary>Published, but nobody can accept it, so nobody can sign up.</summary>
    BlockAcceptance = 2,

    /// <summary>Not published at all.</summary>
    BlockPublish = 3,
}

/// <summary>What a translation made from an older authoritative section means.</summary>
public enum StaleAction
{
    /// <summary>The translation stays, marked.</summary>
    Banner = 1,

    /// <summary>The authoritative section stands in its place, marked.</summary>
    ShowAuthoritative = 2,

    /// <summary>As <see cref="Banner"/>, and nobody can accept it in that language.</summary>
    BlockAcceptance = 3,
}

/// <summary>A decision somebody made, and when. Precedence is confirmed by a person, never read from a text (T03).</summary>
/// <param name="By">Who: a person's id, <c>operator:…</c>, <c>key:…</c>. A school's admins read <c>operator</c>.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("tenancy.confirmation")]
public sealed record Confirmation(string By, DateTimeOffset At);

/// <param name="Authoritative">BCP 47 tag of the language that binds; empty until chosen.</param>
/// <param name="Confirmed">Who set the precedence, and when; null until confirmed.</param>
/// <param name="PrevailingDocument">The document above this one, for <see cref="Precedence.OtherDocumentPrevails"/>.</param>
[GenerateSerializer, Immutable, Alias("tenancy.language_rule")]
public sealed record LanguageRule(
    string Authoritative,
    Precedence Precedence,
    MissingAction OnMissing,
    StaleAction OnStale,
    Confirmation? Confirmed,
    string? PrevailingDocument = null)
{
    /// <summary>The text that binds; where it is missing the first of the others, and null where there is none.</summary>
    internal PolicyText? TextOf(IReadOnlyDictionary<string, PolicyText> texts) => texts.GetValueOrDefault(Authoritative)
        ?? texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => text.Value).FirstOrDefault();
}

/// <summary>How a person comes to accept a document.</summary>
public enum AcceptanceMode
{
    /// <summary>Not at all: the notice is served, nothing is accepted (Q18).</summary>
    None = 1,

    /// <summary>The notice is served first; the first use after it accepts (M04). Browsewrap: implied, no more.</summary>
    ContinuedUse = 2,

    /// <summary>A box that starts empty (E07). Clickwrap.</summary>
    Checkbox = 3,

    /// <summary>A button whose label says so, with its required fields filled.</summary>
    Button = 4,

    /// <summary>Either the box or the named button (E07, T25).</summary>
    CheckboxOrButton = 5,
}

/// <param name="Label">The control's own words, as the policy gives them; kept in every record as evidence.</param>
[GenerateSerializer, Immutable, Alias("tenancy.acceptance_rule")]
public sealed record AcceptanceRule(AcceptanceMode Mode, string Label);

/// <summary>What a sign-up form can ask for.</summary>
public enum SignUpField
{
    /// <summary>E-mail address.</summary>
    Email = 1,

    /// <summary>Password.</summary>
    Password = 2,

    /// <summary>Full name, in one field.</summary>
    Name = 3,

    /// <summary>First name.</summary>
    FirstName = 4,

    /// <summary>A name to sign in and be seen by, unique in the school.</summary>
    UserName = 5,

    /// <summary>Mobile number, E.164 after normalisation.</summary>
    Mobile = 6,

    /// <summary>Country of residence, ISO 3166-1 alpha-2.</summary>
    Country = 7,
}

/// <summary>What a new version means for a person who knows an older one. In order of weight.</summary>
public enum ChangeTreatment
{
    /// <summary>Nothing is sent or shown; the history is public (Q03).</summary>
    Nothing = 1,

    /// <summary>A prominent notice with the summary on her next page; use after it accepts where use accepts.</summary>
    Notice = 2,

    /// <summary>The notice, and a mail.</summary>
    NoticeAndMail = 3,

    /// <summary>She is asked, and goes on only after an act of hers.</summary>
    AskAgain = 4,
}

/// <param name="Ordinary">For an ordinary change. An editorial one is never announced.</param>
/// <param name="Significant">For a significant one.</param>
/// <param name="ByJurisdiction">The reader's law may ask for more (N04, M46): the jurisdiction profiles say what.</param>
/// <param name="NewPurposeNeedsAct">A new purpose asks again, whatever else (T27).</param>
/// <param name="EffectiveDateRequired">Publishing waits for an effective date (T16).</param>
/// <param name="SummaryRequired">A significant version needs a summary of changes (M44).</param>
[GenerateSerializer, Immutable, Alias("tenancy.change_rule")]
public sealed record ChangeRule(
    ChangeTreatment Ordinary,
    ChangeTreatment Significant,
    bool ByJurisdiction,
    bool NewPurposeNeedsAct,
    bool EffectiveDateRequired,
    bool SummaryRequired);

/// <summary>What an age limit rests on.</summary>
public enum AgeBasis
{
    /// <summary>No limit stated.</summary>
    None = 1,

    /// <summary>A number of years; younger people are refused and nothing about them is kept (N30).</summary>
    Fixed = 2,

    /// <summary>The age of majority of the country the person names; asked as a declaration (E, 2.1 and 8.1).</summary>
    MajorityByCountry = 3,

    /// <summary>The same, asked by country and date of birth and reckoned by that country's law of the day (E02).</summary>
    MajorityByBirthDate = 4,
}

/// <param name="Years">For <see cref="AgeBasis.Fixed"/>: the youngest age admitted.</param>
[GenerateSerializer, Immutable, Alias("tenancy.age_rule")]
public sealed record AgeRule(AgeBasis Basis, int Years);

/// <summary>What a person who does not agree can do.</summary>
public enum RefusalAction
{
    /// <summary>Stop: export what is hers, then close the account (M04).</summary>
    StopUsing = 1,

    /// <summary>Go on with the public part.</summary>
    PartialFunctions = 2,
}

/// <summary>Where people decide about cookies. In order of weight.</summary>
public enum CookieControl
{
    /// <summary>In their browser, and on the page of cookies; no banner (B32).</summary>
    Browser = 1,

    /// <summary>In a banner, until they have answered, and on the page of cookies.</summary>
    Banner = 2,
}

/// <summary>What lets a cookie be set that the site can do without. In order of weight.</summary>
public enum CookieConsent
{
    /// <summary>Nothing is asked: it is set until somebody turns it off.</summary>
    None = 1,

    /// <summary>Use after the notice, recorded as implied (E59). What cannot be recorded is not assumed.</summary>
    ByUse = 2,

    /// <summary>An act (Directive 2002/58/EC, Art. 5(3); GDPR Art. 4(11)).</summary>
    OptIn = 3,
}

/// <summary>Which law a visitor has whose country is not known. In order of weight.</summary>
public enum UnknownVisitor
{
    /// <summary>That of the school's country.</summary>
    SchoolCountry = 1,

    /// <summary>The strictest there is: a banner, and nothing without an act.</summary>
    Strictest = 2,
}

/// <param name="Control">Where people decide.</param>
/// <param name="Consent">What lets a cookie be set.</param>
/// <param name="Unknown">What holds for a visitor whose country is not known.</param>
[GenerateSerializer, Immutable, Alias("tenancy.cookie_rule")]
public sealed record CookieRule(CookieControl Control, CookieConsent Consent, UnknownVisitor Unknown)
{
    /// <summary>The rule for somebody whose country is known, or not.</summary>
    public CookieRule For(bool isKnown) => !isKnown && Unknown == UnknownVisitor.Strictest
        ? this with { Control = CookieControl.Banner, Consent = CookieConsent.OptIn }
        : this;
}

/// <summary>Somebody else whose videos a page can show.</summary>
public enum EmbedProvider
{
    /// <summary>youtube-nocookie.com, of Google.</summary>
    YouTube = 1,

    /// <summary>vimeo.com.</summary>
    Vimeo = 2,

    /// <summary>aparat.com.</summary>
    Aparat = 3,
}
