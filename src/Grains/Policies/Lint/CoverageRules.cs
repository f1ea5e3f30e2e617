using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>What readers and laws expect a privacy policy to speak of, and this one does not (Q19).</summary>
/// <remarks>
/// What applies there is what the school's rules and the law say, and its admins should know that their text does not say
/// so. A text that only begins is not told what it lacks.
/// </remarks>
internal static class CoverageRules
{
    private const int LeastSections = 5;

    private static readonly ImmutableArray<(string Topic, Regex Words)> topics =
    [
        ("age", LintWords.Of(
            "age|aged|minors?|child(ren)?|under [0-9]+|years? old|adults?|parents?|guardians?",
            @"سن ال|عمر|قاصر|الأطفال|طفل|ولي الأمر|البالغ|سن |کودک|اطفال|زیر [0-9]+ سال|والدین|بالغ|سرپرست")),
        ("cookies", LintWords.Of("cookies?|trackers?|tracking technolog(y|ies)|local storage", "ملفات تعريف الارتباط|كوكيز|الكوكيز|کوکی|کوکیز")),
        ("rights", LintWords.Of(
            "(your|privacy|legal|following|individual) rights|right (to|of) (access|eras|delet|correct|rectif|object|withdraw|information|be forgotten|portability)[a-z]*|have the right|entitled to",
            "حقوقك|حقوق المستخدم|يحق لك|الحق في (الوصول|الاطلاع|الحذف|التصحيح|طلب|سحب)|حقوق شما|حق دارید|حق دسترسی|حق حذف")),
        ("controller", LintWords.Of(
            @"(data )?controllers?|operated by|L\.?L\.?C|Ltd|Limited|Inc|GmbH|licen[cs]e (no|number)|registered (office|company|in|under|as)",
            @"المتحكم|مسؤول المعالجة|ذ\.م\.م|ش\.م\.م|السجل التجاري|رخصة رقم|مسئول معلومات|کنترول کننده|شرکت [^ ]+ (ثبت|مسئول)|نمبر جواز|شماره جواز")),
        ("basis", LintWords.Of(
            "legal bas[ie]s|lawful(ly| bas[ie]s)?|legitimate interests?|(give|your|with|without|withdraw|prior|express|explicit) consents?|perform(ance of)? (a|the|our|your) contract|legal obligations?",
            "الأساس القانوني|مصلحة مشروعة|المصالح المشروعة|موافقتك|بموافقة|تنفيذ العقد|التزام قانوني|مبنای قانونی|مبنای حقوقی|رضایت شما|با رضایت|موافقت شما|اجرای قرارداد|منافع مشروع")),
    ];

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context) =>
        !context.IsPrivacyPolicy || text.Source.Sections.Length < LeastSections
            ? []
            : topics
                .Where(topic => !text.Says(topic.Words) && !(topic.Topic == "controller" && context.Profile.Controller.IsKnown))
                .Select(topic => text.Nowhere(LintRules.NotCovered, LintSeverity.Advice, topic.Topic, ("topic", topic.Topic)));
}
