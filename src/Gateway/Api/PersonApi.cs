using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Api;

/// <summary>A signed-in person's own account: who she is, and where she is signed in.</summary>
internal static class PersonApi
{
    public static void MapPersonApi(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("Me").WithoutAgreement().For(ApiRole.Person);

        me.MapGet("/", (TenantRequest request) => TypedResults.Ok(PersonBody.Of(request.Account!))).WithSummary("The signed-in person.");
        me.MapGet("/sessions", Sessions).WithSummary("Where she is signed in, newest first.").Produces<ListOf<SessionBody>>();
        me.MapDelete("/sessions", EndAll).WithSummary("Signs out everywhere, here too.").Produces(StatusCodes.Status204NoContent);
        me.MapDelete("/sessions/{session}", End).WithSummary("Ends one of her sessions.").Produces(StatusCodes.Status204NoContent);

        var hers = api.MapGroup("/me").WithTags("Me").On(Hosts.School).WithCredentials().WithoutAgreement().For(ApiRole.Person);

        hers.MapGet("/data", Data).WithSummary("All that the school holds of her, to take along.").Produces<OwnCopy>();
        hers.MapPost("/closing", Close).WithSummary("Closes her account for good, with her password.")
            .WithDescription("Nothing brings it back. Whoever teaches or runs the school hands the role over first.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Data(TenantRequest request) =>
        await OwnCopies.Of(request) is { } copy ? TypedResults.Ok(copy) : Problems.Of(PeopleErrors.NoSuchPerson());

    private static async Task<IResult> Close(ClosingBody body, TenantRequest request, HttpContext http, SignIns signIns) =>
        (await signIns.CloseAccount(http, request, body.Password)).ToResult(_ => TypedResults.NoContent());

    private static Ok<ListOf<SessionBody>> Sessions(TenantRequest request, HttpContext http, string? after, int? limit)
    {
        var own = SessionCookie.SessionOf(http);
        ImmutableArray<SessionBody> sessions =
        [
            .. request.Account!.Sessions.Reverse().Select(session => new SessionBody(
                session.Handle(), session.Device, session.StartedAt, string.Equals(session.Id, own, StringComparison.Ordinal))),
        ];

        return TypedResults.Ok(sessions.Page(after, limit, session => session.Id));
    }

    private static async Task<IResult> End(string session, TenantRequest request)
    {
        await SignIns.EndSessions(request, alive => !string.Equals(alive.Handle(), session, StringComparison.Ordinal));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAll(TenantRequest request, HttpContext http)
    {
        await SignIns.EndSessions(request, static _ => false);
        await SignIns.SignOut(http, request);
        return TypedResults.NoContent();
    }
}

/// <summary>To close an account.</summary>
/// <param name="Password">Her password, as a proof that it is her.</param>
public sealed record ClosingBody(string Password);

/// <summary>A sign-in that is alive.</summary>
/// <param name="Id">Names it; not the session's own id.</param>
/// <param name="Device">What it was begun on.</param>
/// <param name="StartedAt">When, UTC.</param>
/// <param name="Current">It is this one.</param>
public sealed record SessionBody(string Id, string Device, DateTimeOffset StartedAt, bool Current);
