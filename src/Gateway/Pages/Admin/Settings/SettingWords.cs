using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Admin.Rules;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Settings;

/// <summary>Settings and their values as an admin reads them: in the words of the page where she answers the questions.</summary>
internal static class SettingWords
{
    // A question's texts: its own, and the start of its answers'.
    private static readonly ImmutableDictionary<string, (string Name, string Answers)> Questions =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["policy.authoritativeLanguage"] = ("admin.policy_authoritative", ""),
            ["policy.precedence"] = ("admin_rules.precedence", "precedence"),
            ["policy.prevailingDocument"] = ("admin_rules.document", ""),
            ["policy.onAuthoritativeMissing"] = ("admin_rules.missing", "missing"),
            ["policy.onTranslationStale"] = ("admin_rules.stale", "stale"),
            ["acceptance.initial.mode"] = ("admin_rules.acceptance", "acceptance"),
            ["acceptance.label"] = ("admin_rules.label", ""),
            ["acceptance.refusal"] = ("admin_rules.refusal", "refusal"),
            ["acceptance.onChange"] = ("admin_rules.by_jurisdiction", ""),
            ["change.any.channels"] = ("admin_rules.ordinary", "treatment"),
            ["change.significant.channels"] = ("admin_rules.significant", "treatment"),
            ["notice.quietHours"] = ("admin_rules.quiet", ""),
            ["change.significant.summaryRequired"] = ("admin_rules.summary_required", ""),
            ["change.newPurpose.needsAct"] = ("admin_rules.new_purpose", ""),
            ["version.effectiveDate"] = ("admin_rules.date_required", ""),
            ["publish.approval"] = ("admin_rules.approval", "approval"),
            ["registration.required.student"] = ("admin_settings.sign_up_fields", "field"),
            ["registration.required.instructor"] = ("admin_rules.instructor_fields", "field"),
            ["age.basis"] = ("admin_rules.age", "age"),
            ["age.minimum"] = ("admin_rules.age_years", ""),
            ["age.action"] = ("admin_rules.minor", "minor"),
            ["guardian.wait"] = ("admin_rules.guardian_days", ""),
            ["representative.acts"] = ("admin_rules.representatives", "representatives"),
            ["signUp.purposes"] = ("admin_rules.sign_up_purposes", ""),
            ["cookies.control"] = ("admin_rules.cookie_control", "cookie_control"),
            ["cookies.consent"] = ("admin_rules.cookie_consent", "cookie_consent"),
            ["cookies.unknownVisitor"] = ("admin_rules.cookie_unknown", "cookie_unknown"),
            ["thirdParty.embeds"] = ("admin_rules.embeds", "embed"),
            ["purpose.lawfulBases"] = ("admin_settings.lawful_bases", "basis"),
            ["field.forbidden"] = ("admin_settings.forbidden_categories", "category"),
            ["visibility.instructor.deny"] = ("admin_settings.hidden_from_instructors", "field"),
            ["analytics.minCohort"] = ("admin_settings.smallest_group", ""),
        }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, ChangeTreatment> Treatments =
        new Dictionary<string, ChangeTreatment>(StringComparer.Ordinal)
        {
            [""] = ChangeTreatment.Nothing,
            ["inProduct"] = ChangeTreatment.Notice,
            ["inProduct,email"] = ChangeTreatment.NoticeAndMail,
            ["act"] = ChangeTreatment.AskAgain,
        }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>A clause as its file says it; that there is none, in the reader's language.</summary>
    public static string Clause(string clause, Texts texts) =>
        ClauseReference.IsDefault(clause) ? texts["admin_settings.by_default"] : clause;

    /// <summary>What the setting is about; a floor in a whole sentence.</summary>
    public static string Name(PrivacySetting setting, Texts texts) => setting.Floor is null
        ? texts[Questions[setting.Path].Name]
        : texts[$"admin_settings.floor_{Snake(setting.Path)}"];

    /// <summary>A value in words.</summary>
    public static string Value(PrivacySetting setting, string value, Texts texts) => setting.Kind switch
    {
        SettingKind.Flag => texts[value == "true" ? "common.yes" : "common.no"],
        SettingKind.Number when setting.Path is "analytics.minCohort" => Numbers.Whole(int.Parse(value, CultureInfo.InvariantCulture), texts.Language),
        SettingKind.Number when value is not "0" => texts.Format("admin_settings.years", ("years", int.Parse(value, CultureInfo.InvariantCulture))),
        SettingKind.Language when value.Length > 0 => texts.LanguageName(value),
        SettingKind.Text when setting.Path is "guardian.wait" => PurposeWords.Period(value, texts),
        SettingKind.Text when value.Length > 0 => value,
        SettingKind.Number or SettingKind.Language or SettingKind.Text => texts["admin_settings.nothing_stated"],
        SettingKind.Items or SettingKind.Channels when value.Length == 0 && !IsTreatment(setting) => texts["admin_settings.nothing_stated"],
        SettingKind.Items or SettingKind.Channels when !IsTreatment(setting) =>
            string.Join(texts["admin_settings.comma"] + " ", PrivacySetting.Split(value).Select(item => Item(setting, item, texts))),
        SettingKind.Channels => texts[RulesInWords.Key("treatment", Treatments[value])],
        _ when Questions[setting.Path].Answers is { Length: > 0 } question => texts[$"admin_rules.{question}_{Snake(value)}"],
        _ => texts[value is "required" or "byJurisdiction" ? "common.yes" : "common.no"],
    };

    /// <summary>What the software does with a value; null where the value says it all.</summary>
    public static string? Does(PrivacySetting setting, string value, Texts texts)
    {
        var key = setting.Kind switch
        {
            SettingKind.Channels when IsTreatment(setting) => RulesInWords.Key("treatment", Treatments[value]) + "_does",
            SettingKind.Choice when Questions[setting.Path].Answers is { Length: > 0 } question => $"admin_rules.{question}_{Snake(value)}_does",
            SettingKind.Flag or SettingKind.Choice when setting.Floor is null && value is "true" or "required" or "byJurisdiction" =>
                Questions[setting.Path].Name + "_hint",
            _ => null,
        };

        return key is null ? null : texts[key];
    }

    private static bool IsTreatment(PrivacySetting setting) => Questions[setting.Path].Answers is "treatment";

    private static string Item(PrivacySetting setting, string item, Texts texts) => Questions[setting.Path].Answers switch
    {
        "basis" => texts[$"purpose.basis_{Snake(item)}"],
        "category" => texts[$"purpose.category_{Snake(item)}"],
        var question => Field(question, item, texts),
    };

    private static string Field(string question, string item, Texts texts) => item switch
    {
        "email" => texts["sign_up.email"],
        "password" => texts["sign_up.password"],
        _ => texts[$"admin_rules.{question}_{Snake(item)}"],
    };

    private static string Snake(string path) => string.Concat(path.Select(letter =>
        letter == '.' ? "_" : char.IsAsciiLetterUpper(letter) ? "_" + char.ToLowerInvariant(letter) : letter.ToString()));
}
