using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Rules;

/// <summary>What the software does under a school's rules, in sentences an admin can check against her policy.</summary>
internal static class RulesInWords
{
    /// <summary>All of it, in the order of the questions.</summary>
    public static ImmutableArray<string> Of(SchoolRules rules, Texts texts)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var language = rules.PolicyLanguage;

        words.Add(language.Precedence == Precedence.AuthoritativePrevails && language.Authoritative.Length > 0
            ? texts.Format("admin_rules.says_prevails", ("language", texts.LanguageName(language.Authoritative)))
            : texts[Key("precedence", language.Precedence) + "_does"]);

        if (language.Precedence == Precedence.AuthoritativePrevails)
        {
            words.Add(texts[Key("missing", language.OnMissing) + "_does"]);
            words.Add(texts[Key("stale", language.OnStale) + "_does"]);
        }

        words.Add(texts[Key("acceptance", rules.Acceptance.Mode) + "_does"]);
        words.Add(texts.Format("admin_rules.says_ordinary", ("what", texts[Key("treatment", rules.Change.Ordinary) + "_does"])));
        words.Add(texts.Format("admin_rules.says_significant", ("what", texts[Key("treatment", rules.Change.Significant) + "_does"])));

        if (rules.QuietHours.Length > 0)
            words.Add(texts.Format("admin_rules.says_quiet", ("hours", rules.QuietHours)));

        AddIf(rules.Change.ByJurisdiction, "admin_rules.by_jurisdiction_hint");
        AddIf(rules.Change.NewPurposeNeedsAct, "admin_rules.new_purpose_hint");
        AddIf(rules.Change.EffectiveDateRequired, "admin_rules.date_required_hint");
        AddIf(rules.Change.SummaryRequired, "admin_rules.summary_required_hint");

        AddIf(rules.Approval == PublishApproval.SecondPerson, "admin_rules.approval_second_person_does");

        words.Add(rules.Guardians.Action == MinorAction.Guardian
            ? texts[Key("minor", rules.Guardians.Action) + "_does"]
            : rules.Age.Basis == AgeBasis.Fixed
            ? texts.Format("admin_rules.says_age", ("years", rules.Age.Years))
            : texts[Key("age", rules.Age.Basis) + "_does"]);

        if (rules.Representatives != RepresentativeRule.None)
            words.Add(texts[Key("representatives", rules.Representatives) + "_does"]);

        words.Add(texts[Key("refusal", rules.Refusal) + "_does"]);

        return words.ToImmutable();

        void AddIf(bool applies, string key)
        {
            if (applies)
                words.Add(texts[key]);
        }
    }

    /// <summary>What publishing a version of a class does to people who know an older one.</summary>
    public static string OfPublishing(SchoolRules rules, ChangeClass change, Texts texts) => change switch
    {
        ChangeClass.Editorial => texts["admin_rules.treatment_nothing_does"],
        ChangeClass.Ordinary => texts[Key("treatment", rules.Change.Ordinary) + "_does"],
        _ => texts[Key("treatment", rules.Change.Significant) + "_does"],
    };

    /// <summary>Key of an answer's text: <c>admin_rules.missing_block_publish</c>; its hint ends in <c>_does</c>.</summary>
    public static string Key<T>(string question, T answer)
        where T : struct, Enum => $"admin_rules.{question}_{Snake(answer.ToString())}";

    private static string Snake(string name) => string.Concat(name.Select((letter, index) =>
        (index > 0 && char.IsAsciiLetterUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter)));
}
