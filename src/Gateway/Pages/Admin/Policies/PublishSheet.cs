using System.Globalization;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Gathers what somebody has to see before she publishes.</summary>
internal static class PublishSheet
{
    private const int MostDecided = 10;

    /// <param name="typed">What she has answered so far; null for a new form.</param>
    public static async Task<PublishModel> Of(
        Id<Document> document, TenantRequest request, LetterWriter writer, PublishForm? typed = null)
    {
        var now = request.Clock.GetUtcNow();
        var policy = request.Grains.Policy(document);
        var overview = await policy.Overview();
        var draft = await policy.Draft();
        var latest = overview.Versions.FirstOrDefault();
        var languages = DraftLanguage.Of(request.School, draft);
        var today = request.School.DayAt(now);
        var binding = languages.FirstOrDefault(language => language.Binds);

        var fresh = new PublishForm(
            draft.Revision,
            PublishForm.ContentOf(draft.Texts.Select(text => KeyValuePair.Create(text.Key, text.Value.Hash))),
            Class: null,
            NewPurpose: null,
            ImmutableDictionary<string, string>.Empty,
            request.School.Rules.Change.EffectiveDateRequired ? today : null,
            StatedDate(draft, binding?.Language));
        var form = typed ?? fresh;
        var starts = PolicyTexts.StartOf(form.EffectiveOn, request.School);
        var changes = await PolicyPublishing.Changes(policy, draft, request.School, starts);
        var reach = await DocumentReach.Of(request, document);
        var effects = ClassEffect.Of(request.School, reach, form.NewPurpose == true, latest is null, now);
        var mails = effects.Any(effect => effect.Mails && (form.Class is null || effect.Class == form.Class));

        return new PublishModel(
            document,
            form,
            latest,
            draft.IsSaved,
            changes,
            PolicyPublishing.Proposed([.. changes.Where(change => !form.Without.Contains(change.Language, StringComparer.Ordinal))]),
            languages,
            binding is { Sections: 0 } && !draft.Texts.ContainsKey(binding.Language) ? binding.Language : null,
            request.School.Rules,
            reach,
            effects,
            mails ? Letters(document, request, writer, form, (latest?.Number ?? 0) + 1, starts is { } start && start > now ? start : now, binding?.Language) : [],
            today,
            await request.Grains.PolicyFindings(document).Review(
                new TextsToReview(draft.Texts.RemoveRange(form.Without), starts, form.StatedDate) { Required = await policy.Required() }))
        {
            OpenComments = (await request.Grains.PolicyComments(document).Threads()).Count(thread => thread.IsOpen),
            Waiting = await Waiting(policy, draft, request),
            Decided = await Decided(overview, request),
        };
    }

    internal static async Task<WaitingVersion?> Waiting(IPolicyGrain policy, PolicyDraft draft, TenantRequest request) =>
        await policy.PublishRequest() is { } waiting
            ? new WaitingVersion(
                waiting,
                await ActorNames.Of(request.Grains, waiting.By, request.UiLanguage),
                waiting.By == request.Account!.Id.Value,
                waiting.Holds(draft.Revision))
            : null;

    private static async Task<ImmutableArray<DecidedVersion>> Decided(PolicyOverview overview, TenantRequest request)
    {
        var decided = ImmutableArray.CreateBuilder<DecidedVersion>();

        foreach (var head in overview.Versions.Where(head => head.Decision is not null).Take(MostDecided))
        {
            decided.Add(new(
                head,
                head.Decision!,
                await ActorNames.Of(request.Grains, head.PublishedBy, request.UiLanguage),
                head.ApprovedBy.Length > 0 ? await ActorNames.Of(request.Grains, head.ApprovedBy, request.UiLanguage) : ""));
        }

        return decided.ToImmutable();
    }

    // As members will get it, each in her language; a summary that is missing there is taken as the letter takes it.
    private static ImmutableArray<LetterText> Letters(
        Id<Document> document, TenantRequest request, LetterWriter writer, PublishForm form, int number, DateTimeOffset from, string? binding) =>
    [
        .. UiLanguages.All.Select(language => writer.Compose(
            request.School,
            Texts.Of(language)["publish.letter_name"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["template"] = "policy_changed",
                ["language"] = language.Tag,
                ["policy"] = document.Value,
                ["number"] = number.ToString(CultureInfo.InvariantCulture),
                ["date"] = from.ToString("O", CultureInfo.InvariantCulture),
                ["summary"] = form.Summaries.GetValueOrDefault(language.Tag)
                    ?? form.Summaries.GetValueOrDefault(binding ?? "")
                    ?? form.Summaries.Values.FirstOrDefault(""),
                ["path"] = $"/policies/{document}/versions/{number.ToString(CultureInfo.InvariantCulture)}",
            })),
    ];

    // The date that the text carries about itself is read as an import reads it (M03).
    private static DateOnly? StatedDate(PolicyDraft draft, string? binding)
    {
        var text = draft.Texts.GetValueOrDefault(binding ?? "") ?? draft.Texts.Values.FirstOrDefault();

        if (text is null)
            return null;

        var words = string.Join("\n\n", text.Parts.SelectMany(part => new[] { part.Heading, part.Markdown }));
        var read = PolicyImport.Read(
            Encoding.UTF8.GetBytes(words), new ImportOptions(text.Language) { Format = ImportFormat.PlainText, RemoveResidue = false });

        return read.Value?.StatedDate;
    }
}
