namespace Darsgah.Gateway.Http;

/// <summary>Marks an endpoint whose page is the same for all visitors, as long as its state is.</summary>
/// <param name="State">
/// All that the page's content comes from, in short: revisions, numbers. School, language and address need not be in it,
/// nor what the frame shows.
/// </param>
internal sealed record KeptEndpoint(Func<TenantRequest, RouteValueDictionary, Task<string>> State);

/// <summary>What a request's answer has in it that is nobody else's: it is never kept.</summary>
internal sealed record PersonalPage
{
    /// <summary>Says so of the request's answer.</summary>
    public static void Mark(HttpContext http) => http.Features.Set(new PersonalPage());
}

internal static class KeptEndpointExtensions
{
    /// <summary>Keeps the endpoint's pages. What they show beside the school and its policies is in <paramref name="state"/>.</summary>
    public static TBuilder Kept<TBuilder>(
        this TBuilder endpoint, Func<TenantRequest, RouteValueDictionary, Task<string>>? state = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new KeptEndpoint(state ?? Nothing));

    private static Task<string> Nothing(TenantRequest request, RouteValueDictionary route) => Task.FromResult("");
}
