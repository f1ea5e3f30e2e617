using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>What the privacy policy promises, held against what the school has told the software to do (T11, T46, T51, T53).</summary>
internal static class PromiseRules
{
    private static readonly Regex mail = LintWords.Of(
        @"(significant|important|material|substantial)[^.]{0,120}(e-?mail|write to you)|(e-?mail|write to you)[^.]{0,80}(significant|important|material|substantial)[^.]{0,20}chang\w*",
        "(مهم|جوهري|جوهرية|كبير)[^.]{0,80}(البريد الإلكتروني|بريد)|(مهم|عمده|اساسی)[^.]{0,80}(ایمیل|ایمل)");

    private static readonly Regex changes = LintWords.Of("chang[a-z]*|modif[a-z]*|amend[a-z]*|revis[a-z]*", "تعديل|تغيير|تحديث|تغییر|تعدیل");

    private static readonly Regex age = LintWords.Of(
        @"(under|below|younger than)( the)?( age of)? (?<age>[0-9]{1,2}|thirteen|fourteen|fifteen|sixteen|eighteen|twenty-one)( \([0-9]+\))?( years)?",
        "(دون|تحت) (سن )?(?<age>[0-9]{1,2}|الثامنة عشرة|السادسة عشرة|الثالثة عشرة)|(زیر|کمتر از) (سن )?(?<age>[0-9]{1,2}|هجده|هژده|شانزده|سیزده) ?سال");

    private static readonly Regex refuses = LintWords.Of(
        "children|minors?|not (intended|for|allowed|permitted)", "أطفال|الأطفال|القصر|قاصر|کودک|اطفال|کودکان|خردسال");

    private static readonly Regex accepts = LintWords.Of(
        "by (using|accessing|downloading|visiting|continuing)[^.]{0,160}(you (agree|accept|consent))|continu(ing|ed) (to )?us(e|ing)[^.]{0,120}(accept|agree)[a-z]*",
        "(باستخدامك|استخدامك|باستخدام)[^.]{0,80}(توافق|تقبل|موافقة)|(با استفاده|استفاده شما)[^.]{0,80}(می پذیرید|موافق)");

    private static readonly FrozenDictionary<string, int> ages = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["eighteen"] = 18,
        ["twenty-one"] = 21,
        [LintWords.Fold("الثامنة عشرة")] = 18,
        [LintWords.Fold("السادسة عشرة")] = 16,
        [LintWords.Fold("الثالثة عشرة")] = 13,
        ["هجده"] = 18,
        ["هژده"] = 18,
        ["شانزده"] = 16,
        [LintWords.Fold("سیزده")] = 13,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        if (!context.IsPrivacyPolicy)
            yield break;

        var rules = context.Rules;

        if (rules.Change is { Significant: < ChangeTreatment.NoticeAndMail, ByJurisdiction: false }
            && text.Clauses.FirstOrDefault(clause => clause.Says(mail) && clause.Says(changes)) is { } promised)
            yield return text.At(LintRules.RulesMail, LintSeverity.Warning, promised, promised.Find(mail)!);

        if (rules.Acceptance.Mode == AcceptanceMode.None && text.First(accepts) is { } accepted)
            yield return text.At(LintRules.RulesAcceptance, LintSeverity.Warning, accepted, accepted.Find(accepts)!);

        foreach (var clause in text.Clauses.Where(clause => clause.Says(refuses)))
        {
            if (age.Match(clause.Folded) is { Success: true } match && Years(match.Groups["age"].Value) is { } years
                && rules.Age is not { Basis: AgeBasis.MajorityByCountry } && (rules.Age.Basis == AgeBasis.None || rules.Age.Years < years))
            {
                yield return text.At(
                    LintRules.RulesAge, LintSeverity.Warning, clause, clause.Original(match), ("age", years.ToString(CultureInfo.InvariantCulture)));
                yield break;
            }
        }
    }

    private static int? Years(string written) =>
        int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years
            : ages.TryGetValue(written, out years) ? years : null;
}
