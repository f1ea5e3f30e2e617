using Darsgah.Gateway.Http;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>The last look at a draft, and the act that makes it a version for ever, or asks a second person to.</summary>
internal static class PublishEndpoints
{
    private const string Summary = "summary-";

    public static async Task<IResult> Show(
        Id<Document> document, TenantRequest request, LetterWriter writer, string? view, string? done)
    {
        var sheet = await PublishSheet.Of(document, request, writer);

        return sheet.HasDraft
            ? Page.Of<PublishPage, PublishModel>(sheet with { SideBySide = view is "side", Done = done })
            : Results.Redirect(AdminPlaces.Document(document));
    }

    public static async Task<IResult> Send(Id<Document> document, IFormCollection form, TenantRequest request, LetterWriter writer)
    {
        var button = FormText.First(form, "do");

        if (button is "approve" or "withdraw")
            return await Answer(document, form, request, writer, approves: button is "approve");

        // Who reviews gives her word on what others ask for, and asks for nothing.
        if (!request.Account!.RunsSchool)
            return Results.NotFound();

        var sheet = await PublishSheet.Of(document, request, writer);
        var sent = form.Keys.Where(key => key.StartsWith(Summary, StringComparison.Ordinal)).Select(key => key[Summary.Length..]);
        var languages = sheet.Languages.Select(language => language.Language).Union(sent.Take(20), StringComparer.Ordinal);
        var typed = PublishForm.Read(form, languages);

        if (button is "inline" or "side")
        {
            var seen = await PublishSheet.Of(document, request, writer, typed);
            return Page.Of<PublishPage, PublishModel>(seen with { SideBySide = button is "side" });
        }

        if (Objection(form, typed) is { } objection)
            return Page.Of<PublishPage, PublishModel>(await PublishSheet.Of(document, request, writer, typed), objection);

        if (button is "check")
            return Page.Of<PublishPage, PublishModel>(await PublishSheet.Of(document, request, writer, typed) with { IsChecked = true });

        var outcome = await PolicyPublishing.Send(request.Grains, request.School, document, Command(typed, request), typed.Reason);

        if (outcome.Succeeded(out var made, out var refusal))
            return Done(document, made.Head is null);

        if (await IsDone(document, typed, request))
            return Done(document, asked: false);

        // Another draft than she looked at: what she typed stays, and the page shows what it would publish now.
        var now = await PublishSheet.Of(document, request, writer);
        var kept = refusal.Kind == ErrorKind.Conflict
            ? typed with { Revision = now.Form.Revision, Content = now.Form.Content }
            : typed;

        return Page.Of<PublishPage, PublishModel>(await PublishSheet.Of(document, request, writer, kept), At(refusal));
    }

    // The second person's word, or the request taken back.
    private static async Task<IResult> Answer(
        Id<Document> document, IFormCollection form, TenantRequest request, LetterWriter writer, bool approves)
    {
        var policy = request.Grains.Policy(document);
        var (id, content, actor) = (form.Line("request", 64), form.Line("content", 64), request.Account!.Id.Value);

        var refusal = approves
            ? (await policy.ApprovePublish(new ApprovePublish(id, content, actor))).Error
            : (await policy.WithdrawPublishRequest(id, actor)).Error;

        if (refusal is null)
            return Results.Redirect(approves ? AdminPlaces.Document(document) + "?done=published" : AdminPlaces.Publish(document) + "?done=withdrawn");

        var overview = await policy.Overview();

        // Pressed twice: the first press published it.
        return approves && refusal.Kind == ErrorKind.NotFound && overview.Versions is [{ ApprovedBy: var approver }, ..] && approver == actor
            ? Done(document, asked: false)
            : Page.Of<PublishPage, PublishModel>(await PublishSheet.Of(document, request, writer), refusal);
    }

    private static IResult Done(Id<Document> document, bool asked) => Results.Redirect(
        asked ? AdminPlaces.Publish(document) + "?done=asked" : AdminPlaces.Document(document) + "?done=published");

    private static PublishPolicy Command(PublishForm typed, TenantRequest request) => new(
        typed.Revision,
        typed.Class!.Value,
        typed.NewPurpose!.Value,
        typed.Summaries,
        PolicyTexts.StartOf(typed.EffectiveOn, request.School),
        typed.StatedDate,
        request.Account!.Id.Value)
    {
        Without = typed.Without,
    };

    private static Error? Objection(IFormCollection form, PublishForm typed)
    {
        if (typed.Class is null)
            return Error.Invalid("admin_policy.class_missing", "Say what kind of change it is.", "class");

        if (typed.NewPurpose is null)
            return Error.Invalid("admin_policy.purpose_missing", "Say whether there is a new purpose.", "new_purpose");

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

        return overview is { Versions: [var newest, ..] }
            && newest.PublishedBy == request.Account!.Id.Value
            && newest.Class == typed.Class
            && PublishForm.ContentOf(await Written(newest)) == typed.Published;

        // As they were written, with names where the version has values: the next draft starts from them.
        async Task<IEnumerable<KeyValuePair<string, string>>> Written(PolicyVersionHead version) =>
            from text in (await request.Grains.Policy(document).Draft()).Texts
            where version.Hashes.ContainsKey(text.Key)
            select KeyValuePair.Create(text.Key, text.Value.Hash);
    }

    private static Error At(Error refusal) => refusal.Field switch
    {
        "summary" => refusal with { Field = $"summary-{refusal.Values["language"]}" },
        "without" => refusal with { Field = $"stale-{refusal.Values.GetValueOrDefault("language")}" },
        _ => refusal,
    };
}
