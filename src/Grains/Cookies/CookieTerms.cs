using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Cookies;

/// <summary>What a page has to say about cookies.</summary>
public enum CookieQuestion
{
    /// <summary>Nothing.</summary>
    None = 1,

    /// <summary>Ask: the banner.</summary>
    Ask = 2,

    /// <summary>Say that use will be taken for agreement, once (E59).</summary>
    Notify = 3,
}

/// <summary>Which cookies somebody gets at a school, and what she is asked. No I/O.</summary>
/// <param name="Declared">The school's declaration that stands.</param>
/// <param name="Rule">The school's rule, raised by the law that reaches her.</param>
/// <param name="Answer">What she answered; null for nothing.</param>
/// <param name="Signal">Her browser sends Global Privacy Control: no analytics, no social media, no advertising (M32, B16).</param>
/// <param name="HasAccount">She is signed in, so that use can be written down in her name.</param>
public sealed record CookieTerms(CookieVersion Declared, CookieRule Rule, CookieAnswer? Answer, bool Signal, bool HasAccount)
{
    /// <summary>Declared cookies that she can refuse.</summary>
    public IEnumerable<CookieDeclaration> Optional => Declared.Cookies.Where(cookie => cookie.Category != CookieCategory.Essential);

    /// <summary>Whether she gets this cookie.</summary>
    public bool Allows(CookieDeclaration cookie)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        return Allows(cookie.Category, cookie.Since) && !IsRefused(cookie.SetBy);
    }

    /// <summary>Whether she gets cookies of a category that came with a version of the declaration.</summary>
    /// <param name="since">0 for those of the software itself, which every version has.</param>
    public bool Allows(CookieCategory category, int since = 0)
    {
        if (category == CookieCategory.Essential)
            return true;

        if (Signal && IsSignalled(category))
            return false;

        return Answer switch
        {
            { Kind: CookieAnswerKind.Chosen } => Answer.Allowed.Contains(category) && since <= Answer.Version,
            { Kind: CookieAnswerKind.BySignal } when IsSignalled(category) => false,

            // What is implied never stands for the act that a law asks for.
            { Kind: CookieAnswerKind.ByUse } when Rule.Consent == CookieConsent.ByUse => Answer.Allowed.Contains(category) && since <= Answer.Version,
            _ => Rule.Consent == CookieConsent.None,
        };
    }

    /// <summary>Categories that can be chosen: preferences, which the software itself keeps, and what the school declares.</summary>
    public IEnumerable<CookieCategory> Offered =>
        Optional.Select(cookie => cookie.Category).Append(CookieCategory.Functional).Distinct().Order();

    /// <summary>Others who set cookies that she can refuse, each by the name that the declaration gives them (M38).</summary>
    public IEnumerable<string> Companies =>
        Optional.Select(cookie => cookie.SetBy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Whether she refused whoever sets a cookie, whatever its category (M38).</summary>
    public bool IsRefused(string company) => Answer is { Without: var without } && without.Contains(company, StringComparer.Ordinal);

    /// <summary>What her next page says.</summary>
    public CookieQuestion Question =>
        !Optional.Any(IsOpen) ? CookieQuestion.None
        : Rule.Control == CookieControl.Banner ? CookieQuestion.Ask
        : Rule.Consent == CookieConsent.ByUse && HasAccount && Optional.Any(IsNews) ? CookieQuestion.Notify
        : CookieQuestion.None;

    /// <summary>Categories that use allows her: those declared, without what her browser's signal refuses.</summary>
    public ImmutableArray<CookieCategory> ByUse =>
        [.. Optional.Select(cookie => cookie.Category).Distinct().Where(category => !(Signal && IsSignalled(category))).Order()];

    /// <summary>
    /// True where the signal is to be written down as her refusal: she has an account, and has chosen nothing herself. What she
    /// chose stays; a request with the signal gets less all the same.
    /// </summary>
    public bool RecordsSignal =>
        Signal && HasAccount && Answer is null or { Kind: CookieAnswerKind.ByUse }
        && Optional.Any(cookie => IsSignalled(cookie.Category));

    /// <summary>True for what Global Privacy Control refuses: whatever tells others what somebody does.</summary>
    public static bool IsSignalled(CookieCategory category) => category is CookieCategory.Analytics or CookieCategory.Social;

    // Not answered yet. Who refused everything is not asked again for what is added; who allowed something is asked about
    // what is added to it, and about a category that was not there.
    private bool IsOpen(CookieDeclaration cookie)
    {
        if ((Signal && IsSignalled(cookie.Category)) || IsRefused(cookie.SetBy))
            return false;

        return Answer switch
        {
            { Kind: CookieAnswerKind.Chosen, Allowed.IsEmpty: true } => false,
            { Kind: CookieAnswerKind.Chosen } =>
                cookie.Since > Answer.Version && (Answer.Allowed.Contains(cookie.Category) || !WasThere(cookie.Category, Answer.Version)),
            { Kind: CookieAnswerKind.BySignal } => !IsSignalled(cookie.Category),
            _ => true,
        };
    }

    private bool IsNews(CookieDeclaration cookie) => IsOpen(cookie) && (Answer is null || cookie.Since > Answer.Version);

    private bool WasThere(CookieCategory category, int version) =>
        Declared.Cookies.Any(cookie => cookie.Category == category && cookie.Since <= version);
}
