using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Api;

/// <summary>A school's documents as anybody reads them: the version in force, every older one, and what is said of each.</summary>
internal static class PoliciesApi
{
    public static void MapPoliciesApi(this RouteGroupBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies").On(Hosts.School).WithoutAgreement().For(ApiRole.Anyone);

        policies.MapGet("/", List).WithSummary("Documents in force, in the school's order.").Produces<ListOf<PolicyStanding>>();
        policies.MapGet("/{document}", Current).WithSummary("The version in force, as a reader sees it.").Produces<PolicyReading>();
        policies.MapGet("/{document}/versions", Versions).WithSummary("All versions, newest first.").Produces<ListOf<VersionLine>>();
        policies.MapGet("/{document}/versions/{number:int}", Version).WithSummary("A version, as a reader sees it.").Produces<PolicyReading>();
    }

    /// <summary>404.</summary>
    public static IResult NoDocument(string document) =>
        Problems.Of(404, "policy.no_such_document", $"There is no document '{document}' in force.");

    /// <summary>Answers 404 for a document that is none of the school's, to whoever may ask.</summary>
    internal static TBuilder OfKnownDocument<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter(async (context, next) =>
            context.HttpContext.GetRouteValue("document") as string is { } document
            && !(Id<Document>.TryParse(document, out var id)
                && await Documents.Has(context.HttpContext.RequestServices.GetRequiredService<TenantRequest>(), id))
                ? Problems.Of(404, "policy.no_such_document", $"The school has no document '{document}'.")
                : await next(context));

    private static async Task<IResult> List(TenantRequest request, string? after, int? limit)
    {
        ImmutableArray<PolicyStanding> documents =
            [.. (await Documents.InForce(request.Grains, request.School.Rules)).Select(overview => PolicyStanding.Of(overview, request.Texts))];
        return TypedResults.Ok(documents.Page(after, limit, standing => standing.Document.Value));
    }

    private static async Task<IResult> Current(string document, TenantRequest request, string? language) =>
        Id<Document>.TryParse(document, out var id)
            ? await Reading(await request.Grains.Policy(id).Current(), request, language)
            : NoDocument(document);

    private static async Task<IResult> Versions(string document, TenantRequest request, string? after, int? limit)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return NoDocument(document);

        var overview = await request.Grains.Policy(id).Overview();
        ImmutableArray<VersionLine> lines = [.. overview.Versions.Select(head => VersionLine.Of(head, overview))];

        return lines.IsEmpty
            ? NoDocument(document)
            : TypedResults.Ok(lines.Page(after, limit, line => line.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> Version(string document, int number, TenantRequest request, string? language) =>
        Id<Document>.TryParse(document, out var id)
            ? await Reading(await request.Grains.Policy(id).Version(number), request, language)
            : NoDocument(document);

    private static async Task<IResult> Reading(Outcome<PolicyVersion> found, TenantRequest request, string? language)
    {
        if (language is not null && !LanguageTag.TryCanonical(language, out _, out _))
            return Problems.Of(PolicyErrors.BadLanguage(language));

        return found.Succeeded(out var version, out var refusal)
            ? TypedResults.Ok(await PolicyReading.Of(
                PolicyShown.Of(version, request.School.Rules, language, request.UiLanguage.Tag), request))
            : Problems.Of(refusal);
    }
}

/// <summary>A document in force.</summary>
/// <param name="Document">Its id.</param>
/// <param name="Name">What it is called, in the language of the interface.</param>
/// <param name="Version">Number of the version in force.</param>
/// <param name="EffectiveAt">Since when, UTC.</param>
public sealed record PolicyStanding(Id<Document> Document, string Name, int Version, DateTimeOffset EffectiveAt)
{
    internal static PolicyStanding Of(PolicyOverview overview, Texts texts)
    {
        var head = overview.Versions.First(version => version.Number == overview.Current);
        return new(overview.Document, Documents.Name(overview.Document, texts), head.Number, head.EffectiveAt);
    }
}

/// <summary>A version in a document's history.</summary>
/// <param name="Number">From 1.</param>
/// <param name="PublishedAt">When it was published, UTC.</param>
/// <param name="EffectiveAt">From when it is in force, UTC.</param>
/// <param name="InForce">It is the one in force.</param>
/// <param name="State">Where it stands: scheduled, active, superseded, calledOff.</param>
/// <param name="CalledOffAt">When it was called off before its day, UTC; null for a version that holds.</param>
/// <param name="StatedDate">The date the text itself carries.</param>
/// <param name="Class">How much it changed.</param>
/// <param name="NewPurpose">It added a purpose, a recipient or a category.</param>
/// <param name="Summaries">What it changed, in the school's words, by language.</param>
/// <param name="Hashes">Hash of its text by language.</param>
/// <param name="Authoritative">The language that binds in it; empty where none was set.</param>
/// <param name="BindingHash">Hash of the text that binds; null while that is missing.</param>
public sealed record VersionLine(
    int Number,
    DateTimeOffset PublishedAt,
    DateTimeOffset EffectiveAt,
    bool InForce,
    VersionState State,
    DateTimeOffset? CalledOffAt,
    DateOnly? StatedDate,
    ChangeClass Class,
    bool NewPurpose,
    ImmutableDictionary<string, string> Summaries,
    ImmutableDictionary<string, string> Hashes,
    string Authoritative,
    string? BindingHash)
{
    internal static VersionLine Of(PolicyVersionHead head, PolicyOverview overview) => new(
        head.Number,
        head.PublishedAt,
        head.EffectiveAt,
        head.Number == overview.Current,
        overview.StateOf(head),
        head.CalledOff?.At,
        head.StatedDate,
        head.Class,
        head.NewPurpose,
        head.Summaries,
        head.Hashes,
        head.Authoritative,
        head.BindingHash);
}

/// <summary>A version as one reader sees it, in one language.</summary>
/// <param name="Shown">What it is, and what a record of it would say.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="PrevailingLanguage">The language that prevails by the document's rule; null where none is stated.</param>
/// <param name="PrevailingDocument">The highest document that stands above this one; null for none.</param>
/// <param name="Languages">The other languages it can be read in, the one that binds first.</param>
/// <param name="Preamble">What stands before the first section, Markdown.</param>
/// <param name="Sections">In printed order.</param>
public sealed record PolicyReading(
    PolicyToShow Shown,
    string Direction,
    string? PrevailingLanguage,
    string? PrevailingDocument,
    ImmutableArray<string> Languages,
    string Preamble,
    ImmutableArray<SectionReading> Sections)
{
    internal static async Task<PolicyReading> Of(PolicyShown shown, TenantRequest request) => new(
        await PolicyToShow.Of(shown, request),
        LanguageTag.HtmlDirection(shown.Rendering.Language),
        shown.Rendering.Prevailing,
        (await AboveDocument.Of(request, shown.Version.Document)).Select(above => above.Document.Value).FirstOrDefault(),
        [.. shown.Rendering.Alternates.Select(alternate => alternate.Language)],
        shown.Rendering.Opening.Section.Markdown,
        [.. shown.Rendering.Sections.Select(SectionReading.Of)]);
}

/// <summary>A section as it is shown.</summary>
/// <param name="Key">Names it in every language and version.</param>
/// <param name="Level">Depth, from 1.</param>
/// <param name="Number">What is printed before the heading; null for nothing.</param>
/// <param name="Heading">Plain text; empty for a clause without one.</param>
/// <param name="Markdown">What it says.</param>
/// <param name="Language">Language of this section.</param>
/// <param name="State">How the translation stands to the text that binds.</param>
/// <param name="StandsIn">It is the text that binds, in the place of a translation.</param>
public sealed record SectionReading(
    string Key, int Level, string? Number, string Heading, string Markdown, string Language, SectionState State, bool StandsIn)
{
    internal static SectionReading Of(RenderedSection shown) => new(
        shown.Section.Key,
        shown.Section.Level,
        shown.Section.Number,
        shown.Section.Heading,
        shown.Section.Markdown,
        shown.Language,
        shown.State,
        shown.StandsIn);
}
