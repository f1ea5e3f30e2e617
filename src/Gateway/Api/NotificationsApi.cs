using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Notifications;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Notifications;

namespace Darsgah.Gateway.Api;

/// <summary>What a signed-in person was told.</summary>
internal static class NotificationsApi
{
    public static void MapNotificationsApi(this RouteGroupBuilder api)
    {
        var mine = api.MapGroup("/me/notifications").WithTags("Notifications").On(Hosts.School).For(ApiRole.Person);

        mine.MapGet("/", List).WithSummary("What she was told, newest first; at most 200 are kept.").Produces<ListOf<NotificationItem>>();
        mine.MapPut("/{number:int}/read", Read).WithSummary("Marks one as read; all of them for 0.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(TenantRequest request, PageContext context, string? after, int? limit)
    {
        var lines = await request.Grains.Notifications(request.Account!.Id).Lines();
        var page = lines.Page(after, limit, line => line.Number.ToString(CultureInfo.InvariantCulture));

        return TypedResults.Ok(new ListOf<NotificationItem>(
            [.. page.Items.Select(line => NotificationItem.Of(line, request.Texts, context.Dates))], page.Next));
    }

    private static async Task<IResult> Read(int number, TenantRequest request)
    {
        await request.Grains.Notifications(request.Account!.Id).Read(Math.Max(0, number));
        return TypedResults.NoContent();
    }
}

/// <summary>A line of a person's inbox.</summary>
/// <param name="Number">From 1, one more with each.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">What it says, in the language of the request.</param>
/// <param name="Path">Where it leads, on the school's host.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Read">She has read it.</param>
public sealed record NotificationItem(int Number, NotificationKind Kind, string Text, string Path, DateTimeOffset At, bool Read)
{
    internal static NotificationItem Of(NotificationLine line, Texts texts, Dates dates) =>
        new(line.Number, line.Kind, NotificationWords.Of(line, texts, dates), line.Path, line.At, line.IsRead);
}
