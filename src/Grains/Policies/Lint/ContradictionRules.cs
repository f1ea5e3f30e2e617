using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Two clauses of one text that cannot both be kept (T07–T10, T18, T20, T26–T29, T34–T36, T38, T52).</summary>
/// <remarks>
/// A machine reads no meaning. Each pair below was met in a real policy, and is found again where a text says the one
/// and the other; the first of each stands for the rest.
/// </remarks>
internal static class ContradictionRules
{
    private static readonly Regex identity = LintWords.Of(
        @"verify[^.]{0,40}identity[^.]{0,30}before", "التحقق من (هويتك|الهوية)[^.]{0,30}قبل|هویت[^.]{0,40}(پیش از|قبل از)");

    private static readonly Pair[] pairs =
    [
        new(LintRules.ContradictionPayment,
            LintWords.Of("(do not|don't|does not|never) (collect|store|hold)s?[^.]{0,30}bank account"),
            LintWords.Of("(collect|use|store)[^.]{0,140}(bank )?account number")),
        new(LintRules.ContradictionPayment,
            LintWords.Of(
                "(never|do not|don't|does not) (ever )?(see|collect)s?[^.]{0,20}(full |your )*(payment|financial) (information|data|details)",
                "(لا|لن)[^.]{0,40}(جمع|نجمع|تجمع|بجمع)[^.]{0,20}المالية|هرگز[^.]{0,40}معلومات مالی"),
            LintWords.Of(
                "process(es)? (most|some)[^.]{0,10} financial|payment information is collected|collect[^.]{0,80}(card|payment) (number|details)",
                "(نجمع|نخزن)[^.]{0,40}(رقم البطاقة|بيانات البطاقة|بيانات الدفع)|(جمع می|ذخیره می)[^.]{0,40}(کارت|پرداخت)")),
        new(LintRules.ContradictionVisibility,
            LintWords.Of("profile[^.]{0,40}(will be|is|are) (publicly visible|public|visible to (everyone|all|others))",
                "(ملفك|الملف الشخصي)[^.]{0,40}(مرئي للجميع|متاح للجميع|عام للجميع)|(پروفایل|نمایه)[^.]{0,40}(برای همه|به همه) (نمایان|دیده|آشکار)"),
            LintWords.Of("depending on your (privacy )?settings[^.]{0,120}(visible|public)",
                "(حسب|بحسب|وفق) إعداداتك[^.]{0,80}|(نظر به|بنابر|مطابق) تنظیمات[^.]{0,80}(نمایان|دیده|آشکار)")),
        new(LintRules.ContradictionAdvertising,
            LintWords.Of("(provid|show|display|deliver|custom)[a-z]* (personali[sz]ed |targeted |customi[sz]ed )+advertis[a-z]*",
                "(نعرض|عرض|تقديم) إعلانات (مخصصة|موجهة)|(نمایش|ارائه) (تبلیغات|اعلانات) (شخصی|هدفمند)"),
            LintWords.Of("in the future[^.]{0,60}advertis[a-z]*", "في المستقبل[^.]{0,60}(إعلان|الإعلان)|در آینده[^.]{0,60}(تبلیغ|اعلان)")),
        new(LintRules.ContradictionSelling,
            LintWords.Of("(do|does|will) not sell|never sell", "لا نبيع|لن نبيع|نمی فروشیم|نمی فروشد"),
            LintWords.Of("(offers|promotions|events|advertis[a-z]*)[^.]{0,80}(other companies|advertisers|third[ -]party advertis)",
                "(عروض|إعلانات)[^.]{0,60}(شركات أخرى|المعلنين)|(پیشنهاد|تبلیغ)[^.]{0,60}(شرکت های دیگر|آگهی دهندگان)")),
        new(LintRules.ContradictionAnonymous,
            LintWords.Of("anonymi[sz]ed?|de-?identified", "مجهولة|مجهول الهوية|ناشناس|بی نام"),
            LintWords.Of("recogni[sz]e (returning|you|your)[a-z ]*|token id|match your information",
                "التعرف على (الزوار|المستخدمين) العائدين|رمز تعريف|شناسایی (بازدید|شما)|بازشناختن")),
        new(LintRules.ContradictionVerification,
            LintWords.Of("(does|do) not verify (the |your )?(data|information)", "لا (تتحقق|نتحقق)[^.]{0,20}(البيانات|المعلومات)|(معلومات|داده ها) را[^.]{0,20}بررسی نمی"),
            identity),
        new(LintRules.ContradictionWithdrawal,
            LintWords.Of("as soon as we receive (a|your|the) (request|withdrawal)", "فور (استلام|تلقي)[^.]{0,20}(الطلب|طلبك)|به محض (دریافت|رسیدن)[^.]{0,20}درخواست"),
            identity),
        new(LintRules.ContradictionCookies,
            LintWords.Of("cookies do not contain (confidential|personal)|(information|cookies|data) (is|are) not used to identify",
                "لا تحتوي (ملفات تعريف الارتباط|الكوكيز)[^.]{0,20}(سرية|شخصية)|کوکی ها[^.]{0,30}(شخصی|محرم)[^.]{0,10}(ندارد|ندارند)"),
            LintWords.Of("ip address(es)?, cookies|cookies, ip address", "عنوان ip[^.]{0,10}(ملفات تعريف|الكوكيز)|آی پی[^.]{0,10}کوکی")),
        new(LintRules.ContradictionRetention,
            LintWords.Of("(before|until)( the)? (deleting|deletion of|you delete) (the|your) account", "حتى حذف الحساب|تا (حذف|بستن) حساب"),
            LintWords.Of(@"(does|do|shall|will) not exceed [0-9]+ (months?|years?)", "(لا تتجاوز|لا تزيد عن) [0-9]+|بیش از [0-9]+ (ماه|سال) نمی")),
        new(LintRules.ContradictionRefusal,
            LintWords.Of("disagree[a-z]*[^.]{0,60}part of[^.]{0,60}(functionality|functions|features)", "عدم الموافقة[^.]{0,60}بعض (الوظائف|الخدمات)|موافق نباشید[^.]{0,60}بخشی از"),
            LintWords.Of("do not use the (website|site|service|platform)s?[^.]{0,20} if you do not agree", "لا تستخدم[^.]{0,20}إذا لم توافق|اگر موافق نیستید[^.]{0,20}استفاده نکنید")),
        new(LintRules.ContradictionDeletion,
            LintWords.Of("(blocking|destruction|deletion) or depersonali[sz][a-z]*", "حذف أو إخفاء الهوية|حذف یا بی نام"),
            LintWords.Of("except[^.]{0,80}request[^.]{0,80}(impersonal|anonym|depersonali)[a-z]*", "باستثناء[^.]{0,60}طلب[^.]{0,60}مجهول|به جز[^.]{0,60}درخواست[^.]{0,60}بی نام")),
        new(LintRules.ContradictionConsent,
            LintWords.Of(
                "(using|use of) the (website|site|service|platform)s?[^.]{0,60} means[^.]{0,80}(agree|accept|consent)[a-z]*",
                "استخدام (الموقع|المنصة) يعني|استفاده از (سایت|وب سایت|برنامه) به معنای"),
            LintWords.Of(
                "consent[^.]{0,30}(obtained|given) (in|by) (electronic|written)|your consent, which is obtained|consent by ticking",
                "الموافقة[^.]{0,30}(إلكترونيا|إلكترونية|كتابيا)|رضایت[^.]{0,30}(کتبی|الکترونیکی)")),
    ];

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        foreach (var (rule, one, other) in pairs)
        {
            if (text.First(one) is { } here && text.First(other) is { } there)
                yield return text.At(rule, LintSeverity.Warning, here, here.Find(one)!, ("other", there.Text), ("other_section", there.Section));
        }
    }

    private sealed record Pair(LintRule Rule, Regex One, Regex Other);
}
