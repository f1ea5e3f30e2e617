using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;

namespace Darsgah.Gateway.Media;

/// <summary>Files that come in a plain form: read as they arrive, never laid aside in the clear.</summary>
/// <remarks>The form's token is its first field, and is checked before anything else is read.</remarks>
internal sealed class MediaForm(Uploads uploads, StreamedParts parts, IAntiforgery antiforgery)
{
    private const int LongestField = 4096;
    private const int MostFiles = 50;

    /// <summary>Takes in every file of the request's form.</summary>
    /// <returns>
    /// The files; or the first refusal, after which nothing more was read. Null where the form is not one of ours, and the request
    /// was refused.
    /// </returns>
    /// <param name="fields">Takes the form's other fields, each by its name; null where there are none.</param>
    /// <param name="passing">Each file begins a batch that <see cref="Uploads.Clear"/> ends.</param>
    public async Task<Outcome<ImmutableArray<MediaFile>>?> Take(
        HttpContext http, TenantRequest request, Dictionary<string, string>? fields = null, bool passing = false)
    {
        // A form without room for files brings none.
        if (StreamedParts.Reader(http.Request) is not { } form)
            return http.Request is { HasFormContentType: true, ContentLength: < StreamedParts.LongestToken } && await antiforgery.IsRequestValidAsync(http)
                ? MediaErrors.Empty()
                : Refused(http, Trouble.FormExpired);

        // How large a part is, only its end says; the whole is as large at least.
        if (http.Request.ContentLength is not { } most)
            return Refused(http, Trouble.Of(StatusCodes.Status411LengthRequired));

        var files = ImmutableArray.CreateBuilder<MediaFile>();

        try
        {
            if (!await parts.IsOurs(http, await form.ReadNextSectionAsync(http.RequestAborted)))
                return Refused(http, Trouble.FormExpired);

            while (await form.ReadNextSectionAsync(http.RequestAborted) is { } section && files.Count < MostFiles)
            {
                if (section.AsFileSection() is not { FileName.Length: > 0 } part)
                {
                    if (fields is not null && section.AsFormDataSection() is { } field)
                        fields[field.Name] = await StreamedParts.Text(section, LongestField, http.RequestAborted);

                    continue;
                }

                var kept = await uploads.Put(request.Grains, part.FileName, most, part.FileStream!, http.RequestAborted, passing);

                if (!kept.Succeeded(out var file, out var refusal))
                    return refusal;

                files.Add(file);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refused(http, Trouble.Of(StatusCodes.Status400BadRequest));
        }

        return files.Count == 0 ? MediaErrors.Empty() : files.ToImmutable();
    }

    private static Outcome<ImmutableArray<MediaFile>>? Refused(HttpContext http, Trouble trouble)
    {
        http.Refuse(trouble);
        return null;
    }
}
