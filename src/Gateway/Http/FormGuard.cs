using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Antiforgery;

namespace Darsgah.Gateway.Http;

/// <summary>Refuses every unsafe request that cannot show that it was sent from the school's own pages (SEC-D01).</summary>
/// <remarks>
/// Every endpoint is guarded unless it says <c>DisableAntiforgery()</c>, which only endpoints that never look at a cookie
/// do. Browsers' own word (<c>Sec-Fetch-Site</c>, <c>Origin</c>) counts for these too; "same-site" is another school.
/// </remarks>
internal sealed class FormGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint || IsSafe(http.Request.Method)
            || (endpoint.Metadata.GetMetadata<StreamedForm>() is not null && !IsFromElsewhere(http.Request)))
        {
            await next(http);
        }
        else if (IsFromElsewhere(http.Request))
        {
            http.Refuse(Trouble.CrossSite);
        }
        else if (!await IsReadable(http))
        {
            http.Refuse(Trouble.Of(StatusCodes.Status400BadRequest));
        }
        else if (endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false } &&
            !await antiforgery.IsRequestValidAsync(http))
        {
            http.Refuse(Trouble.FormExpired);
        }
        else
        {
            await next(http);
        }
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.ToString() is not ("same-origin" or "none"))
            return true;

        return request.Headers.Origin is { Count: > 0 } origin &&
            !(Uri.TryCreate(origin, UriKind.Absolute, out var from) &&
              HostNames.Normalise(from.IdnHost) is { } host &&
              string.Equals(host, HostNames.Normalise(request.Host.Host), StringComparison.Ordinal));
    }

    // Read here, so that a form beyond the limits is a 400 and not whatever the first reader makes of it (SEC-M02).
    private static async Task<bool> IsReadable(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return true;

        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>
/// Marks the endpoint whose form has files too large to be read before it runs. It finds the form's token in the first field
/// and checks it itself, before anything else.
/// </summary>
internal sealed record StreamedForm;

/// <summary>Binds a form's token to the school that gave it out, so that no other takes it (SEC-A04).</summary>
internal sealed class FormTokenTenant : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => context.Features.Get<TenantRequest>()?.Tenant.Value ?? "";

    public bool ValidateAdditionalData(HttpContext context, string additionalData) =>
        additionalData is { Length: > 0 } &&
        string.Equals(additionalData, GetAdditionalData(context), StringComparison.Ordinal);
}
