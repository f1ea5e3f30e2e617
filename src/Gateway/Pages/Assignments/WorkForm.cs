using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;

namespace Darsgah.Gateway.Pages.Assignments;

/// <summary>A draft as its form sends it: the text, files read as they arrive, and which button it was.</summary>
/// <remarks>
/// Token, number and text come before any file, as they stand on the page; so the text is kept before a file can be refused.
/// </remarks>
internal sealed class WorkForm(HandedFiles files, StreamedParts parts, IAntiforgery antiforgery)
{
    // What the fields beside the files take, and the parts around them.
    private const long Fields = 1024 * 1024;

    // What is longer than may be handed in is refused as a text, not cut.
    private const int LongestRead = AssignmentRules.LongestText * 2;

    /// <summary>Whether the form is one of ours: its token, before anything else is read or looked up.</summary>
    /// <returns>What comes after the token; null where the request was refused.</returns>
    public async Task<OpenForm?> Open(HttpContext http)
    {
        var form = StreamedParts.Reader(http.Request);

        // How large a part is, only its end says; the whole is as large at least.
        if (http.Request.ContentLength is not { } length)
            return Refused<OpenForm>(http, Trouble.Of(StatusCodes.Status411LengthRequired));

        if (length > Fields + ((long)AssignmentRules.MostFiles * AssignmentRules.MostMegabytes * 1024 * 1024))
            return Refused<OpenForm>(http, Trouble.Of(StatusCodes.Status413PayloadTooLarge));

        try
        {
            // A form without room for files brings none, and is as small as any other.
            var isOurs = form is null
                ? http.Request.HasFormContentType && length <= Fields && await antiforgery.IsRequestValidAsync(http)
                : await parts.IsOurs(http, await form.ReadNextSectionAsync(http.RequestAborted));

            return isOurs ? new OpenForm(form) : Refused<OpenForm>(http, Trouble.FormExpired);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refused<OpenForm>(http, Trouble.Of(StatusCodes.Status400BadRequest));
        }
    }

    /// <summary>Reads the rest of the form, and keeps what it can of it.</summary>
    /// <returns>What was asked; null where the form breaks off, and the request was refused.</returns>
    public async Task<TypedWork?> Take(HttpContext http, TenantRequest request, AssignmentPlace place, OpenForm form)
    {
        try
        {
            return await Read(http, request, place, form);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refused<TypedWork>(http, Trouble.Of(StatusCodes.Status400BadRequest));
        }
    }

    private async Task<TypedWork> Read(HttpContext http, TenantRequest request, AssignmentPlace place, OpenForm form)
    {
        var (typed, saved) = (new TypedWork(), false);
        var book = place.Book(request);

        async Task Save()
        {
            saved = true;
            typed = typed with { Refusal = (await book.Save(new SaveDraft(typed.Number, typed.Text, typed.Seen))).Error };
        }

        foreach (var (name, value) in form.Parts is null ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty)
            typed = typed.With(name, value.ToString());

        while (form.Parts is not null && typed.Refusal is null && await form.Parts.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            if (section.AsFileSection() is { } part)
            {
                if (!saved)
                    await Save();

                if (part.FileName.Length > 0 && typed.Refusal is null)
                {
                    var added = await files.Add(request, place, typed.Number, part.FileName, part.FileStream!, http.RequestAborted);
                    typed = typed with { Refusal = added.Error };
                }
            }
            else if (section.AsFormDataSection() is { } field)
            {
                typed = typed.With(field.Name, await StreamedParts.Text(section, LongestRead, http.RequestAborted));
            }
        }

        if (!saved)
            await Save();

        return typed;
    }

    private static T? Refused<T>(HttpContext http, Trouble trouble)
        where T : class
    {
        http.Refuse(trouble);
        return null;
    }
}

/// <summary>A form whose token was ours.</summary>
/// <param name="Parts">What comes after the token, with room for files; null for a form that was read whole.</param>
internal sealed record OpenForm(MultipartReader? Parts);

/// <summary>What a draft's form says.</summary>
internal sealed record TypedWork
{
    /// <summary>The number that the draft will have.</summary>
    public int Number { get; init; }

    /// <summary>Revision of the text that was on the page.</summary>
    public int Seen { get; init; }

    public string Text { get; init; } = "";

    /// <summary>The button: <c>save</c>, <c>hand-in</c>, <c>remove:</c> and a file.</summary>
    public string Do { get; init; } = "";

    /// <summary>Why not all of it was kept; null where it was.</summary>
    public Error? Refusal { get; init; }

    /// <summary>With one field more.</summary>
    public TypedWork With(string name, string value) => name switch
    {
        "number" => this with { Number = Whole(value) },
        "seen" => this with { Seen = Whole(value) },
        "text" => this with { Text = FormText.Block(value) },
        "do" => this with { Do = FormText.Line(value) },
        _ => this,
    };

    private static int Whole(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
