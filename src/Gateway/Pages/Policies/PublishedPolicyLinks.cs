using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>The published documents, for the footer of every page (M05).</summary>
internal sealed class PublishedPolicyLinks : IPolicyLinks
{
    public async Task<ImmutableArray<ShellLink>> Of(TenantRequest request)
    {
        var texts = request.Texts;

        return
        [
            .. (await Documents.InForce(request.Grains, request.School.Rules))
                .Where(overview => Documents.AreFor(request.School.Rules.Documents.Of(overview.Document), request.Account))
                .Select(overview => new ShellLink(Documents.Name(overview.Document, texts), $"/policies/{overview.Document}")),
        ];
    }

    public async Task<string> State(TenantRequest request)
    {
        var overviews = await Task.WhenAll(
            (await request.Grains.Documents.All()).Select(document => request.Grains.Policy(document).Overview()));

        return string.Join(
            ' ',
            overviews.Select(overview => string.Create(
                CultureInfo.InvariantCulture, $"{overview.Document}:{overview.Current}/{overview.Versions.Length}-{overview.Versions.Count(head => head.CalledOff is not null)}")));
    }
}

/// <summary>What reading policies needs from the host.</summary>
public static class PolicyRegistration
{
    /// <summary>The links of the footer, and what was compared.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services) =>
        services.AddSingleton<IPolicyLinks, PublishedPolicyLinks>().AddSingleton<KeptComparisons>();
}
