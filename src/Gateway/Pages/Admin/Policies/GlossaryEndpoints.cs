using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Policies.Glossary;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>A school's words for the terms of its documents, in each of its languages.</summary>
internal static class GlossaryEndpoints
{
    private const string Word = "word-";

    public static void MapGlossary(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/glossary", Show);
        admin.MapPost("/school/glossary", Send);
    }

    private static async Task<IResult> Show(TenantRequest request, string? done) =>
        Page.Of<GlossaryPage, GlossaryModel>(await Model(request) with { Done = done });

    private static async Task<IResult> Send(IFormCollection form, TenantRequest request)
    {
        var (id, revision, actor) = (form.Line("term", 40), form.Number("revision"), request.Account!.Id.Value);
        var words = form.Keys.Where(key => key.StartsWith(Word, StringComparison.Ordinal)).Take(40)
            .Where(key => LanguageTag.TryCanonical(key[Word.Length..], out var tag, out _) && tag == key[Word.Length..])
            .ToImmutableDictionary(key => key[Word.Length..], key => form.Line(key, GlossaryTerm.LongestWords + 1), StringComparer.Ordinal);
        var term = new GlossaryTerm(id, words, form.Line("note", GlossaryTerm.LongestNote + 1));
        var removes = FormText.First(form, "do") is "remove";

        var outcome = removes
            ? await request.Grains.Glossary.Remove(id, revision, actor)
            : await request.Grains.Glossary.Put(term, revision, actor);

        if (outcome.Succeeded(out _, out var refusal))
            return Results.Redirect($"{AdminPlaces.Glossary}?done={(removes ? "removed" : "saved")}");

        // What she typed of a term that somebody took away stands in the form of a new one.
        var model = await Model(request);
        var typed = model.Glossary.Terms.Any(known => known.Id == id) ? term : term with { Id = "" };

        return Page.Of<GlossaryPage, GlossaryModel>(
            model with { Typed = typed }, refusal.Field is "words" ? refusal with { Field = $"{Word}{request.School.Profile.DefaultLanguage}" } : refusal);
    }

    private static async Task<GlossaryModel> Model(TenantRequest request)
    {
        var glossary = await request.Grains.Glossary.All();
        var languages = request.School.Profile.Languages.ToList();

        if (request.School.Rules.PolicyLanguage.Authoritative is { Length: > 0 } binding)
            languages.Insert(0, binding);

        foreach (var document in await request.Grains.Documents.All())
            languages.AddRange((await request.Grains.Policy(document).Draft()).Texts.Keys.Order(StringComparer.Ordinal));

        languages.AddRange(glossary.Terms.SelectMany(term => term.Words.Keys).Order(StringComparer.Ordinal));
        return new GlossaryModel(glossary, [.. languages.Distinct(StringComparer.Ordinal)]);
    }
}

/// <param name="Languages">That words can be written in, the one that prevails first.</param>
public sealed record GlossaryModel(SchoolGlossary Glossary, ImmutableArray<string> Languages)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>What was typed into a form that was refused.</summary>
    public GlossaryTerm? Typed { get; init; }
}
