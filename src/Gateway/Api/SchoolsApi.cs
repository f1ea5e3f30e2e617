using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Access;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Api;

/// <summary>The operator's part of the API, on the console's host: schools, their hosts, keys and first people.</summary>
internal static class SchoolsApi
{
    public static void MapSchoolsApi(this RouteGroupBuilder api)
    {
        var schools = api.MapGroup("/schools").WithTags("Schools").On(Hosts.Platform).For(ApiRole.Operator);

        schools.MapGet("/", List).WithSummary("Schools, oldest first.").Produces<ListOf<School>>();
        schools.MapPost("/", Create).Once().WithSummary("Makes a school.").Produces<School>(StatusCodes.Status201Created);
        schools.MapGet("/{slug}", Show).WithSummary("One school.").Produces<School>();
        schools.MapPut("/{slug}/status", Move).WithSummary("Moves a school to another state.").Produces<School>();
        schools.MapPost("/{slug}/hosts", Route).Once().WithSummary("Routes a host name to a school.").Produces<School>();
        schools.MapDelete("/{slug}/hosts/{host}", Unroute).WithSummary("Takes a host name away.").Produces<School>();
        schools.MapGet("/{slug}/keys", Keys).WithSummary("Keys of a school's admins, newest first.").Produces<ListOf<ApiKeyLine>>();
        schools.MapPost("/{slug}/keys", IssueKey).Once().WithSummary("Makes a key for a school's admins; shown once.")
            .Produces<IssuedKey>(StatusCodes.Status201Created);
        schools.MapDelete("/{slug}/keys/{key}", RevokeKey).WithSummary("Ends a key of a school, for good.").Produces<ApiKeyLine>();
        schools.MapPost("/{slug}/people", AddPerson).Once().WithSummary("Invites a person to a school.").Produces<PersonCreated>();
    }

    private static async Task<IResult> List(Schools schools, string? after, int? limit)
    {
        var (page, next) = await schools.List(after, limit ?? Paging.Usual);
        return TypedResults.Ok(new ListOf<School>(page, next));
    }

    private static async Task<IResult> Create(CreateSchool body, Schools schools, HttpContext http)
    {
        var rules = body.Rules ?? (body.Preset is { } preset ? Presets.Find(preset, body.Authoritative ?? body.Profile.DefaultLanguage) : new SchoolRules());

        if (rules is null)
            return Problems.Of(422, "api.no_such_preset", $"There is no preset '{body.Preset}'. Use one of {string.Join(", ", Presets.Names)}.", "preset");

        var made = await schools.Create(new NewSchool(body.Slug, body.Host, body.Profile, Confirmed(rules, http), body.Prepare), http.Caller().Actor);
        return made.ToResult(school => TypedResults.Created($"/api/v1/schools/{school.Slug}", school));
    }

    private static async Task<IResult> Show(string slug, Schools schools) => (await schools.Find(slug)).ToResult();

    private static Task<IResult> Move(string slug, MoveSchool body, Schools schools, HttpContext http) =>
        With(slug, schools, school => schools.MoveTo(school, body.Status, http.Caller().Actor));

    private static Task<IResult> Route(string slug, RouteHost body, Schools schools, HttpContext http) =>
        With(slug, schools, school => schools.Route(school, body.Host, http.Caller().Actor));

    private static Task<IResult> Unroute(string slug, string host, Schools schools, HttpContext http) =>
        With(slug, schools, school => schools.Unroute(school, host, http.Caller().Actor));

    private static Task<IResult> Keys(string slug, string? after, int? limit, Schools schools) => At(
        slug, schools, async school => KeysApi.Page(await schools.In(school.Id, ApiKeys.All), after, limit));

    private static Task<IResult> IssueKey(string slug, IssueKey body, Schools schools, HttpContext http) => At(
        slug,
        schools,
        async school => KeysApi.Issued(await schools.In(school.Id, tenant => ApiKeys.Issue(tenant, body.Name), http.Caller().Actor)));

    private static Task<IResult> RevokeKey(string slug, string key, Schools schools, HttpContext http) => At(
        slug,
        schools,
        async school => (await schools.In(school.Id, tenant => ApiKeys.Revoke(tenant, key), http.Caller().Actor)).ToResult());

    private static async Task<IResult> AddPerson(
        string slug, AddPerson body, Schools schools, Accounts accounts, HttpContext http) =>
        await At(slug, schools, async school =>
        {
            var made = await schools.In(
                school.Id, tenant => accounts.CreateInvited(tenant, school, body.ToNewPerson()), http.Caller().Actor);
            return made.ToResult(invitation => TypedResults.Ok(new PersonCreated(invitation.Account.Id)));
        });

    private static Task<IResult> With(string slug, Schools schools, Func<School, Task<Outcome<School>>> work) =>
        At(slug, schools, async school => (await work(school)).ToResult());

    private static async Task<IResult> At(string slug, Schools schools, Func<School, Task<IResult>> work) =>
        (await schools.Find(slug)).Succeeded(out var school, out var refusal) ? await work(school) : Problems.Of(refusal);

    // Precedence is confirmed by whoever sets it, never taken from a text (T03).
    private static SchoolRules Confirmed(SchoolRules rules, HttpContext http) =>
        rules with
        {
            PolicyLanguage = rules.PolicyLanguage with
            {
                Confirmed = new Confirmation(
                    http.Caller().Actor, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()),
            },
        };
}
