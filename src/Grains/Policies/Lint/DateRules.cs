using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Dates that the text promises about itself, and statements whose time has run out (T16, T48).</summary>
internal static class DateRules
{
    private static readonly Regex promise = LintWords.Of(
        "(with|has|have|carries|carry|bears?|shows?|marked?) (its |an |the )?(own )?(effective|revision) date"
        + "|effective date (at|on) the top|date (displayed )?at the top|carries the date|\"last updated\" date",
        "(تحمل|يحمل) (كل نسخة )?تاريخ|تاريخ (النفاذ|السريان|آخر تحديث) (في|أعلى)|(هر نسخه|نسخه ها) .{0,20}تاریخ|تاریخ (نفاذ|اجرا|آخرین) .{0,20}(بالای|سر) ");

    private static readonly Regex twelveMonths = LintWords.Of(
        @"(preceding|last|past|previous|prior) (twelve|12)( \(12\))?[ -]months?",
        @"(الاثني عشر|الإثني عشر|12|اثني عشر) ?شهر(ا|ًا|اً)? (الماضية|السابقة|الأخيرة)|الأشهر (الاثني|الإثني) عشر|(دوازده|12) ماه (گذشته|اخیر|پیش)");

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        if (text.Stated is null && context is { Stated: null, Effective: null })
        {
            // Where only the school's rules ask for a date, publishing asks for it; the text need not be looked at.
            if (text.First(promise) is { } promised)
                yield return text.At(LintRules.DateMissing, LintSeverity.Error, promised, promised.Find(promise)!);
        }

        // The text's own date: publishing old words today does not make them of today.
        if ((text.Stated ?? context.Stated) is not { } stated || stated.AddYears(1) >= context.Today)
            yield break;

        foreach (var clause in text.Clauses)
        {
            if (clause.Find(twelveMonths) is { } words)
            {
                yield return text.At(
                    LintRules.StatementStale, LintSeverity.Warning, clause, words, ("date", stated.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }
        }
    }
}
