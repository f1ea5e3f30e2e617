using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>The last look at a draft, and the act that makes it a version for ever.</summary>
internal static class PublishEndpoints
{
    private const string Summary = "summary-";

    public static async Task<IResult> Show(Id<Document> document, TenantRequest request, TimeProvider clock)
    {
        var sheet = await PublishSheet.Of(document, request, clock.GetUtcNow());

        return sheet.HasDraft
            ? Page.Of<PublishPage, PublishModel>(sheet)
            : Results.Redirect(AdminPlaces.Document(document));
    }

    public static async Task<IResult> Send(
        Id<Document> document, IFormCollection form, TenantRequest request, TimeProvider clock)
    {
        var sheet = await PublishSheet.Of(document, request, clock.GetUtcNow());
        var sent = form.Keys.Where(key => key.StartsWith(Summary, StringComparison.Ordinal)).Select(key => key[Summary.Length..]);
        var languages = sheet.Languages.Select(language => language.Language).Union(sent.Take(20), StringComparer.Ordinal);
        var typed = PublishForm.Read(form, languages);

        if (Objection(form, typed) is { } objection)
            return Page.Of<PublishPage, PublishModel>(sheet with { Form = typed }, objection);

        var published = await request.Grains.Policy(document).Publish(new PublishPolicy(
            typed.Revision,
            typed.Class!.Value,
            typed.NewPurpose!.Value,
            typed.Summaries,
            PolicyTexts.StartOf(typed.EffectiveOn, request.School),
            typed.StatedDate,
            request.Account!.Id.Value));

        if (published.Succeeded(out _, out var refusal) || await IsDone(document, typed, request))
            return Results.Redirect(AdminPlaces.Document(document) + "?done=published");

        var now = await PublishSheet.Of(document, request, clock.GetUtcNow());

        // Another draft than she looked at: what she typed stays, and the page shows what it would publish now.
        var kept = refusal.Kind == ErrorKind.Conflict
            ? typed with { Revision = now.Form.Revision, Content = now.Form.Content }
            : typed;

        return Page.Of<PublishPage, PublishModel>(now with { Form = kept }, At(refusal, now));
    }

    private static Error? Objection(IFormCollection form, PublishForm typed)
    {
        if (typed.Class is null)
            return Error.Invalid("admin_policy.class_missing", "Say what kind of change it is.", "class");

        if (typed.NewPurpose is null)
            return Error.Invalid("admin_policy.purpose_missing", "Say whether there is a new purpose.", "new_purpose");

        if (typed.Summaries.FirstOrDefault(summary => summary.Value.Length > PublishForm.LongestSummary) is { Key: { } language })
            return Error.Invalid("admin_policy.summary_long", "A summary takes at most 2,000 characters.", $"summary-{language}");

        foreach (var field in new[] { "effective", "stated" })
        {
            if (form.Line(field, 40).Length > 0 && form.Day(field) is null)
                return Error.Invalid("admin_policy.date_bad", "Write the date as year-month-day, like 2026-11-22.", field);
        }

        return null;
    }

    // Sent twice: the first of the two published exactly this, and it was she who did.
    private static async Task<bool> IsDone(Id<Document> document, PublishForm typed, TenantRequest request)
    {
        var overview = await request.Grains.Policy(document).Overview();

        return overview is { DraftRevision: 0, Versions: [var newest, ..] }
            && newest.PublishedBy == request.Account!.Id.Value
            && newest.Class == typed.Class
            && PublishForm.ContentOf(newest.Hashes) == typed.Content;
    }

    private static Error At(Error refusal, PublishModel sheet) =>
        refusal.Field is "summary" && !sheet.Languages.IsEmpty
            ? refusal with { Field = $"summary-{sheet.Languages[0].Language}" }
            : refusal;
}
