using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>A document that stands above another one (N02).</summary>
/// <param name="Document">Which one.</param>
/// <param name="IsPublished">It can be read here.</param>
public sealed record AboveDocument(Id<Document> Document, bool IsPublished)
{
    /// <summary>
    /// What stands above a document, the highest first. A document that is not there prevails over nothing, unless the
    /// school's setting names it: then the reader is told that it is missing.
    /// </summary>
    internal static async Task<ImmutableArray<AboveDocument>> Of(TenantRequest request, Id<Document> document)
    {
        var rules = request.School.Rules;
        var above = DocumentPrecedence.Above(rules, document);

        if (above.IsEmpty)
            return [];

        var published = (await Documents.InForce(request.Grains, rules)).Select(overview => overview.Document).ToHashSet();
        var named = rules.PolicyLanguage.Precedence == Precedence.OtherDocumentPrevails ? rules.PolicyLanguage.PrevailingDocument : null;

        return
        [
            .. above.Where(other => published.Contains(other) || other.Value == named)
                .Select(other => new AboveDocument(other, published.Contains(other))),
        ];
    }
}
