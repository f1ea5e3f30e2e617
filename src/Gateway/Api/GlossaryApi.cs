using Darsgah.Gateway.Http;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Glossary;

namespace Darsgah.Gateway.Api;

/// <summary>A school's words for the terms of its documents, in each of its languages.</summary>
internal static class GlossaryApi
{
    public static void MapGlossaryApi(this RouteGroupBuilder api)
    {
        var glossary = api.MapGroup("/glossary").WithTags("Glossary").On(Hosts.School);

        glossary.MapGet("/", async (TenantRequest request) => TypedResults.Ok(await request.Grains.Glossary.All()))
            .For(ApiRole.Admin, Role.Drafter, Role.Reviewer).WithSummary("All terms, in the order in which they were added.");
        glossary.MapPost("/terms", (TermBody body, TenantRequest request, HttpContext http) => Put("", body, request, http))
            .For(ApiRole.Admin).Once().WithSummary("Adds a term.").Produces<SchoolGlossary>();
        glossary.MapPut("/terms/{term}", Put).For(ApiRole.Admin).WithSummary("Changes a term.").Produces<SchoolGlossary>();
        glossary.MapDelete("/terms/{term}", Remove).For(ApiRole.Admin)
            .WithSummary("Takes a term away; one that is not there is no mistake.").Produces<SchoolGlossary>();
    }

    private static async Task<IResult> Put(string term, TermBody body, TenantRequest request, HttpContext http) =>
        (await request.Grains.Glossary.Put(new GlossaryTerm(term, body.Words, body.Note ?? ""), body.Revision, http.Caller().Actor)).ToResult();

    private static async Task<IResult> Remove(string term, int revision, TenantRequest request, HttpContext http) =>
        (await request.Grains.Glossary.Remove(term, revision, http.Caller().Actor)).ToResult();
}

/// <summary>A term of the glossary.</summary>
/// <param name="Words">By canonical language tag, in two languages at least; several that are all right are parted by a slash.</param>
/// <param name="Revision">The glossary's revision that was read; any other is 409.</param>
/// <param name="Note">What it means, or how it is used.</param>
public sealed record TermBody(ImmutableDictionary<string, string> Words, int Revision, string? Note = null);
