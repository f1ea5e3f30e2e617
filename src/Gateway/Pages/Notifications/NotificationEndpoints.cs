using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Pages.Notifications;

/// <summary>What a person was told, and how she wants to be.</summary>
public static class NotificationEndpoints
{
    /// <summary>Maps <c>/account/notifications</c> and its settings.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var hers = routes.MapGroup(Places.Notifications).RequireSignedIn();

        hers.MapGet("/", async (TenantRequest request) =>
            Page.Of<NotificationsPage, NotificationsModel>(new(await Inbox(request).Lines())));
        hers.MapPost("/", Read);
        hers.MapGet("/settings", async (TenantRequest request, string? saved) =>
            Page.Of<NotificationSettingsPage, NotificationSettingsModel>(new(await Choices(request), saved is "1")));
        hers.MapPost("/settings", Choose);
    }

    private static INotificationsGrain Inbox(TenantRequest request) => request.Grains.Notifications(request.Account!.Id);

    // A student is asked nothing about what only teachers are told; should she teach one day, she is told all of it.
    private static async Task<ImmutableArray<NotificationChoice>> Choices(TenantRequest request)
    {
        var teaches = request.Account!.RunsSchool || request.Account.Roles.Contains(Role.Instructor);
        return (await Inbox(request).Choices()).RemoveAll(choice => choice.IsForStaff && !teaches);
    }

    private static async Task<IResult> Read(TenantRequest request, IFormCollection form)
    {
        // Looking at a page writes nothing, so that a line is read when she says so.
        await Inbox(request).Read(form.Number("number"));
        return Results.Redirect(Places.Notifications);
    }

    private static async Task<IResult> Choose(TenantRequest request, IFormCollection form)
    {
        await Inbox(request).Choose(
        [
            .. (await Choices(request)).Select(choice => choice with
            {
                InProduct = FormText.Ticked(form, "here_" + NotificationWords.Name(choice.Kind)),
                Mail = FormText.Ticked(form, "mail_" + NotificationWords.Name(choice.Kind)),
            }),
        ]);

        return Results.Redirect(Places.NotificationSettings + "?saved=1");
    }
}

/// <param name="Lines">Newest first.</param>
public sealed record NotificationsModel(ImmutableArray<NotificationLine> Lines)
{
    /// <summary>Something is left to read.</summary>
    public bool AnyUnread => Lines.Any(line => !line.IsRead);
}

/// <param name="Choices">One of each kind.</param>
/// <param name="Saved">They were saved just now.</param>
public sealed record NotificationSettingsModel(ImmutableArray<NotificationChoice> Choices, bool Saved);
