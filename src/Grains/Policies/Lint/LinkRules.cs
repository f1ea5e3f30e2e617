using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Links that lead nowhere, and words that were links before the text was copied (T04).</summary>
/// <remarks>Seen in the text alone: nothing is fetched, and so a page that has gone since is not found.</remarks>
internal static class LinkRules
{
    private static readonly Regex link = LintWords.Unbounded(@"\[(?<words>[^\[\]]*)\]\(\s*<?(?<address>[^)>\s]*)[^)]*\)");

    private static readonly Regex placeholder = LintWords.Pattern(
        @"^(https?:)?//([^/]*\.)?(example\.(com|org|net)|(your|my)-?(site|school|website|domain|company)\.[a-z]+|localhost|domain\.com|website\.com)([/:?#]|$)");

    private static readonly Regex lost = LintWords.Of(
        @"(outlined|form|available|found|steps|click|see|read|visit|download|link) (it |them )?here",
        "(اضغط|انقر|اضغطوا|النموذج|الرابط|نموذج الطلب) (من )?هنا|(این جا|اینجا) (را )?(کلیک|فشار)|(از|در) (این جا|اینجا) (بخوانید|ببینید|دانلود|پر کنید)");

    private static readonly Regex here = LintWords.Unbounded(LintWords.Fold(@"\[[^\]]*(here|هنا|اینجا|این جا)[^\]]*\]\("));

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        foreach (var part in text.Parts)
        {
            foreach (Match match in link.Matches(part.Markdown))
            {
                var address = match.Groups["address"].Value;

                if (IsDead(address, text.Source, context))
                {
                    var clause = new LintClause(part.Key, match.Value);
                    yield return text.At(LintRules.LinkDead, LintSeverity.Warning, clause, match.Value, ("address", address));
                }
            }

            if (here.IsMatch(LintWords.Fold(part.Markdown)))
                continue;

            foreach (var clause in part.Clauses)
            {
                if (clause.Find(lost) is { } words)
                    yield return text.At(LintRules.LinkLost, LintSeverity.Warning, clause, words);
            }
        }
    }

    private static bool IsDead(string address, PolicyText text, LintContext context)
    {
        if (!PolicyLinks.Allows(address) || address == "#" || placeholder.IsMatch(address))
            return true;

        if (address[0] == '#')
            return text.Section(Uri.UnescapeDataString(address[1..])) is null;

        if (address.StartsWith("/policies/", StringComparison.Ordinal))
        {
            var document = address["/policies/".Length..].Split('/', '?', '#')[0];
            return document != context.Document.Value && !context.HasPublished(document);
        }

        // "terms.html" was beside the page that the text was copied from.
        return address[0] is not ('/' or '?') && !address.Contains(':', StringComparison.Ordinal);
    }
}
