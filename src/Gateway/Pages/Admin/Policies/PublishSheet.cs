using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Gathers what somebody has to see before she publishes.</summary>
internal static class PublishSheet
{
    private static readonly ChangeProposal Nothing = new(ChangeClass.Editorial, []);

    public static async Task<PublishModel> Of(Id<Document> document, TenantRequest request, DateTimeOffset now)
    {
        var policy = request.Grains.Policy(document);
        var overview = await policy.Overview();
        var draft = await policy.Draft();
        var latest = overview.Versions.FirstOrDefault();
        var before = latest is null ? null : (await policy.Version(latest.Number)).Value;
        var languages = DraftLanguage.Of(request.School, draft);
        var changes = Changes(draft, before, languages);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(request.School.Profile.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var binding = languages.FirstOrDefault(language => language.Binds);

        var form = new PublishForm(
            draft.Revision,
            PublishForm.ContentOf(draft.Texts.Select(text => KeyValuePair.Create(text.Key, text.Value.Hash))),
            Class: null,
            NewPurpose: null,
            ImmutableDictionary<string, string>.Empty,
            request.School.Rules.Change.EffectiveDateRequired ? today : null,
            StatedDate(draft, binding?.Language));

        return new PublishModel(
            document,
            form,
            latest,
            draft.IsSaved,
            changes,
            Proposal(changes),
            languages,
            binding is { Sections: 0 } && !draft.Texts.ContainsKey(binding.Language) ? binding.Language : null,
            request.School.Rules,
            await request.Grains.Members.Count(),
            today,
            await request.Grains.PolicyFindings(document).Review(
                new TextsToReview(draft.Texts, PolicyTexts.StartOf(form.EffectiveOn, request.School), form.StatedDate)));
    }

    private static ImmutableArray<LanguageChange> Changes(
        PolicyDraft draft, PolicyVersion? before, ImmutableArray<DraftLanguage> languages) =>
    [
        .. languages.Where(language => draft.Texts.ContainsKey(language.Language)).Select(language =>
        {
            var old = before?.Texts.GetValueOrDefault(language.Language);
            return new LanguageChange(language.Language, old is null, PolicyChange.Between(old, draft.Texts[language.Language]));
        }),
    ];

    // The weightiest of the languages; a translation that is new only says again what was said.
    private static ChangeProposal Proposal(ImmutableArray<LanguageChange> changes) =>
        changes.Where(change => !change.Change.None && !change.IsNew).Select(change => change.Change.Proposal)
            .DefaultIfEmpty(changes.Select(change => change.Change.Proposal).FirstOrDefault(Nothing))
            .MaxBy(proposal => proposal.Class)!;

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
