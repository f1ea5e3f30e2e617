namespace Darsgah.Gateway.Http;

/// <summary>Names the policies in force in the head of every answer of a school: pages, files and the API alike (M05).</summary>
/// <remarks>From memory, and read once for the request: footer and kept pages go by the same.</remarks>
internal sealed class PolicyRelations(RequestDelegate next, IPolicyLinks policies)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<TenantRequest>() is { IsPlatform: false } request && await policies.Relations(request) is { IsEmpty: false } links)
        {
            // When the answer starts, so that no error page loses them.
            http.Response.OnStarting(() =>
            {
                foreach (var link in links)
                    http.Response.Headers.Append("Link", link);

                return Task.CompletedTask;
            });
        }

        await next(http);
    }
}
