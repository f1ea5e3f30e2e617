using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>The published documents, for the footer and the header of every answer (M05).</summary>
internal sealed class PublishedPolicyLinks : IPolicyLinks
{
    // Registered relations (RFC 6903, 4 and 5).
    private static readonly ImmutableArray<(Id<Document> Document, string Relation)> related =
        [(Documents.Privacy, "privacy-policy"), (Id<Document>.Parse("terms"), "terms-of-service")];

    public async Task<ImmutableArray<ShellLink>> Of(TenantRequest request)
    {
        var texts = request.Texts;

        return
        [
            .. Documents.InForce(request.School.Rules, await Overviews(request))
                .Where(overview => Documents.AreFor(request.School.Rules.Documents.Of(overview.Document), request.Account, request.Clock.GetUtcNow()))
                .Select(overview => new ShellLink(Documents.Name(overview.Document, texts), $"/policies/{overview.Document}")),
            new ShellLink(texts["common.cookies"], Places.Cookies),
        ];
    }

    public async Task<ImmutableArray<string>> Relations(TenantRequest request)
    {
        var overviews = await Overviews(request);

        return
        [
            .. related.Where(link => overviews.Any(overview => overview.Document == link.Document && overview.Current is not null))
                .Select(link => $"</policies/{link.Document}>; rel=\"{link.Relation}\""),
        ];
    }

    public async Task<string> State(TenantRequest request) => string.Join(
        ' ',
        (await Overviews(request)).Select(overview => string.Create(
            CultureInfo.InvariantCulture, $"{overview.Document}:{overview.Current}/{overview.Versions.Length}-{overview.Versions.Count(head => head.CalledOff is not null)}")));

    private static Task<ImmutableArray<PolicyOverview>> Overviews(TenantRequest request) => request.Documents ??= Read(request);

    private static async Task<ImmutableArray<PolicyOverview>> Read(TenantRequest request) =>
    [
        .. await Task.WhenAll((await request.Grains.Documents.All()).Select(document => request.Grains.Policy(document).Overview())),
    ];
}

/// <summary>What reading policies needs from the host.</summary>
public static class PolicyRegistration
{
    /// <summary>The links of the footer, and what was compared.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services) =>
        services.AddSingleton<IPolicyLinks, PublishedPolicyLinks>().AddSingleton<KeptComparisons>().AddSingleton<KeptSheets>();
}
