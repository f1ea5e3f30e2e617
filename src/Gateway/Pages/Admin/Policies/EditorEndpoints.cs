using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>A document's text in one language, section by section.</summary>
internal static class EditorEndpoints
{
    public static IResult Choose(Id<Document> document, string? language) =>
        LanguageTag.TryCanonical(language, out var tag, out _)
            ? Results.Redirect(AdminPlaces.Edit(document, tag))
            : Results.Redirect(AdminPlaces.Document(document));

    public static async Task<IResult> Show(Id<Document> document, string language, TenantRequest request, string? saved)
    {
        if (!LanguageTag.TryCanonical(language, out var tag, out _))
            return Results.NotFound();

        if (tag != language)
            return Results.Redirect(AdminPlaces.Edit(document, tag));

        var sheet = await EditorSheet.Of(document, tag, request);
        var form = EditorForm.Of(DraftMark.Of(sheet.Draft), sheet.Saved, sheet.Authoritative);

        return await Editor(sheet.Model(form) with { IsSaved = saved is "1" }, request);
    }

    public static async Task<IResult> Send(
        Id<Document> document, string language, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (!LanguageTag.TryCanonical(language, out var tag, out _) || tag != language)
            return Results.NotFound();

        var typed = EditorForm.Read(form);
        var button = FormText.First(form, "do");

        // What a script saves while she types is answered in words for its one line, and changes no page.
        if (button is "auto")
            return EditorReply.Of(typed, await EditorSave.Of(typed, document, tag, request, merges: true), context, request.Clock.GetUtcNow());

        var sheet = await EditorSheet.Of(document, tag, request);

        if ((typed.After(button) ?? typed.Restored(button, sheet.Newest, sheet.Saved)) is var (arranged, at))
            return await Editor(sheet.Model(arranged) with { At = at, IsArranged = true }, request);

        var outcome = await EditorSave.Of(typed, document, tag, request, merges: false);

        return outcome.Refusal is { } refusal
            ? await Editor(outcome.Sheet.Model(outcome.Form) with { Theirs = outcome.Theirs, TheirOrder = outcome.TheirOrder }, request, refusal)
            : Results.Redirect(AdminPlaces.Edit(document, tag) + "?saved=1");
    }

    // Of what is saved, and of what was published: on the form it is gone, or nothing stands in it.
    private static async Task<ImmutableArray<RequiredSection>> Lost(
        EditorModel model, ImmutableArray<RequiredSection> required, TenantRequest request)
    {
        var kept = model.Form.Sections.Where(part => !part.IsEmpty).Select(part => part.Key)
            .Concat(model.Form.Opening.Markdown.Length > 0 ? [PolicyText.OpeningKey] : []).ToList();
        var published = await RequiredClauses.Lost(request, model.Document, model.Newest, kept);

        return [.. required.Without(kept).Concat(published).DistinctBy(lost => (lost.Section, lost.Setting.Path))];
    }

    private static async Task<IResult> Editor(EditorModel model, TenantRequest request, Error? refusal = null)
    {
        var review = await PolicyReviews.Of(request.Grains, model.Document);
        var open = review.Findings.Where(finding => finding.Decision is null && finding.Finding.Language == model.Language);
        var comments = await request.Grains.PolicyComments(model.Document).Threads();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var by in model.Confirmed.Values.Select(confirmed => confirmed.By)
            .Concat(comments.Where(thread => thread.IsOpen).SelectMany(thread => thread.Comments).Select(comment => comment.By)).Distinct(StringComparer.Ordinal))
            names[by] = await ActorNames.Of(request.Grains, by, request.UiLanguage);

        var required = await RequiredClauses.Of(request, model.Document, model.Binding);

        return Page.Of<EditorPage, EditorModel>(
            model with
            {
                Required = required.ToLookup(section => section.Section, StringComparer.Ordinal),
                Lost = model.Authoritative is null ? await Lost(model, required, request) : [],
                Findings = open.ToLookup(finding => finding.Finding.Section, StringComparer.Ordinal),
                Comments = comments.ToLookup(thread => thread.Section, StringComparer.Ordinal),
                Names = names.ToImmutableDictionary(StringComparer.Ordinal),
            },
            refusal);
    }
}
