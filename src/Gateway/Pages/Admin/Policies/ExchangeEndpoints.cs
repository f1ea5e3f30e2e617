using System.Globalization;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Exchange;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Translations by file: XLIFF 1.2 for translators' programs, out and back in, in two steps with a report.</summary>
internal static class ExchangeEndpoints
{
    public static async Task<IResult> Show(Id<Document> document, TenantRequest request) =>
        Page.Of<ExchangePage, ExchangeModel>(Model(document, await request.Grains.Policy(document).Draft(), request));

    /// <summary>The file for a translator.</summary>
    public static async Task<IResult> Export(Id<Document> document, TenantRequest request, HttpContext http, string? language)
    {
        var draft = await request.Grains.Policy(document).Draft();
        var model = Model(document, draft, request);

        if (model.Binding is not { } binding)
            return Page.Of<ExchangePage, ExchangeModel>(model, Nothing());

        if (!LanguageTag.TryCanonical(language, out var tag, out _) || tag == binding)
            return Page.Of<ExchangePage, ExchangeModel>(model, XliffErrors.BadTarget(language ?? "") with { Field = "language" });

        http.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"{document}-{draft.Revision}.{binding}-{tag}.xlf\"");
        return Results.Bytes(
            XliffFile.Write(document, draft.Revision, draft.Texts[binding], tag, draft.Texts.GetValueOrDefault(tag)), "application/x-xliff+xml");
    }

    public static async Task<IResult> Send(Id<Document> document, IFormCollection form, TenantRequest request, CancellationToken stop)
    {
        var draft = await request.Grains.Policy(document).Draft();
        var model = Model(document, draft, request);

        if (model.Binding is not { } binding)
            return Page.Of<ExchangePage, ExchangeModel>(model, Nothing());

        var bytes = form.Files["file"] is { Length: > 0 } file ? await Start(file, stop) : Encoding.UTF8.GetBytes(FormText.First(form, "source"));

        if (!XliffFile.Read(bytes, document, draft.Texts[binding], draft.Texts).Succeeded(out var report, out var refusal))
            return Page.Of<ExchangePage, ExchangeModel>(model, refusal);

        var reported = model with { Report = report, Source = Encoding.UTF8.GetString(bytes), TakesOthers = form.Ticked("others") };

        if (!form.ContainsKey("save") || report.Text is null)
            return Page.Of<ExchangePage, ExchangeModel>(reported);

        // All of it or nothing, unless she says so.
        if (report.HasRefusals && !reported.TakesOthers)
        {
            return Page.Of<ExchangePage, ExchangeModel>(
                reported, Error.Invalid("policy.xliff_partial", "Some sections cannot be taken. Say that the others are to be, or take none.", "others"));
        }

        var saved = await DraftMark.Read(form).Save(request.Grains.Policy(document), report.Text, request.Account!.Id.Value);

        return saved.Succeeded(out _, out refusal)
            ? Results.Redirect(AdminPlaces.Edit(document, report.Language) + "?saved=1")
            : Page.Of<ExchangePage, ExchangeModel>(reported, refusal);
    }

    private static Error Nothing() => Error.Conflict(
        "policy.xliff_nothing", "There is no prevailing text in the draft to translate from. Write it first, and say in the rules which language prevails.");

    private static ExchangeModel Model(Id<Document> document, PolicyDraft draft, TenantRequest request)
    {
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);

        return new ExchangeModel(
            document,
            DraftMark.Of(draft),
            binding is not null && draft.Texts.ContainsKey(binding) ? binding : null,
            [.. DraftLanguage.Of(request.School, draft).Where(language => !language.Binds)])
        {
            NotBegun = request.School.Profile.Languages.FirstOrDefault(language => language != binding && !draft.Texts.ContainsKey(language)),
        };
    }

    // One byte more than fits is enough to see that it does not.
    private static async Task<byte[]> Start(IFormFile file, CancellationToken stop)
    {
        await using var stream = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, XliffFile.Largest + 1)];
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}

/// <param name="Binding">The language that is translated from; null where its text is not there.</param>
/// <param name="Languages">Translations that the draft has.</param>
public sealed record ExchangeModel(Id<Document> Document, DraftMark Mark, string? Binding, ImmutableArray<DraftLanguage> Languages)
{
    /// <summary>A language of the school that the draft has no translation in; null where it has all.</summary>
    public string? NotBegun { get; init; }

    /// <summary>What a file brings; null before one was read.</summary>
    public XliffReport? Report { get; init; }

    /// <summary>The file as it was read, for the second step.</summary>
    public string Source { get; init; } = "";

    /// <summary>She takes what can be taken, though some of it cannot.</summary>
    public bool TakesOthers { get; init; }
}
