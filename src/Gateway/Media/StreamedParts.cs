using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Media;

/// <summary>Forms with files, read part by part as they arrive; their token is the first part.</summary>
internal sealed class StreamedParts(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> tokens)
{
    /// <summary>Characters of a token at most.</summary>
    public const int LongestToken = 4096;

    /// <summary>The parts of a request's form; null where it has none.</summary>
    public static MultipartReader? Reader(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 128 } boundary
            ? new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 }
            : null;

    /// <summary>Whether the first part is the token of a form that this school gave out.</summary>
    public async Task<bool> IsOurs(HttpContext http, MultipartSection? section)
    {
        if (section?.AsFormDataSection() is not { } field || field.Name != tokens.Value.FormFieldName)
            return false;

        // From the header the check never looks for a form.
        http.Request.Headers[tokens.Value.HeaderName!] = await Text(section, LongestToken, http.RequestAborted);
        return await antiforgery.IsRequestValidAsync(http);
    }

    /// <summary>A part's text, cut where it is longer than any that is asked for.</summary>
    public static async Task<string> Text(MultipartSection section, int most, CancellationToken cancellation)
    {
        var text = new char[most];
        using var reader = new StreamReader(section.Body);
        var length = await reader.ReadBlockAsync(text, cancellation);

        return new string(text, 0, length);
    }
}
