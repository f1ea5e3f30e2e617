using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What the linter finds in a document, and a person's decisions about it.</summary>
internal static class FindingsEndpoints
{
    public static async Task<IResult> Show(Id<Document> document, TenantRequest request, string? language, string? done) =>
        Page.Of<FindingsPage, FindingsModel>(await Model(document, request, language) with { Done = done });

    public static async Task<IResult> Send(Id<Document> document, IFormCollection form, TenantRequest request, string? language)
    {
        var finding = form.Line("finding", 64);
        var note = form.Block($"note-{finding}");
        var withdraws = FormText.First(form, "do") is "withdraw";
        var actor = request.Account!.Id.Value;

        var outcome = withdraws
            ? await request.Grains.PolicyFindings(document).Withdraw(finding, actor)
            : await PolicyReviews.Decide(request.Grains, document, finding, note, actor);

        if (outcome.Succeeded(out _, out var refusal))
            return Results.Redirect($"{AdminPlaces.Findings(document)}?done={(withdraws ? "withdrawn" : "decided")}{In(language)}#f-{finding}");

        var model = await Model(document, request, language) with { Finding = finding, Note = note };
        return Page.Of<FindingsPage, FindingsModel>(
            model, refusal.Field is "note" ? refusal with { Field = $"note-{finding}" } : refusal);
    }

    private static string In(string? language) =>
        LanguageTag.TryCanonical(language, out var tag, out _) ? "&language=" + Uri.EscapeDataString(tag) : "";

    private static async Task<FindingsModel> Model(Id<Document> document, TenantRequest request, string? language)
    {
        var draft = await request.Grains.Policy(document).Draft();
        var review = await PolicyReviews.Of(request.Grains, document);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var by in review.Findings.Select(finding => finding.Decision).Concat(review.Lapsed).OfType<FindingDecision>()
            .Select(decision => decision.By).Distinct(StringComparer.Ordinal))
            names[by] = await ActorNames.Of(request.Grains, by, request.UiLanguage);

        var languages = review.Findings.Select(finding => finding.Finding.Language).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        var chosen = languages.FirstOrDefault(found => found == language);

        return new FindingsModel(
            document,
            [
                .. review.Findings.Where(finding => chosen is null || finding.Finding.Language == chosen)
                    .Select(finding => new FindingRow(
                        finding, SectionName.Of(draft.Texts.GetValueOrDefault(finding.Finding.Language)?.Section(finding.Finding.Section), request.Texts))),
            ],
            review.Lapsed,
            names.ToImmutableDictionary(StringComparer.Ordinal),
            languages,
            chosen,
            review.Open.Length,
            draft);
    }
}

/// <param name="Rows">In the chosen language, or all.</param>
/// <param name="Lapsed">Decisions about clauses that have changed or gone.</param>
/// <param name="Names">Who decided, by the actor as it is kept.</param>
/// <param name="Languages">That have findings.</param>
/// <param name="Language">The chosen one; null for all.</param>
/// <param name="Open">How many findings publishing waits for, in all languages.</param>
public sealed record FindingsModel(
    Id<Document> Document,
    ImmutableArray<FindingRow> Rows,
    ImmutableArray<FindingDecision> Lapsed,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<string> Languages,
    string? Language,
    int Open,
    PolicyDraft Draft)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>The finding of a refused form.</summary>
    public string? Finding { get; init; }

    /// <summary>What was typed into it.</summary>
    public string Note { get; init; } = "";
}

/// <param name="Section">Number and heading of the section, or how its text begins.</param>
public sealed record FindingRow(JudgedFinding Judged, string Section)
{
    public LintFinding Finding => Judged.Finding;
}

/// <summary>What to call a section in a line of its own.</summary>
internal static class SectionName
{
    private const int Longest = 60;

    public static string Of(PolicySection? section, Texts texts)
    {
        if (section is null || section.Key == PolicyText.OpeningKey)
            return texts["admin_policy.opening"];

        var words = section.Heading.Length > 0 ? section.Heading : section.Markdown;
        return $"{section.Number} {(words.Length <= Longest ? words : words[..Longest] + "…")}".Trim();
    }
}
