using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Pages.Account;

/// <summary>Where she is signed in, and ending it.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder account)
    {
        account.MapGet("/sessions", Show);
        account.MapPost("/sessions/end", End);
        account.MapPost("/sessions/end-others", EndOthers);
    }

    private static IResult Show(TenantRequest request, HttpContext http)
    {
        var own = SessionCookie.SessionOf(http);

        return Page.Of<SessionsPage, SessionsPageModel>(new(
        [
            .. request.Account!.Sessions.Reverse().Select(session => new SessionLine(
                session.Handle(), session.Device, session.StartedAt, string.Equals(
                    session.Id, own, StringComparison.Ordinal))),
        ]));
    }

    private static async Task<IResult> End(TenantRequest request, IFormCollection form)
    {
        var handle = form.One("session");
        await SignIns.EndSessions(request, session => !string.Equals(session.Handle(), handle, StringComparison.Ordinal));
        return Results.Redirect("/account/sessions");
    }

    private static async Task<IResult> EndOthers(TenantRequest request, HttpContext http)
    {
        var own = SessionCookie.SessionOf(http);
        await SignIns.EndSessions(request, session => string.Equals(session.Id, own, StringComparison.Ordinal));
        return Results.Redirect("/account/sessions");
    }
}
