using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;

namespace Darsgah.Gateway.Api;

/// <summary>What the linter finds in a document, and what the school decides about it, by a school's admins; drafters and reviewers read.</summary>
internal static class FindingsApi
{
    public static void MapFindingsApi(this RouteGroupBuilder api)
    {
        var findings = api.MapGroup("/policies/{document}/findings").WithTags("Findings").On(Hosts.School);

        findings.MapGet("/", List).For(ApiRole.Admin, Role.Drafter, Role.Reviewer).OfKnownDocument().WithSummary("Findings in the draft, or in the newest version while there is no draft; the weightiest first.")
            .WithDescription("Publishing waits for every finding that has stopsPublishing.").Produces<ListOf<FindingLine>>();
        findings.MapPut("/{finding}/decision", Decide).For(ApiRole.Admin).OfKnownDocument()
            .WithSummary("Decides to leave a finding as it is, and says why.")
            .WithDescription("The decision holds until the clause says something else. The same decision twice is one.").Produces<DecisionLine>();
        findings.MapDelete("/{finding}/decision", Withdraw).For(ApiRole.Admin).OfKnownDocument()
            .WithSummary("Takes a decision back.").Produces<DecisionLine>();
    }

    private static async Task<IResult> List(string document, TenantRequest request, string? textLanguage, string? after, int? limit)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        var words = new FindingWords(request.Texts, new Dates(request.UiLanguage, TimeZoneInfo.Utc));
        var review = await PolicyReviews.Of(request.Grains, id);
        ImmutableArray<FindingLine> lines =
        [
            .. review.Findings.Where(finding => textLanguage is null || finding.Finding.Language == textLanguage)
                .Select(finding => FindingLine.Of(finding, words)),
        ];

        return TypedResults.Ok(lines.Page(after, limit, line => line.Finding));
    }

    private static async Task<IResult> Decide(string document, string finding, DecideOnFinding body, TenantRequest request, HttpContext http) =>
        Id<Document>.TryParse(document, out var id)
            ? (await PolicyReviews.Decide(request.Grains, id, finding, body.Note, http.Caller().Actor)).ToResult(Line)
            : PoliciesApi.NoDocument(document);

    private static async Task<IResult> Withdraw(string document, string finding, TenantRequest request, HttpContext http) =>
        Id<Document>.TryParse(document, out var id)
            ? (await request.Grains.PolicyFindings(id).Withdraw(finding, http.Caller().Actor)).ToResult(Line)
            : PoliciesApi.NoDocument(document);

    private static IResult Line(FindingDecision decision) => TypedResults.Ok(DecisionLine.Of(decision));
}

/// <summary>A decision to make.</summary>
/// <param name="Note">Why it stays as it is, 1 to 1,000 characters; kept with the decision.</param>
public sealed record DecideOnFinding(string Note);

/// <summary>Something in a text that a person should look at.</summary>
/// <param name="Finding">Names it for as long as its clause says the same; 40 hex digits.</param>
/// <param name="Rule">Code of the rule: lint.contact_missing.</param>
/// <param name="Severity">error stops publishing until it is mended or decided; warning and advice do not.</param>
/// <param name="StopsPublishing">It is an error, and nobody has decided about it.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="Section">Key of the section; opening for title and preamble, and for what is nowhere in the text.</param>
/// <param name="Quote">The clause, letter by letter; empty for what is nowhere in the text.</param>
/// <param name="Words">The words in the clause that matter; empty for all of it.</param>
/// <param name="Other">In a contradiction, the other clause; null elsewhere.</param>
/// <param name="Title">What was found, in the caller's language.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Mend">What would mend it.</param>
/// <param name="Decision">What was decided; null while nothing was.</param>
public sealed record FindingLine(
    string Finding,
    string Rule,
    LintSeverity Severity,
    bool StopsPublishing,
    string Language,
    string Section,
    string Quote,
    string Words,
    string? Other,
    string Title,
    string Why,
    string Mend,
    DecisionLine? Decision)
{
    internal static FindingLine Of(JudgedFinding judged, FindingWords words) => new(
        judged.Finding.Fingerprint,
        judged.Finding.Rule,
        judged.Finding.Severity,
        judged.StopsPublishing,
        judged.Finding.Language,
        judged.Finding.Section,
        judged.Finding.Quote,
        judged.Finding.Values.GetValueOrDefault("words", ""),
        judged.Finding.Values.GetValueOrDefault("other"),
        words.Title(judged.Finding),
        words.Why(judged.Finding),
        words.Mend(judged.Finding),
        judged.Decision is null ? null : DecisionLine.Of(judged.Decision));
}

/// <summary>A decision to leave a finding as it is.</summary>
/// <param name="Finding">Which finding.</param>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Note">Why.</param>
/// <param name="By">Who: a person's id, key:… or operator.</param>
/// <param name="At">When, UTC.</param>
public sealed record DecisionLine(string Finding, string Rule, string Note, string By, DateTimeOffset At)
{
    internal static DecisionLine Of(FindingDecision decision) =>
        new(decision.Fingerprint, decision.Rule, decision.Note, OperatorsUnnamed.Unnamed(decision.By), decision.At);
}
