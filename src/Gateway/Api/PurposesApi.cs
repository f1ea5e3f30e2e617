using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Api;

/// <summary>What a school uses personal data for, a person's answers to it, and the people whose data may be used for one.</summary>
internal static class PurposesApi
{
    // What an account holds; the rest of a purpose's categories is kept elsewhere and is none of this list's.
    private static readonly ImmutableArray<DataCategory> OfAccounts = [DataCategory.Account, DataCategory.Contact, DataCategory.Profile];

    public static void MapPurposesApi(this RouteGroupBuilder api)
    {
        var purposes = api.MapGroup("/purposes").WithTags("Purposes").On(Hosts.School);

        purposes.MapGet("/", List).WithoutAgreement().For(ApiRole.Anyone)
            .WithSummary("What the school uses personal data for; an admin also sees what is not pursued.").Produces<ListOf<Purpose>>();
        purposes.MapGet("/{purpose}", Show).WithoutAgreement().For(ApiRole.Anyone).WithSummary("One purpose.").Produces<Purpose>();
        purposes.MapPut("/{purpose}", Put).WithMetadata(new TakesMatch()).For(ApiRole.Admin)
            .WithSummary("Adds a purpose or changes one.")
            .WithDescription(
                "A new version comes of data, uses, channels or recipients that are added, and of a longer period: consents to an older "
                + "one do not cover what is new. The list's ETag is what If-Match takes.")
            .Produces<Purpose>();
        purposes.MapGet("/{purpose}/people", People).For(ApiRole.Admin)
            .WithSummary("The people whose data may be used for a purpose now, with the categories asked for and nothing else.")
            .WithDescription(
                "'categories' is a list of account, contact and profile, with commas; 'contact' where it is left out. One that the "
                + "purpose does not cover is refused with 403 and noted. People whose consent does not stand are left out, so a page can "
                + "have fewer than 'limit'.")
            .Produces<ListOf<PersonOfPurpose>>();

        var mine = api.MapGroup("/me/purposes").WithTags("Purposes").On(Hosts.School).WithoutAgreement().For(ApiRole.Person);

        mine.MapGet("/", Mine).WithSummary("Every purpose, with where she stands and why.").Produces<ListOf<MyPurpose>>();
        mine.MapPost("/{purpose}/answers", Answer).Once()
            .WithSummary("Says yes or no to a purpose, in the version and words that were shown.")
            .WithDescription("Where they are not the newest any more, 409 says so, and she is to be asked again.")
            .Produces<ConsentEntry>(StatusCodes.Status201Created);
        mine.MapPost("/{purpose}/withdrawals", Withdraw).Once()
            .WithSummary("Takes her consent to a purpose back, from now on.").Produces<ConsentEntry>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(TenantRequest request, HttpContext http, string? after, int? limit)
    {
        var (register, all) = (await request.Grains.Purposes.All(), http.Caller().Role >= ApiRole.Admin);
        ImmutableArray<Purpose> seen = [.. register.Purposes.Where(purpose => all || purpose.State == PurposeState.Enabled)];
        EntityTags.Tag(http, register.Revision);

        return TypedResults.Ok(seen.Page(after, limit, purpose => purpose.Key.Value));
    }

    private static async Task<IResult> Show(string purpose, TenantRequest request, HttpContext http) =>
        await Found(purpose, request) is { } found && (found.State == PurposeState.Enabled || http.Caller().Role >= ApiRole.Admin)
            ? TypedResults.Ok(found)
            : Problems.Of(PurposeErrors.NoSuchPurpose(purpose));

    private static async Task<IResult> Put(string purpose, PurposeBody body, TenantRequest request, HttpContext http)
    {
        if (!Id<Purpose>.TryParse(purpose, out var key))
            return Problems.Of(PurposeErrors.BadKey(purpose));

        if (!EntityTags.TryMatch(http.Request, out var revision))
            return Stale();

        var saved = await request.Grains.Purposes.Put(
            new PutPurpose(key, body.State, body.Terms), revision ?? (await request.Grains.Purposes.All()).Revision);

        return saved.Error?.Code == "purposes.changed" ? Stale() : saved.ToResult();
    }

    private static async Task<IResult> People(string purpose, TenantRequest request, string? categories, string? after, int? limit)
    {
        if (!Id<Purpose>.TryParse(purpose, out var key))
            return Problems.Of(PurposeErrors.NoSuchPurpose(purpose));

        ImmutableArray<string> named = [.. (categories ?? "contact").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        ImmutableArray<DataCategory> asked = [.. named.Select(DataCategories.Read<DataCategory>).OfType<DataCategory>().Distinct()];

        if (asked.Length != named.Length || asked.IsEmpty)
        {
            return Problems.Of(
                422,
                "purposes.bad_category",
                $"'categories' takes these with commas between, each once: {string.Join(", ", OfAccounts.Select(item => item.Written()))}.",
                "categories");
        }

        var use = new PurposeUse(key, asked);
        var admitted = await request.Grains.Purposes.Admit(use);

        return admitted.Succeeded(out _, out var refusal)
            ? TypedResults.Ok(await Allowed(request, use, after, limit ?? Paging.Usual))
            : Problems.Of(refusal);
    }

    // Who has not agreed, or whose law forbids it, is left out; nothing of her is handed out.
    private static async Task<ListOf<PersonOfPurpose>> Allowed(TenantRequest request, PurposeUse use, string? after, int limit)
    {
        var page = await request.Grains.Members.Page(after, limit, PurposeUses.ConsentCount);
        var found = ImmutableArray.CreateBuilder<PersonOfPurpose>();

        foreach (var row in page.Rows.Where(row => !row.Blocked))
        {
            if (await request.Grains.Person(row.Id).ReadIfAllowed(use) is { } person)
                found.Add(PersonOfPurpose.Of(person, use));
        }

        return new(found.ToImmutable(), page.Next);
    }

    private static async Task<IResult> Mine(TenantRequest request, string? after, int? limit) => TypedResults.Ok(
        (await PurposeAnswers.Rows(request)).Select(row => new MyPurpose(
            row.Purpose.Key,
            row.Purpose.Version,
            row.Text.Language,
            row.Text.Title,
            row.Text.Description,
            row.Text.Hash,
            row.Purpose.Terms,
            row.Standing)).ToImmutableArray().Page(after, limit, mine => mine.Purpose.Value));

    private static async Task<IResult> Answer(string purpose, PurposeAnswerBody body, TenantRequest request, HttpContext http) =>
        await Taken(
            purpose,
            request,
            http,
            body.Answer == Decision.Agree ? PurposeDecision.Agree : PurposeDecision.Refuse,
            body.Version,
            body.Hash,
            body.Language);

    private static Task<IResult> Withdraw(string purpose, TenantRequest request, HttpContext http) =>
        Taken(purpose, request, http, PurposeDecision.Withdraw, version: 0, hash: null, language: null);

    private static async Task<IResult> Taken(
        string purpose, TenantRequest request, HttpContext http, PurposeDecision decision, int version, string? hash, string? language)
    {
        if (!Id<Purpose>.TryParse(purpose, out var key))
            return Problems.Of(PurposeErrors.NoSuchPurpose(purpose));

        var surface = http.Request.Path.Value ?? "/api/v1";

        return (await PurposeAnswers.Take(request, key, decision, version, hash, language, surface)).ToResult(entry => TypedResults.Created(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/me/consents/{entry.Number}"), entry));
    }

    private static async Task<Purpose?> Found(string purpose, TenantRequest request) =>
        Id<Purpose>.TryParse(purpose, out var key) ? await request.Grains.Purposes.Find(key) : null;

    private static IResult Stale() => Problems.Of(
        StatusCodes.Status412PreconditionFailed,
        "purposes.changed",
        "The register is not what it was when you read it. Nothing was changed. Read it again and send your change with the ETag that "
        + "came with it.");
}

/// <summary>A purpose to add or to change.</summary>
/// <param name="Terms">What the school says of it.</param>
/// <param name="State">Whether it is pursued.</param>
public sealed record PurposeBody(PurposeTerms Terms, PurposeState State = PurposeState.Enabled);

/// <summary>An answer to a purpose.</summary>
/// <param name="Answer">Whether she agrees; no to a purpose that rests on an interest of the school's is an objection.</param>
/// <param name="Version">The version that was shown.</param>
/// <param name="Hash">Hash of the words that were shown.</param>
/// <param name="Language">The language they were in.</param>
public sealed record PurposeAnswerBody(Decision Answer, int Version, string Hash, string Language);

/// <summary>A purpose and where she stands.</summary>
/// <param name="Purpose">Its key.</param>
/// <param name="Version">Its version.</param>
/// <param name="Language">The language that title and description are in.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">Why.</param>
/// <param name="Hash">What names these words in an answer.</param>
/// <param name="Terms">All that the school says of it.</param>
/// <param name="Standing">Whether her data may be used for it, and why.</param>
public sealed record MyPurpose(
    Id<Purpose> Purpose,
    int Version,
    string Language,
    string Title,
    string Description,
    string Hash,
    PurposeTerms Terms,
    PurposeStanding Standing);

/// <summary>Somebody whose data may be used for a purpose: the categories that were asked for, the rest null.</summary>
/// <param name="Id">Her id.</param>
/// <param name="Email">With contact.</param>
/// <param name="Mobile">With contact; null where she gave none.</param>
/// <param name="Name">With profile.</param>
/// <param name="Country">With profile; null where she gave none.</param>
/// <param name="Language">With profile.</param>
/// <param name="Roles">With account.</param>
/// <param name="JoinedAt">With account.</param>
public sealed record PersonOfPurpose(
    Id<Person> Id,
    string? Email,
    string? Mobile,
    string? Name,
    string? Country,
    string? Language,
    ImmutableArray<Role>? Roles,
    DateTimeOffset? JoinedAt)
{
    internal static PersonOfPurpose Of(PersonAccount person, PurposeUse use)
    {
        var (contact, profile, account) = (
            use.Categories.Contains(DataCategory.Contact), use.Categories.Contains(DataCategory.Profile), use.Categories.Contains(DataCategory.Account));

        return new(
            person.Id,
            contact ? person.Email : null,
            contact && person.Mobile.Length > 0 ? person.Mobile : null,
            profile ? (person.Name.Length > 0 ? person.Name : person.FirstName) : null,
            profile && person.Country.Length > 0 ? person.Country : null,
            profile ? person.Language : null,
            account ? person.Roles : null,
            account ? person.CreatedAt : null);
    }
}
