using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Operations;

/// <summary>Findings in a document's texts: the same on the pages, over the API and on the command line.</summary>
public static class PolicyReviews
{
    /// <summary>The findings in the draft; in the newest version, with its dates, while nothing is saved after it.</summary>
    public static async Task<PolicyReview> Of(TenantGrains tenant, Id<Document> document) =>
        await tenant.PolicyFindings(document).Review(await Texts(tenant, document));

    /// <summary>The findings in one text, among the draft's other texts.</summary>
    public static async Task<ImmutableArray<JudgedFinding>> OfImport(
        TenantGrains tenant, Id<Document> document, PolicyDraft draft, ImportReport report)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(report);

        var text = report.Text;
        var review = await tenant.PolicyFindings(document).Review(new TextsToReview(draft.Texts.SetItem(text.Language, text))
        {
            Required = await tenant.Policy(document).Required(),
        });
        return [.. review.Findings.Where(finding => finding.Finding.Language == text.Language)];
    }

    /// <summary>Keeps a decision about a finding of <see cref="Of"/>.</summary>
    public static async Task<Outcome<FindingDecision>> Decide(
        TenantGrains tenant, Id<Document> document, string finding, string note, string actor) =>
        await tenant.PolicyFindings(document).Decide(new DecideFinding(finding, note, actor, await Texts(tenant, document)));

    private static async Task<TextsToReview> Texts(TenantGrains tenant, Id<Document> document)
    {
        var policy = tenant.Policy(document);
        var draft = await policy.Draft();

        var newest = draft.IsSaved ? null : (await policy.Overview()).Versions.FirstOrDefault();

        return new TextsToReview(draft.Texts, newest?.EffectiveAt, newest?.StatedDate) { Required = await policy.Required() };
    }
}
