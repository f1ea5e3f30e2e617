using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>What the teachers of a course say to all who are in it.</summary>
internal static class AnnouncementEndpoints
{
    public static void MapAnnouncements(this IEndpointRouteBuilder course)
    {
        course.MapGet("/announcements", Show);
        course.MapPost("/announcements", Act);
    }

    private static async Task<IResult> Show(Id<Course> slug, TenantRequest request, string? page) =>
        await Model(slug, request, page) is { } model
            ? Page.Of<AnnouncementsPage, AnnouncementsModel>(model)
            : Results.NotFound();

    private static async Task<IResult> Act(Id<Course> slug, TenantRequest request, IFormCollection form)
    {
        if (await Model(slug, request, form.Line("at", 8)) is not { Seat.Teaches: true } model)
            return Results.NotFound();

        if (form.Line("do", 10) == "remove" && Id<Post>.TryParse(form.Line("post", 32), out var post))
        {
            var removed = await request.Grains.Announcements(slug)
                .Remove(post, form.Number("at"), new Poster(model.Seat.Person, "", model.Seat.Teaches));

            return removed.Succeeded(out _, out var missing)
                ? Results.Redirect(model.Path)
                : Page.Of<AnnouncementsPage, AnnouncementsModel>(model, missing);
        }

        if (!Id<Post>.TryParse(form.Line("id", 32), out var id))
            return Results.BadRequest();

        model = model with { Typed = new TypedQuestion(id.Value, form.Line("title", PostText.LongestTitle), form.Block("text")) };
        var refusal = PostText.CheckTitle(model.Typed.Title) ?? PostText.Check(model.Typed.Text);

        if (refusal is not null || !(await NameNotices.Poster(request, model.Seat.Teaches, form, model.Path)).Succeeded(out var by, out refusal))
            return Page.Of<AnnouncementsPage, AnnouncementsModel>(model, refusal);

        var announced = await request.Grains.Announcements(slug).Announce(id, by, model.Typed.Title, model.Typed.Text);

        return announced.Succeeded(out _, out refusal)
            ? Results.Redirect(model.Path)
            : Page.Of<AnnouncementsPage, AnnouncementsModel>(model, refusal);
    }

    private static async Task<AnnouncementsModel?> Model(Id<Course> slug, TenantRequest request, string? page) =>
        await CourseSeat.Of(slug, request) is { } seat
            ? new AnnouncementsModel(
                seat,
                await request.Grains.Announcements(slug).Read(PageNumbers.Page(page)),
                await NameNotices.Of(request),
                new TypedQuestion(Id<Post>.New(request.Clock).Value, "", ""))
            : null;
}

/// <param name="Announced">A page of them.</param>
/// <param name="Typed">What was typed into the form, after a refusal.</param>
public sealed record AnnouncementsModel(CourseSeat Seat, AnnouncementPage Announced, NameAsk Ask, TypedQuestion Typed)
{
    /// <summary>Its own address.</summary>
    public string Path => $"{Seat.Path}/announcements";

    /// <summary>Address of another page; null where there is none.</summary>
    public string? PageAddress(int page) => page >= 1 && page <= Announced.Pages ? $"{Path}?page={page}" : null;
}
