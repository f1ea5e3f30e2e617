using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Words of time that nobody can be held to: “promptly”, “within a reasonable time” (T19, T31, T44).</summary>
/// <remarks>
/// Named once a section. Left alone: how often the text itself may change, what the reader is asked to do, and words
/// with a number or an explanation beside them.
/// </remarks>
internal static class TimeRules
{
    private static readonly Regex vague = LintWords.Of(
        @"(a )?reasonable (time ?frames?|time|periods?)|promptly|occasionally|periodically|in due course"
        + @"|as soon as (reasonably )?(possible|practicable)|(as|so) long as( it)?( is)? (reasonably )?(necessary|needed|required)"
        + @"|(period|time) (objectively |strictly )?(necessary|needed|required)|last active action|last activity",
        "وقت معقول|مدة معقولة|فترة معقولة|في أقرب وقت|للوقت اللازم|(المدة|الفترة|الوقت) (اللازمة|اللازم|الضرورية)|طالما كان ذلك (ضروريا|لازما)"
        + "|(مدت|زمان|وقت) (معقول|مناسب|لازم)|در اسرع وقت|هر چه زودتر|گاه گاهی|گهگاه|گاه به گاه|تا (زمانی|وقتی) که (لازم|ضروری|نیاز)|به زودی");

    private static readonly Regex ofItself = LintWords.Of(
        "(update|chang|revis|amend|modif|review)[a-z]*[^.]{0,40}(policy|notice|terms|page|it)|(policy|notice) (may|can) (be )?(chang|updat)[a-z]*",
        "(تعديل|تحديث|مراجعة|نعدل|نحدث)[^.]{0,40}(سياسة|السياسة|الصفحة|الشروط)|(تغییر|تعدیل|بازنگری|به روز)[^.]{0,40}(پالیسی|سیاست)|(پالیسی|سیاست)[^.]{0,40}(تغییر|تعدیل|به روز)");

    private static readonly Regex ofReader = LintWords.Of("promptly (report|notify|inform|tell)[a-z]*( us)?( any)?|you (must|should|agree to) promptly");

    private static readonly Regex made = LintWords.Of(
        @"[0-9]+ (business |working |calendar )?(hours?|days?|weeks?|months?)|that is,|meaning|for example|by which we mean",
        @"[0-9] (ساعة|ساعات|يوم|أيام|أسبوع|شهر|أشهر)|یعنی|[0-9] (ساعت|روز|هفته|ماه)");

    private static readonly Regex activity = LintWords.Of("last active action|last activity");

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        var seen = new HashSet<(string Section, string Words)>();

        foreach (var clause in text.Clauses)
        {
            if (clause.Says(ofItself) || clause.Says(ofReader))
                continue;

            foreach (Match match in vague.Matches(clause.Folded))
            {
                // "3 years from the last activity" has a number, and leaves open what an activity is.
                if (clause.Says(made) && !activity.IsMatch(match.Value))
                    continue;

                if (seen.Add((clause.Section, match.Value.ToLowerInvariant())))
                    yield return text.At(LintRules.TimeVague, LintSeverity.Advice, clause, clause.Original(match));
            }
        }
    }
}
