using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Which text binds: that it is there, and that the school says the same as its text (T01–T03, T54).</summary>
internal static class PrecedenceRules
{
    private static readonly Regex prevails = LintWords.Of(
        @"\p{L}+ (version|text) (will |shall )?(prevails?|takes? precedence|governs?|controls?|is binding)",
        "النص (العربي|الفارسي|الإنجليزي|الدري) .{0,12}(المعتمد|يسود|يعتد|الملزم)|(يعتد|يؤخذ) بالنص|(متن|نسخه) (دری|فارسی|عربی|انگلیسی|پشتو) (معتبر|حاکم|ملاک|مقدم)");

    private static readonly Regex above = LintWords.Of(
        @"subject to (the |our )?(provisions of (the |our )?)?(\p{L}|\p{N})* ?terms|terms (shall |will )?prevail|is part of our terms",
        "تخضع .{0,20}(للشروط|لشروط)|تسود الشروط|تابع شرایط|شرایط .{0,20}(حاکم|مقدم) است");

    /// <summary>The text of the language that binds is missing among those to be published together.</summary>
    public static IEnumerable<LintFinding> OfAll(IReadOnlyDictionary<string, PolicyText> texts, LintContext context)
    {
        var rule = context.Rules.PolicyLanguage;

        if (texts.Count == 0 || rule.Authoritative.Length == 0 || texts.ContainsKey(rule.Authoritative))
            return [];

        // It stands with a text that is there, because that is what people will read instead.
        var shown = texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).First().Value;
        var severity = rule.OnMissing == MissingAction.BlockPublish ? LintSeverity.Error : LintSeverity.Warning;

        return [new LintText(shown, context.Document).Nowhere(LintRules.AuthoritativeMissing, severity, ("language", rule.Authoritative))];
    }

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        var rule = context.Rules.PolicyLanguage;

        if ((rule.Precedence != Precedence.AuthoritativePrevails || rule.Confirmed is null) && text.First(prevails) is { } clause)
            yield return text.At(LintRules.PrecedenceUnconfirmed, LintSeverity.Warning, clause, clause.Find(prevails)!);

        if (context.IsPrivacyPolicy && DocumentPrecedence.Above(context.Rules, context.Document).IsEmpty && text.First(above) is { } lower)
            yield return text.At(LintRules.TermsAboveUnset, LintSeverity.Warning, lower, lower.Find(above)!);
    }
}
