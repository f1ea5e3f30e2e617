using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>How long data is kept for each purpose (T30, T32, T33, T40).</summary>
/// <remarks>
/// Clause by clause only in a list of purposes of which two or more carry a period: there one without is a gap. A text
/// that says nothing of storing at all is told so once.
/// </remarks>
internal static class PeriodRules
{
    private static readonly Regex purposes = LintWords.Of("purposes?", "أغراض|للأغراض|الغرض|هدف ها|اهداف|مقاصد");

    private static readonly Regex period = LintWords.Of(
        @"until|before (the )?(withdraw|revok|delet|clos)[a-z]*|within [0-9]+|[0-9]+ (\([a-z]+\) )?(days?|weeks?|months?|years?)|as long as|immediately",
        @"حتى |لمدة|خلال [0-9]|[0-9] (يوم|أيام|شهر|أشهر|سنة|سنوات)|تا (زمان|وقت|پایان|هنگام|لغو|حذف)|[0-9] (روز|هفته|ماه|سال)|برای مدت");

    private static readonly Regex openStart = LintWords.Of(
        @"within (?<span>[0-9]+ (\([a-z]+\) )?(days?|weeks?|months?|years?))", @"خلال (?<span>[0-9]+ (أيام|أشهر|سنوات|سنة))|(در|طی|ظرف) (?<span>[0-9]+ (روز|ماه|سال))");

    private static readonly Regex start = LintWords.Of("from|after|of the|following|since", "من |بعد|اعتبارا|از |پس از|بعد از");

    private static readonly Regex either = LintWords.Of(
        @"(until|before)[^.;]{3,60} or (within|until|after) [0-9a-z]+", @"حتى [^.؛]{3,60} أو (خلال|حتى|بعد)|تا [^.؛]{3,60} یا (تا|ظرف|پس از)");

    private static readonly Regex which = LintWords.Of("earlier|later|whichever|first of|sooner", "أيهما|الأقرب|الأسبق|هر کدام|زودتر|دیرتر");

    private static readonly Regex keeps = LintWords.Of(
        @"(retain|keep|store|hold|delete|erase|destroy)[a-z]*[^.]{0,120}(as long as|until|when you|days?|weeks?|months?|years?|no longer|necessary|after)|how long|period of processing|retention",
        "(نحتفظ|الاحتفاظ|تخزين|نحذف|نخزن)[^.]{0,120}(وقت|مدة|حتى|يوم|شهر|سنة|سنوات|طلب|عند)|(وقت|مدة|فترة) (التخزين|تخزين|الاحتفاظ)|مدت نگهداری|(نگه|نگهداری|ذخیره|حذف)[^.]{0,120}(تا|مدت|روز|ماه|سال|زمان|هنگام)|تا [^.]{0,60}(نگه|ذخیره|حذف)");

    private static readonly Regex takes = LintWords.Of(
        "(we|company|school|platform) (also |may |will |automatically )*(collect|gather|process|keep|store|use)s?|is collected|are processed",
        "نجمع|جمع البيانات|تقوم .{0,20}بجمع|نحتفظ|جمع آوری|جمع می|نگه می");

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context) =>
        [.. text.Parts.SelectMany(part => Purposes(text, part)), .. Missing(text, context)];

    private static IEnumerable<LintFinding> Purposes(LintText text, LintPart part)
    {
        var intro = part.Lines.FirstOrDefault(line => line.Text[^1] is ':' && line.Says(purposes));
        var clauses = intro is null ? [] : part.Lines.SkipWhile(line => line != intro).Skip(1).ToList();

        if (clauses.Count(clause => clause.Says(period)) < 2)
            yield break;

        var spoken = false;

        foreach (var clause in clauses)
        {
            if (!clause.Says(period))
            {
                yield return text.At(LintRules.PurposeWithoutPeriod, LintSeverity.Warning, clause, "");
                continue;
            }

            if (clause.Text.TrimEnd(';', '.').Split(';', '؛').Count(piece => period.IsMatch(LintWords.Fold(piece))) > 1)
                yield return text.At(LintRules.PurposesPacked, LintSeverity.Warning, clause, "");

            if (Open(clause) is { } open)
                yield return text.At(LintRules.PeriodWithoutStart, LintSeverity.Warning, clause, open);

            if (!spoken && clause.Find(either) is { } both && !text.Says(which))
                yield return text.At(LintRules.PeriodEither, LintSeverity.Advice, clause, both);

            spoken |= clause.Says(either);
        }
    }

    private static string? Open(LintClause clause) => openStart.Matches(clause.Folded)
        .Where(match => !start.IsMatch(clause.Folded[(match.Index + match.Length)..]))
        .Select(clause.Original).FirstOrDefault();

    private static IEnumerable<LintFinding> Missing(LintText text, LintContext context)
    {
        if (context.IsPrivacyPolicy && text.Says(takes) && !text.Says(keeps))
            yield return text.Nowhere(LintRules.PeriodMissing, LintSeverity.Advice);
    }
}
