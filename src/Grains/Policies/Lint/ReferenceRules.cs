using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>References to sections, terms and documents that are not there (M48, T04, T49, T54).</summary>
internal static class ReferenceRules
{
    private static readonly Regex section = LintWords.Pattern(
        @"\b(section|article|clause|paragraph|chapter)s? (no\. ?)?\(?(?<number>[0-9]{1,3}(\.[0-9]{1,3})*)"
        + LintWords.Fold(@"|(بخش|ماده|مادهٔ|فقره|فصل|بند) (شماره )?\(?(?<number>[0-9]{1,3}(\.[0-9]{1,3})*)")
        + LintWords.Fold(@"|(القسم|المادة|البند|الفقرة|الفصل) (رقم )?\(?(?<number>[0-9]{1,3}(\.[0-9]{1,3})*)"));

    // "Article 6 GDPR", "Section 5 of the Act": a law has sections of its own.
    private static readonly Regex law = LintWords.Of(
        "gdpr|regulations?|directive|acts?|laws?|code|statute|ccpa|constitution|treaty|terms",
        "قانون|لائحة|نظام حماية|مرسوم|مقررات|اساسنامه|توافقنامه|شرایط استفاده|شروط");

    // A term begins where a word does, or where the search does: a run of letters is gone through once.
    private static readonly Regex defined = LintWords.Pattern(
        @"(\G|(?<![\p{L}\p{N}'\-]))(?<term>[\p{L}\p{N}'\-]+( [\p{L}\p{N}'\-]+){0,3})[""']? ?,? ?\(?(as )?(defined|described|explained) (below|above|herein|hereinafter|later)\b"
        + LintWords.Fold(@"|(\G|(?<!\p{L}))(?<term>[\p{L}]+( [\p{L}]+){0,2}) ?\((که |چنان که |طوری که |آن گونه که )?(در )?(زیر|پایین|ذیل|ذیلا|بالا) (تعریف|توضیح|بیان)")
        + LintWords.Fold(@"|(\G|(?<!\p{L}))(?<term>[\p{L}]+( [\p{L}]+){0,2}) ?\((كما هو |كما هي |على النحو )?(معرف|معرفة|المعرف|المعرفة|محدد|محددة|المحدد|المحددة|مبين|مبينة)[\p{M}]? (أدناه|أعلاه|لاحقا|فيما يلي)"));

    private static readonly Regex defines = LintWords.Pattern(
        @"^[""'*)]*(s[""'*)]*)? ?(:|\. |-|means?\b|are\b|is\b|refers?\b|includes?\b"
        + LintWords.Fold(@"|یعنی|عبارت|به معنای|شامل|تعني|يعني|هي |هو |يقصد|نقصد)"));

    private static readonly (string Document, Regex Mention)[] documents =
    [
        ("terms", LintWords.Of(
            @"(our )?terms of (service|use)|terms (and|&) conditions|our (\p{L}+ )?terms",
            "شروط (الخدمة|الاستخدام)|الشروط و ?الأحكام|شرایط (استفاده|خدمات)|شرایط و (ضوابط|مقررات)")),
        ("cookies", LintWords.Of("cookies? (policy|notice|statement)", "سياسة (ملفات )?(تعريف الارتباط|الكوكيز)|(پالیسی|سیاست) کوکی")),
        ("privacy", LintWords.Of("privacy (policy|notice|statement)", "سياسة الخصوصية|(پالیسی|سیاست) (حریم خصوصی|محرمیت)")),
    ];

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context) =>
        [.. Sections(text), .. Terms(text), .. Documents(text, context)];

    private static IEnumerable<LintFinding> Sections(LintText text)
    {
        var printed = text.Source.Sections.Select(part => PrintedNumber.NormalOf(part.Number))
            .Concat(text.Lines.Select(line => PrintedNumber.Read(line.Text)?.Number.Normal))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);

        foreach (var clause in text.Clauses)
        {
            foreach (Match match in section.Matches(clause.Folded))
            {
                var number = match.Groups["number"].Value;
                var heads = PrintedNumber.Read(clause.Text) is not null && match.Index == 0;

                if (!heads && !printed.Any(known => known == number || known.StartsWith(number + ".", StringComparison.Ordinal))
                    && !clause.Says(law))
                    yield return text.At(LintRules.ReferenceDangling, LintSeverity.Warning, clause, clause.Original(match));
            }
        }
    }

    private static IEnumerable<LintFinding> Terms(LintText text)
    {
        foreach (var clause in text.Clauses)
        {
            foreach (Match match in defined.Matches(clause.Folded))
            {
                var term = Term(clause.Original(match.Groups["term"]));

                if (term.Length > 2 && !text.Lines.Any(line => IsDefinition(line.Folded, LintWords.Fold(term))))
                    yield return text.At(LintRules.TermUndefined, LintSeverity.Warning, clause, term);
            }
        }
    }

    // Of "we send Flash Cookies" the words with a capital; where there are none, all that stood before the bracket.
    private static string Term(string words)
    {
        var all = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var capitals = all.Reverse().TakeWhile(word => char.IsUpper(word[0])).Reverse().ToArray();

        return string.Join(' ', capitals.Length > 0 ? capitals : all[^Math.Min(2, all.Length)..]);
    }

    private static bool IsDefinition(string line, string term)
    {
        var stem = term.EndsWith('s') ? term[..^1] : term;

        for (var at = line.IndexOf(stem, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = line.IndexOf(stem, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (defines.IsMatch(line.AsSpan(at + stem.Length)) || line.Length <= term.Length + 1)
                return true;
        }

        return false;
    }

    private static IEnumerable<LintFinding> Documents(LintText text, LintContext context)
    {
        var above = context.Rules.PolicyLanguage is { Precedence: Precedence.OtherDocumentPrevails } rule && context.IsPrivacyPolicy
            ? rule.PrevailingDocument
            : null;

        foreach (var (document, mention) in documents)
        {
            if (document == context.Document.Value || context.HasPublished(document))
                continue;

            var needed = Needs(context, document);
            var severity = needed ? LintSeverity.Error : document == above ? LintSeverity.Warning : LintSeverity.Advice;

            if (text.First(mention) is { } clause)
                yield return text.At(LintRules.DocumentMissing, severity, clause, clause.Find(mention)!, ("document", document));
            else if (document == above)
                yield return text.Nowhere(LintRules.DocumentMissing, severity, ("document", document));
            else if (needed)
                yield return text.Nowhere(LintRules.DocumentMissing, severity, document, ("document", document));
        }

        // What the school itself says that this document is not complete without (M48).
        foreach (var needed in context.Rules.Documents.Of(context.Document).DependsOn)
        {
            if (!context.HasPublished(needed.Value) && !documents.Any(known => known.Document == needed.Value))
                yield return text.Nowhere(LintRules.DocumentMissing, LintSeverity.Error, needed.Value, ("document", needed.Value));
        }
    }

    private static bool Needs(LintContext context, string document) =>
        context.Rules.Documents.Of(context.Document).DependsOn.Any(needed => needed.Value == document);
}
