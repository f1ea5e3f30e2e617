using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.TestKit;

/// <summary>What a test wants different from the product as it ships.</summary>
public sealed class SiteOptions
{
    /// <summary>The product's clock.</summary>
    public ManualClock Clock { get; init; } = new();

    /// <summary>Where it logs to.</summary>
    public LogBook Logs { get; init; } = new();

    /// <summary>Configuration, <c>Section:Key</c>.</summary>
    public IDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Replaces what stands at the edge: the post office.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Endpoints beside the product's own, behind the same pipeline.</summary>
    public Action<IEndpointRouteBuilder> Routes { get; init; } = _ => { };
}
