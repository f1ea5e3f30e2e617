using System.Text;
using System.Text.Unicode;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>A file or a pasted text becomes a draft in two steps: it is read and reported on, then it is saved.</summary>
internal static class ImportEndpoints
{
    public static async Task<IResult> Show(Id<Document> document, TenantRequest request, string? language)
    {
        var draft = await request.Grains.Policy(document).Draft();
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);
        var form = new ImportForm(
            DraftMark.Of(draft), language ?? binding ?? request.School.Profile.DefaultLanguage, "", "", RemoveResidue: true, Translates: false);

        return Page.Of<ImportPage, ImportModel>(Model(document, draft, binding, form));
    }

    public static async Task<IResult> Send(
        Id<Document> document, IFormCollection form, TenantRequest request, CancellationToken stop)
    {
        var (typed, bytes) = await ImportForm.Read(form, stop);
        var policy = request.Grains.Policy(document);
        var draft = await policy.Draft();
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);
        var read = PolicyImport.Read(bytes, typed.ToOptions(draft, binding));

        if (!read.Succeeded(out var report, out var refusal))
        {
            var kept = Utf8.IsValid(bytes) && bytes.Length <= PolicyImport.LargestFile ? Encoding.UTF8.GetString(bytes) : "";
            return Page.Of<ImportPage, ImportModel>(
                Model(document, draft, binding, typed with { Source = kept.Replace("\0", "", StringComparison.Ordinal) }), refusal);
        }

        var next = typed with { Source = Decoded(bytes), Language = report.Text.Language };

        if (!form.ContainsKey("save"))
            return await Reported(Model(document, draft, binding, next), refusal: null);

        var text = typed.Translates && binding is not null && draft.Texts.TryGetValue(binding, out var authoritative)
            ? report.Text.MadeFrom(authoritative)
            : report.Text;
        var saved = await typed.Mark.Save(policy, text, request.Account!.Id.Value);

        if (saved.Succeeded(out _, out refusal))
            return Results.Redirect(AdminPlaces.Document(document) + "?done=imported");

        // The source is still in the form; saving again is a decision made with the newer draft in sight.
        return await Reported(Model(document, draft, binding, next with { Mark = DraftMark.Of(draft) }), refusal);

        async Task<IResult> Reported(ImportModel model, Error? refusal) => Page.Of<ImportPage, ImportModel>(
            model with { Report = report, Lint = await PolicyReviews.OfImport(request.Grains, document, draft, report) }, refusal);
    }

    private static ImportModel Model(Id<Document> document, PolicyDraft draft, string? binding, ImportForm form) => new(
        document,
        form,
        Report: null,
        binding is not null && draft.Texts.ContainsKey(binding) ? binding : null,
        [.. draft.Texts.Keys.Order(StringComparer.Ordinal)]);

    // What was read once is UTF-8 or UTF-16; the second step sends it as text.
    private static string Decoded(byte[] bytes)
    {
        using var reader = new StreamReader(
            new MemoryStream(bytes), Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Unicode, detectEncodingFromByteOrderMarks: true);

        return reader.ReadToEnd();
    }
}

/// <param name="Report">What was read; null before that, and where it could not be.</param>
/// <param name="Binding">The language that binds, where its text is in the draft.</param>
/// <param name="InDraft">Languages that the draft has; importing one of them replaces its text.</param>
public sealed record ImportModel(
    Id<Document> Document, ImportForm Form, ImportReport? Report, string? Binding, ImmutableArray<string> InDraft)
{
    /// <summary>What the linter finds in the text that was read.</summary>
    public ImmutableArray<JudgedFinding> Lint { get; init; } = [];

    /// <summary>The text that was read is in another language than the one that binds.</summary>
    public bool IsTranslation => Binding is not null && Report is not null && Report.Text.Language != Binding;
}
