using Microsoft.AspNetCore.StaticFiles;

namespace Darsgah.Gateway.Http;

/// <summary>Files of the product itself: the same on every host.</summary>
internal static class StaticFiles
{
    public static StaticFileOptions Options { get; } = new()
    {
        // Pages ask for ?v= and the content's hash, so what such an address holds never changes.
        OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = CacheControl(context),
    };

    private static string CacheControl(StaticFileResponseContext context) =>
        context.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable"
        : context.File.Name.EndsWith(".woff2", StringComparison.Ordinal) ? "public, max-age=604800"
        : "public, no-cache";
}
