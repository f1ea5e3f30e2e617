using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Tenancy;

/// <summary>Rules to start a school with: five kinds of policy as schools really have them, and a cautious one.</summary>
/// <remarks>
/// None carries a <see cref="LanguageRule.Confirmed"/>: which language prevails is confirmed by a person of the school
/// (T03). What a text leaves open is filled with the default of the privacy decisions.
/// </remarks>
public static class RulesPresets
{
    /// <summary>
    /// Translations are for convenience and one language prevails; use accepts, as far as the reader's law lets it;
    /// significant changes are mailed with a summary (M01, M04, M44, M46).
    /// </summary>
    /// <param name="authoritative">BCP 47 tag of the language that prevails: <c>fa-AF</c>.</param>
    public static SchoolRules ConvenienceTranslations(string authoritative) => new()
    {
        PolicyLanguage = new(
            authoritative, Precedence.AuthoritativePrevails, MissingAction.PublishWithWarning, StaleAction.Banner, Confirmed: null),
        Acceptance = new(AcceptanceMode.ContinuedUse, ""),
        SignUpFields = [SignUpField.Email, SignUpField.Password],
        InstructorFields = [SignUpField.Name],
        Change = new(
            ChangeTreatment.Notice,
            ChangeTreatment.NoticeAndMail,
            ByJurisdiction: true,
            NewPurposeNeedsAct: false,
            EffectiveDateRequired: false,
            SummaryRequired: true),
    };

    /// <summary>
    /// Use accepts; every version has its effective date; changes are shown prominently, significant ones are mailed;
    /// cookies are the browser's matter (T16, B32).
    /// </summary>
    public static SchoolRules DatedChanges { get; } = new()
    {
        Acceptance = new(AcceptanceMode.ContinuedUse, ""),
        SignUpFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password],
        Change = new(
            ChangeTreatment.Notice,
            ChangeTreatment.NoticeAndMail,
            ByJurisdiction: false,
            NewPurposeNeedsAct: false,
            EffectiveDateRequired: true,
            SummaryRequired: false),
        SmallestGroup = 10,
        Cookies = new(CookieControl.Browser, CookieConsent.None, UnknownVisitor.SchoolCountry),
    };

    /// <summary>
    /// A box that starts empty or a named button gives consent; changes are posted and use accepts them, a new purpose
    /// asks again; only adults of their country; a representative acts with a mandate that staff have seen; who does not agree
    /// keeps the public part; use agrees to cookies (E07, E33, E59, E60, T25, T27).
    /// </summary>
    public static SchoolRules ExplicitConsent { get; } = new()
    {
        Acceptance = new(AcceptanceMode.CheckboxOrButton, "I consent to the processing of personal data"),
        SignUpFields = [SignUpField.FirstName, SignUpField.Email, SignUpField.Mobile, SignUpField.Password],
        Change = new(
            ChangeTreatment.Notice,
            ChangeTreatment.Notice,
            ByJurisdiction: false,
            NewPurposeNeedsAct: true,
            EffectiveDateRequired: false,
            SummaryRequired: false),
        Age = new(AgeBasis.MajorityByCountry, 0),
        Refusal = RefusalAction.PartialFunctions,
        Cookies = new(CookieControl.Browser, CookieConsent.ByUse, UnknownVisitor.SchoolCountry),
        LawfulBases = [LawfulBasis.Consent, LawfulBasis.Contract, LawfulBasis.LegalObligation],
        ForbiddenCategories = [DataCategory.Biometric, DataCategory.Genetic],
        Representatives = RepresentativeRule.Recorded,
    };

    /// <summary>The policy is there to be read: nothing is accepted, and nobody is told of changes (Q03, Q18).</summary>
    public static SchoolRules NoticeOnly { get; } = new()
    {
        Acceptance = new(AcceptanceMode.None, ""),
        SignUpFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password],
        Change = new(
            ChangeTreatment.Nothing,
            ChangeTreatment.Nothing,
            ByJurisdiction: false,
            NewPurposeNeedsAct: false,
            EffectiveDateRequired: false,
            SummaryRequired: false),
    };

    /// <summary>
    /// The terms stand above the policy; use accepts; the reader's law decides what a change asks; adults only
    /// (N04, N30).
    /// </summary>
    public static SchoolRules TermsAbovePolicy { get; } = new()
    {
        PolicyLanguage = new(
            "", Precedence.OtherDocumentPrevails, MissingAction.PublishWithWarning, StaleAction.Banner, Confirmed: null, "terms"),
        Acceptance = new(AcceptanceMode.ContinuedUse, "you agree and expressly consent"),
        SignUpFields =
            [SignUpField.Name, SignUpField.UserName, SignUpField.Country, SignUpField.Email, SignUpField.Password],
        Change = new(
            ChangeTreatment.Nothing,
            ChangeTreatment.Nothing,
            ByJurisdiction: true,
            NewPurposeNeedsAct: false,
            EffectiveDateRequired: false,
            SummaryRequired: false),
        Age = new(AgeBasis.Fixed, 18),
        Cookies = new(CookieControl.Browser, CookieConsent.None, UnknownVisitor.SchoolCountry),
        LawfulBases = [LawfulBasis.Consent, LawfulBasis.Contract, LawfulBasis.LegalObligation, LawfulBasis.LegitimateInterest],
    };

    /// <summary>
    /// For a school whose policy says nothing yet: a box that starts empty, no publishing without the text that binds, an
    /// effective date and a summary with every significant change, which asks again; from 16 years (GDPR Art. 7 and 8).
    /// </summary>
    /// <param name="label">The words beside the box, in the school's language.</param>
    public static SchoolRules Cautious(string label) => new()
    {
        PolicyLanguage = new("", Precedence.OnlyOne, MissingAction.BlockPublish, StaleAction.ShowAuthoritative, Confirmed: null),
        Acceptance = new(AcceptanceMode.Checkbox, label),
        SignUpFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password],
        Change = new(
            ChangeTreatment.NoticeAndMail,
            ChangeTreatment.AskAgain,
            ByJurisdiction: false,
            NewPurposeNeedsAct: true,
            EffectiveDateRequired: true,
            SummaryRequired: true),
        Age = new(AgeBasis.Fixed, 16),
    };
}
