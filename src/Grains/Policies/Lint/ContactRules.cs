using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>
/// Whether people can reach the school, and whether it is the school that they reach (M49, T13, T22, T39, T41, T49).
/// </summary>
/// <remarks>
/// A privacy policy without any contact is an error where it promises something on request, or where the school has no
/// contact elsewhere either; a request that can be sent nowhere is a broken promise. At a public mail provider anybody
/// may have the mailbox, and requests with people's data would go to a stranger: an error. Another domain is a warning,
/// because a school may well have two.
/// </remarks>
internal static class ContactRules
{
    /// <summary>An e-mail address.</summary>
    public static Regex Email { get; } = LintWords.Unbounded(@"[A-Z0-9._%+\-]+@(?<domain>[A-Z0-9\-]+(\.[A-Z0-9\-]+)+)");

    private static readonly Regex elsewhere = LintWords.Pattern(
        @"\b(legal|postal|mailing|registered|office|street) address( is|:)|\bp\.? ?o\.? box\b|\+[0-9][0-9 ()\-]{7,}|\b(tel|phone|telephone)\.?:? ?[0-9+(]"
        + LintWords.Fold(@"|(نشانی|آدرس) (پستی|دفتر|ما|مکتب)|شماره (تلفن|تیلفون|تماس):? ?[0-9+]|تلفون:? ?[0-9+]|العنوان البريدي|عنواننا|عنوان (المقر|المكتب)|ص\.ب|هاتف:? ?[0-9+]"));

    private static readonly Regex post = LintWords.Of(
        "(by|via|through|or) (regular |postal |ordinary )?(mail|post)|postal mail|in writing to (us )?at|write to us at",
        "بالبريد العادي|عبر البريد العادي|بريد عادي|بالبريد المسجل|از طریق پست|توسط پست|به وسیله پست|پسته");

    private static readonly Regex postal = LintWords.Pattern(
        @"\bp\.? ?o\.? box\b|\b[0-9]+[,]? [a-z .]{2,40}(street|st\.|road|rd\.|avenue|ave\.|lane|boulevard|blvd)\b|\b(postal|mailing|registered|office|street) address( is|:)"
        + LintWords.Fold(@"|ص\.ب|(نشانی|آدرس) (پستی|دفتر)|العنوان البريدي|عنوان (المقر|المكتب)|(سرک|جاده|ناحیه|شارع) [^ ]+"));

    private static readonly Regex form = LintWords.Unbounded(@"\]\((mailto:|tel:|[^)]*(contact|privacy-request|support))");

    private static readonly Regex request = LintWords.Of(
        @"requests? (that|to|a|an|copies|such)( \w+){0,2}|submit a request|ask us|contact us|write to (us|our)|get in touch",
        "تواصل معنا|التواصل معنا|بطلب من|طلب (حذف|تصحيح|نسخة)|درخواست|با ما تماس|به ما بنویسید|از ما بخواهید");

    private static readonly Regex unnamed = LintWords.Of(
        "(send|letter|request|write|apply|contact us)[^.]{0,120} (to|by|via) (the|our) e-?mail( address)?|contact us (by|via) e-?mail",
        "(عبر|على|إلى) (البريد الإلكتروني|بريدنا)|به (نشانی|آدرس) ایمیل ما|از طریق ایمیل با ما");

    private static readonly FrozenSet<string> free = new[]
    {
        "gmail.com", "googlemail.com", "ymail.com", "rocketmail.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com",
        "proton.me", "protonmail.com", "mail.ru", "inbox.ru", "list.ru", "bk.ru", "qq.com", "163.com", "126.com", "mail.com",
        "email.com", "web.de", "t-online.de", "rediffmail.com", "tutanota.com", "fastmail.com", "maktoob.com", "chmail.ir",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // These have a domain in many countries: yahoo.co.uk, hotmail.fr.
    private static readonly FrozenSet<string> freeEverywhere =
        new[] { "yahoo", "hotmail", "outlook", "live", "gmx", "yandex" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        var addresses = text.Clauses
            .SelectMany(clause => Email.Matches(clause.Folded).Select(match => (clause, match)))
            .DistinctBy(found => found.match.Value, StringComparer.OrdinalIgnoreCase).ToList();

        foreach (var (clause, match) in addresses)
        {
            var domain = match.Groups["domain"].Value.TrimEnd('.', '-').ToLowerInvariant();

            if (IsFree(domain))
                yield return text.At(LintRules.ContactFreeMail, LintSeverity.Error, clause, clause.Original(match), ("domain", domain));
            else if (IsElsewhere(domain, context))
                yield return text.At(LintRules.ContactOtherDomain, LintSeverity.Warning, clause, clause.Original(match), ("domain", domain), ("host", context.Hosts.FirstOrDefault() ?? ""));
        }

        if (context.IsPrivacyPolicy && context.Profile.Controller.Address.Length == 0 && !text.Says(postal)
            && text.Clauses.FirstOrDefault(clause => Email.Replace(clause.Folded, "") is var rest && post.IsMatch(rest)) is { } invited)
        {
            yield return text.At(LintRules.ContactPostalMissing, LintSeverity.Warning, invited, invited.Find(post) ?? "");
        }

        if (!context.IsPrivacyPolicy || addresses.Count > 0 || text.Parts.Any(part => form.IsMatch(part.Markdown)))
            yield break;

        var reachable = context.Profile.Contact.Length > 0;

        if (!text.Says(elsewhere))
        {
            var promise = text.First(request);
            var severity = promise is not null || !reachable ? LintSeverity.Error : LintSeverity.Warning;
            yield return promise is null
                ? text.Nowhere(LintRules.ContactMissing, severity)
                : text.At(LintRules.ContactMissing, severity, promise, promise.Find(request)!);
        }
        else if (text.First(unnamed) is { } clause)
        {
            yield return text.At(
                LintRules.ContactUnnamed, reachable ? LintSeverity.Warning : LintSeverity.Error, clause, clause.Find(unnamed)!);
        }
    }

    /// <summary>True for a mail provider at which anybody can have an address.</summary>
    public static bool IsFree(string domain) =>
        free.Contains(domain) || (domain.Count(symbol => symbol == '.') <= 2 && freeEverywhere.Contains(domain.Split('.')[0]));

    private static bool IsElsewhere(string domain, LintContext context)
    {
        var own = context.Hosts.Append(context.Profile.Contact.Split('@')[^1])
            .Where(host => host.Length > 0).Select(host => host.ToLowerInvariant()).ToList();

        return own.Count > 0 && !own.Any(host => host == domain
            || host.EndsWith("." + domain, StringComparison.Ordinal) || domain.EndsWith("." + host, StringComparison.Ordinal));
    }
}
