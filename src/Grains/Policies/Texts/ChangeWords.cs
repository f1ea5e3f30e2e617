using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Words that make a change weigh more, in English, Arabic and Dari (T56).</summary>
internal static class ChangeWords
{
    /// <summary>What a change may be about, and the words that say so.</summary>
    public static (string Code, Regex Words)[] Cues { get; } =
    [
        ("purpose", Of(
            @"purposes?|marketing|advertis\w*|profil(e|ing)\w*|analytics|automated|artificial|train(ing)? models?",
            "غرض|أغراض|تسويق|إعلان|تحليل|هدف|اهداف|بازاریابی|تبلیغ")),
        ("recipient", Of(
            @"shar(e|ed|ing)|disclos\w*|transfer\w*|sell|sold|third[ -]part(y|ies)"
            + "|partners?|recipients?|affiliates?|vendors?",
            "مشاركة|نشارك|إفصاح|طرف ثالث|أطراف|شريك|شركاء|اشتراک|افشا|شریک|شخص ثالث|فروش")),
        ("category", Of(
            @"collect\w*|biometric|genetic|health|race|ethnicity|religio\w*|location|geolocation|birth|passport"
            + "|identity documents?|bank|card number|children|minors?",
            "نجمع|جمع|صحي|دين|عرق|موقعك|بطاقة|أطفال|صحت|دین|نژاد|موقعیت|کودک|اطفال")),
        ("retention", Of(
            "retain(s|ed|ing)?|retention|stor(e|ed|age)|keep|kept|days?|weeks?|months?|years?",
            "نحتفظ|احتفاظ|تخزين|سنة|سنوات|شهر|أشهر|نگهداری|ذخیره|سال|ماه|روز")),
        ("right", Of(
            @"rights?|access|delet\w*|eras\w*|correct(ion|ed)?|withdraw\w*|object(ion)?|opt[ -]?out"
            + @"|portab\w*|consent|complain\w*",
            "حق|حقوق|حذف|موافقة|سحب|اعتراض|تصحيح|رضایت|دسترسی|شکایت")),
        ("region", Of(
            @"countr(y|ies)|region|territor\w*|jurisdiction|hosted|abroad|international\w*",
            "بلد|دولة|خارج|كشور|کشور|منطقه|قلمرو")),
        ("controller", Of(
            "controller|company|llc|ltd|inc|license no|address|merger|acquisition|successor",
            "شركة|مراقب|عنوان|شرکت|مسئول|نشانی")),
    ];

    /// <summary>The unit of a period, at the start of what follows a changed number.</summary>
    public static Regex Period { get; } = new(
        @"^[\s)(-]*((business|calendar|working) )?(days?|weeks?|months?|years?"
        + @"|أيام|يوم|أشهر|شهر|سنة|سنوات|روز|هفته|ماه|سال)\b",
        Options);

    /// <summary>A word that turns a sentence round, or says how binding it is; never a mere correction.</summary>
    public static Regex Weighty { get; } = new(
        "^(no|not|never|must|shall|may|will|can|cannot|only|all|without|unless|except"
        + "|لا|لن|لم|ليس|إلا|فقط|يجب|نه|هرگز|باید|نباید|بدون|مگر)$",
        Options);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    // Arabic and Dari carry article, preposition and plural on the word, so theirs are looked for inside words.
    private static Regex Of(string english, string others) => new($@"\b({english})\b|{others}", Options);
}
