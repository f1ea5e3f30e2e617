using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

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

    public static async Task<IResult> Send(Id<Document> document, string language, IFormCollection form, TenantRequest request)
    {
        if (!LanguageTag.TryCanonical(language, out var tag, out _) || tag != language)
            return Results.NotFound();

        var sheet = await EditorSheet.Of(document, tag, request);
        var typed = EditorForm.Read(form);

        if (typed.After(FormText.First(form, "do")) is var (arranged, at))
            return await Editor(sheet.Model(arranged) with { At = at, IsArranged = true }, request);

        if (!typed.ToText(tag, sheet.Saved, sheet.Authoritative).Succeeded(out var text, out var refusal))
            return await Editor(sheet.Model(typed), request, refusal);

        var policy = request.Grains.Policy(document);
        var outcome = await typed.Mark.Save(policy, text, request.Account!.Id.Value);

        if (outcome.Succeeded(out _, out refusal))
            return Results.Redirect(AdminPlaces.Edit(document, tag) + "?saved=1");

        if (refusal.Kind != ErrorKind.Conflict)
            return await Editor(sheet.Model(typed), request, refusal);

        var now = await EditorSheet.Of(document, tag, request);
        var (merged, theirs) = EditorMerge.Of(typed, DraftMark.Of(now.Draft), now.Saved, now.Authoritative);

        return await Editor(now.Model(merged) with { Theirs = theirs }, request, refusal);
    }

    private static async Task<IResult> Editor(EditorModel model, TenantRequest request, Error? refusal = null)
    {
        var review = await PolicyReviews.Of(request.Grains, model.Document);
        var open = review.Findings.Where(finding => finding.Decision is null && finding.Finding.Language == model.Language);

        return Page.Of<EditorPage, EditorModel>(
            model with { Findings = open.ToLookup(finding => finding.Finding.Section, StringComparer.Ordinal) }, refusal);
    }
}

/// <summary>What lies on the table: the draft, this language's text in it, and the text it translates.</summary>
internal sealed record EditorSheet(
    Id<Document> Document, string Language, PolicyDraft Draft, PolicyText? Authoritative, PolicyText? Published)
{
    public PolicyText? Saved => Draft.Texts.GetValueOrDefault(Language);

    public static async Task<EditorSheet> Of(Id<Document> document, string language, TenantRequest request)
    {
        var policy = request.Grains.Policy(document);
        var draft = await policy.Draft();
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);

        if (binding is null || binding == language || !draft.Texts.TryGetValue(binding, out var authoritative))
            return new(document, language, draft, Authoritative: null, Published: null);

        var published = draft.BasedOn > 0 ? (await policy.Version(draft.BasedOn)).Value?.Texts.GetValueOrDefault(binding) : null;
        return new(document, language, draft, authoritative, published);
    }

    public EditorModel Model(EditorForm form)
    {
        var states = Authoritative is null
            ? ImmutableDictionary<string, SectionState>.Empty
            : LanguageRules.States(Saved ?? new PolicyText(Language, [], ""), Authoritative);

        // Before anything is saved in this language, its title is missing like everything else.
        if (Saved is null && Authoritative is not null)
            states = states.SetItem(PolicyText.OpeningKey, SectionState.Missing);

        return new EditorModel(Document, Language, form, Authoritative, states, Differences());
    }

    // Where a translation was made from the published text, what has changed in it since.
    private ImmutableDictionary<string, ImmutableArray<DiffRun>> Differences() => (Saved?.Parts ?? [])
        .Select(part => (part.Key, Old: Published?.Section(part.Key), New: Authoritative?.Section(part.Key), part.BasedOn))
        .Where(pair => pair.Old is not null && pair.New is not null && pair.Old.Hash == pair.BasedOn && pair.New.Hash != pair.BasedOn)
        .ToImmutableDictionary(
            pair => pair.Key, pair => WordDiff.Between(Words(pair.Old!), Words(pair.New!)), StringComparer.Ordinal);

    private static string Words(PolicySection section) => $"{section.Heading}\n{section.Markdown}";
}

/// <param name="Authoritative">The text that is translated; null in the text that binds, and while that is missing.</param>
/// <param name="States">Of what is saved, by section.</param>
/// <param name="Differences">By section: what changed in the authoritative text since it was translated.</param>
public sealed record EditorModel(
    Id<Document> Document,
    string Language,
    EditorForm Form,
    PolicyText? Authoritative,
    ImmutableDictionary<string, SectionState> States,
    ImmutableDictionary<string, ImmutableArray<DiffRun>> Differences)
{
    /// <summary>What somebody else saved where she typed too, by section.</summary>
    public ImmutableDictionary<string, PolicySection> Theirs { get; init; } = ImmutableDictionary<string, PolicySection>.Empty;

    /// <summary>What the linter finds in what is saved and nobody has decided about, by section.</summary>
    public ILookup<string, JudgedFinding> Findings { get; init; } = Array.Empty<JudgedFinding>().ToLookup(_ => "", StringComparer.Ordinal);

    /// <summary>The section to go on at; -1 for none.</summary>
    public int At { get; init; } = -1;

    /// <summary>Sections were added, moved or removed on the form, and nothing of it is saved yet.</summary>
    public bool IsArranged { get; init; }

    public bool IsSaved { get; init; }
}
