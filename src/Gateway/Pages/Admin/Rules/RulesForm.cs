using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Rules;

/// <summary>What a school's policy asks of the software, as answered on the form.</summary>
/// <param name="Revision">The school's revision that the form was filled from.</param>
/// <param name="Rules">The answers; <see cref="LanguageRule.Confirmed"/> is left as it was.</param>
/// <param name="Confirms">She confirms which language prevails, now.</param>
public sealed record RulesForm(int Revision, SchoolRules Rules, bool Confirms)
{
    public const int LongestLabel = 200;

    /// <summary>What sign-up can ask for beside e-mail and password.</summary>
    public static ImmutableArray<SignUpField> Optional { get; } =
        [SignUpField.Name, SignUpField.FirstName, SignUpField.UserName, SignUpField.Mobile, SignUpField.Country];

    /// <summary>What an instructor can be asked for on top.</summary>
    public static ImmutableArray<SignUpField> OfInstructors { get; } =
        [SignUpField.Name, SignUpField.FirstName, SignUpField.Mobile, SignUpField.Country];

    internal static RulesForm Of(School school) => new(school.Revision, school.Rules, Confirms: false);

    /// <param name="now">The rules in use: what a form leaves unsaid stays as it is.</param>
    internal static RulesForm Read(IFormCollection form, SchoolRules now)
    {
        var authoritative = form.Line("authoritative", 35);
        var asked = form.Choices<SignUpField>("sign_up_fields").Intersect(Optional).ToList();

        var rules = now with
        {
            PolicyLanguage = new LanguageRule(
                LanguageTag.TryCanonical(authoritative, out var canonical, out _) ? canonical : authoritative,
                form.Choice<Precedence>("precedence") ?? now.PolicyLanguage.Precedence,
                form.Choice<MissingAction>("on_missing") ?? now.PolicyLanguage.OnMissing,
                form.Choice<StaleAction>("on_stale") ?? now.PolicyLanguage.OnStale,
                now.PolicyLanguage.Confirmed,
                Id<Document>.TryParse(form.Line("prevailing_document", 64), out var above) ? above.Value : null),
            Acceptance = new(
                form.Choice<AcceptanceMode>("acceptance") ?? now.Acceptance.Mode,
                form.Line("acceptance_label", LongestLabel)),
            SignUpFields = Ordered(now.SignUpFields, [.. asked, SignUpField.Email, SignUpField.Password]),
            InstructorFields =
                Ordered(now.InstructorFields, [.. form.Choices<SignUpField>("instructor_fields").Intersect(OfInstructors)]),
            Change = new(
                form.Choice<ChangeTreatment>("ordinary") ?? now.Change.Ordinary,
                form.Choice<ChangeTreatment>("significant") ?? now.Change.Significant,
                form.Ticked("by_jurisdiction"),
                form.Ticked("new_purpose"),
                form.Ticked("date_required"),
                form.Ticked("summary_required")),
            Age = Age(form, now.Age),
            Guardians = new(
                form.Choice<MinorAction>("minor") ?? now.Guardians.Action,
                FormText.First(form, "guardian_days") is { Length: > 0 } ? form.Number("guardian_days") : now.Guardians.WaitDays),
            Representatives = form.Choice<RepresentativeRule>("representatives") ?? now.Representatives,
            SignUpPurposes = FormText.First(form, "purposes_asked") is "1"
                ? [.. form["sign_up_purposes"].Where(key => key is not null && Id<Purpose>.TryParse(key, out _)).Select(key => Id<Purpose>.Parse(key!)).Distinct()]
                : now.SignUpPurposes,
            Approval = form.Choice<PublishApproval>("approval") ?? now.Approval,
            Refusal = form.Choice<RefusalAction>("refusal") ?? now.Refusal,
            QuietHours = Quiet(form.Line("quiet_from", 5), form.Line("quiet_to", 5)),
            Clauses = ImmutableDictionary<string, string>.Empty,
        };

        return new(form.Number("revision"), rules, form.Ticked("confirm"));
    }

    /// <summary>The rules to save; or what is missing, with the field to go to.</summary>
    /// <param name="now">The rules in use.</param>
    /// <param name="confirmation">Who saves, and when.</param>
    internal Outcome<SchoolRules> ToRules(SchoolRules now, Confirmation confirmation)
    {
        var language = Rules.PolicyLanguage;

        if (language.Authoritative.Length > 0 && !LanguageTag.TryCanonical(language.Authoritative, out _, out _))
            return Error.Invalid("admin_rules.language_bad", "Choose the language from the list.", "authoritative");

        if (language is { Precedence: Precedence.AuthoritativePrevails, Authoritative: "" })
            return Error.Invalid("admin_rules.language_missing", "Choose the language that prevails.", "authoritative");

        if (language is { Precedence: Precedence.OtherDocumentPrevails, PrevailingDocument: null })
            return Error.Invalid("admin_rules.document_missing", "Choose the document that stands above this one.", "prevailing_document");

        if (Rules.Acceptance is { Mode: AcceptanceMode.Checkbox or AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton, Label: "" })
            return Error.Invalid("admin_rules.label_missing", "Write the words of the box or button.", "acceptance_label");

        if (Rules.Age is { Basis: AgeBasis.Fixed, Years: < 1 or > 120 })
            return Error.Invalid("admin_rules.age_bad", "Write an age between 1 and 120 years.", "age_years");

        if (Rules.Guardians.WaitDays is < 1 or > 30)
            return Error.Invalid("admin_rules.guardian_days_bad", "Write a number of days from 1 to 30.", "guardian_days");

        if (Rules.Guardians.Action == MinorAction.Guardian && Rules.Age.Basis is not (AgeBasis.Fixed or AgeBasis.MajorityByBirthDate))
            return Error.Invalid("admin_rules.minor_age", "A guardian can be asked only where the date of birth is. Choose such a rule of age.", "minor");

        if (Rules.QuietHours.Length > 0 && !QuietHours.TryParse(Rules.QuietHours, out _))
            return Error.Invalid("admin_rules.quiet_bad", "Give both times of the quiet hours, and two different ones; or leave both empty.", "quiet_to");

        // What somebody confirmed is what it said then; another answer has to be confirmed again (T03).
        var same = language with { Confirmed = null, OnMissing = now.PolicyLanguage.OnMissing, OnStale = now.PolicyLanguage.OnStale }
            == now.PolicyLanguage with { Confirmed = null };
        var confirmed = Confirms ? confirmation : same ? now.PolicyLanguage.Confirmed : null;

        return (Rules with { PolicyLanguage = language with { Confirmed = confirmed } }).KeepingClauses(now);
    }

    // As they are stored; half of them stays half, to be asked for.
    private static string Quiet(string from, string to) =>
        from.Length + to.Length == 0 ? "" : $"{Digits.Normalise(from)}-{Digits.Normalise(to)}";

    private static AgeRule Age(IFormCollection form, AgeRule now)
    {
        var basis = form.Choice<AgeBasis>("age") ?? now.Basis;

        return new(basis, basis == AgeBasis.Fixed ? form.Number("age_years") : 0);
    }

    // The school's own order stays; what is new comes after it.
    private static ImmutableArray<SignUpField> Ordered(ImmutableArray<SignUpField> now, ImmutableArray<SignUpField> chosen) =>
        [.. now.Where(field => chosen.Contains(field)), .. chosen.Where(field => !now.Contains(field))];
}
