using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Clauses about data that ask for more than their words give (T05, T12, T24, T46, T50, T51).</summary>
internal static class DataRules
{
    private static readonly Regex mistranslated = LintWords.Of(
        "publish (or|and) (deactivate|delete|correct|access)|accessing, publishing,? and deleting|access, publish,? (and|or) delete");

    private static readonly Regex takes = LintWords.Of("collect(s|ed|ing)?|provide|additional information|we (ask|process|store|keep)|asked to", "نجمع|جمع|نطلب|می گیریم|جمع آوری|می خواهیم|درج");

    private static readonly Regex special = LintWords.Of(
        "race|racial|ethnicity|ethnic origin|religio(n|us beliefs?)|political opinions?|sexual orientation|biometrics?|biometric data|genetic data|health (data|information|condition)s?|medical",
        "الأصل العرقي|العرق |الديانة|المعتقدات|الحالة الصحية|بيانات صحية|بيومترية|الآراء السياسية|نژاد|قومیت|مذهب|وضعیت صحی|معلومات صحی|بیومتریک|عقاید سیاسی");

    private static readonly Regex consent = LintWords.Of(
        "explicit(ly)?|except|not|never|voluntar(y|ily)|optional", "صريح|باستثناء|لا |لن |اختياري|صریح|به جز|بجز|نمی|اختیاری|داوطلبانه");

    private static readonly Regex card = LintWords.Of(
        "(payment|credit|debit|bank) card numbers?|security questions and answers|card verification (data|code)s?|cvv",
        "أرقام البطاقات|رقم البطاقة|شماره (کارت|کارت بانکی)");

    private static readonly Regex collects = LintWords.Of("collect(s|ed)?|includes?|store[sd]?", "نجمع|تشمل|نخزن|جمع می|شامل|ذخیره");

    private static readonly Regex refuses = LintWords.Of("not|never|no|only the last", "لا |لن |لم |نمی|هرگز|تنها چهار رقم");

    private static readonly Regex offers = LintWords.Of(
        @"(send|sending|distribut\w+|receive)[^.]{0,120}(offers|promotions?|newsletters?|marketing|educational opportunities|special deals)",
        "(إرسال|نرسل|ترسل)[^.]{0,120}(عروض|ترويجية|تسويقية|إعلانية|النشرة)|(می فرستیم|ارسال)[^.]{0,120}(پیشنهاد|تبلیغ|خبرنامه)|(پیشنهاد|تبلیغ|خبرنامه)[^.]{0,80}(می فرستیم|ارسال)");

    private static readonly Regex optOut = LintWords.Of(
        @"opt[ -]?out|unsubscrib\w*|stop (receiving|sending)|withdraw\w*[^.]{0,40}consent|consent[^.]{0,40}withdraw\w*|object to",
        "إلغاء الاشتراك|سحب (الموافقة|موافقتك)|إيقاف|الاعتراض|لغو اشتراک|پس گرفتن|پس بگیرید|لغو عضویت");

    private static readonly Regex byUse = LintWords.Of(
        "by [^.]{0,60}(using|accessing|downloading|visiting)[^.]{0,120}(expressly|explicitly) (consent|agree)",
        "باستخدام[^.]{0,80}توافق (صراحة|صراحه)|با استفاده[^.]{0,80}(صریحا|به صراحت) (موافق|رضایت)");

    private static readonly Regex unannounced = LintWords.Of(
        "without (prior )?(notice|notifying|notification|informing)", "(دون|بدون) (إشعار|إخطار|إبلاغ|إرسال إشعار|علم)|بدون (اطلاع|خبر|اعلان)");

    private static readonly Regex changes = LintWords.Of(
        "chang[a-z]*|updat[a-z]*|modif[a-z]*|amend[a-z]*|revis[a-z]*", "تعديل|تحديث|نعدل|تغيير|تغییر|تعدیل|به روز");

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        var stops = text.Says(optOut);

        foreach (var clause in text.Clauses)
        {
            if (clause.Find(mistranslated) is { } wrong)
                yield return text.At(LintRules.WordMistranslated, LintSeverity.Advice, clause, wrong);

            if (clause.Find(special) is { } kind && clause.Says(takes) && !clause.Says(consent))
                yield return text.At(LintRules.SensitiveData, LintSeverity.Warning, clause, kind);

            if (clause.Find(card) is { } number && clause.Says(collects) && !clause.Says(refuses))
                yield return text.At(LintRules.CardNumbers, LintSeverity.Warning, clause, number);

            if (!stops && clause.Find(offers) is { } offer && !clause.Says(refuses))
                yield return text.At(LintRules.MarketingWithoutOptOut, LintSeverity.Warning, clause, offer);

            if (clause.Find(byUse) is { } use)
                yield return text.At(LintRules.ConsentByUse, LintSeverity.Advice, clause, use);

            if (clause.Find(unannounced) is { } silent && clause.Says(changes))
                yield return text.At(LintRules.ChangesUnannounced, LintSeverity.Advice, clause, silent);
        }
    }
}
