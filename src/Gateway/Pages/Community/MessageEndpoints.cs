using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>Messages between a student and the teachers of a course. Neither side sees the other's address (M21).</summary>
internal static class MessageEndpoints
{
    private const int PageSize = 20;

    public static void MapMessages(this IEndpointRouteBuilder course)
    {
        course.MapGet("/messages", Show);
        course.MapPost("/messages", Send);
        course.MapGet("/messages/{person}", ShowTeacher);
        course.MapPost("/messages/{person}", SendTeacher);
    }

    // A teacher finds the conversations here, a student her own.
    private static async Task<IResult> Show(Id<Course> slug, TenantRequest request, string? page, string? show, string? before)
    {
        if (await CourseSeat.Of(slug, request) is not { } seat)
            return Results.NotFound();

        if (!seat.Teaches)
            return Page.Of<ConversationPageView, ConversationModel>(await Model(seat, seat.Person, request, page));

        var (grains, waiting) = (request.Grains, show is not "all");
        var board = await (waiting ? grains.WaitingConversations(slug) : grains.Conversations(slug)).Page(before, PageSize);

        return Page.Of<ConversationsPage, ConversationsModel>(new(seat, waiting, board, await grains.WaitingConversations(slug).Count()));
    }

    private static async Task<IResult> Send(Id<Course> slug, TenantRequest request, IFormCollection form) =>
        await CourseSeat.Of(slug, request) is { Teaches: false } seat
            ? await Act(seat, seat.Person, request, form)
            : Results.NotFound();

    private static async Task<IResult> ShowTeacher(Id<Course> slug, Id<Person> person, TenantRequest request, string? page) =>
        await Teacher(slug, person, request) is { } seat
            ? Page.Of<ConversationPageView, ConversationModel>(await Model(seat, person, request, page))
            : Results.NotFound();

    private static async Task<IResult> SendTeacher(Id<Course> slug, Id<Person> person, TenantRequest request, IFormCollection form) =>
        await Teacher(slug, person, request) is { } seat ? await Act(seat, person, request, form) : Results.NotFound();

    // Somebody who was ever in the course: what was written stays, whether or not she still is.
    private static async Task<CourseSeat?> Teacher(Id<Course> slug, Id<Person> person, TenantRequest request) =>
        await CourseSeat.Of(slug, request) is { Teaches: true } seat && await request.Grains.Enrollment(person, slug).Kept() is not null
            ? seat
            : null;

    private static async Task<IResult> Act(CourseSeat seat, Id<Person> student, TenantRequest request, IFormCollection form)
    {
        var model = await Model(seat, student, request, form.Line("at", 8));
        var conversation = request.Grains.Conversation(student, seat.Course);

        if (form.Line("do", 10) is not "send" and var act)
        {
            if (!Id<Post>.TryParse(form.Line("post", 32), out var post))
                return Results.BadRequest();

            var done = await Do(conversation, new PostPlace(post, form.Number("at")), act, seat, form);
            return done.Succeeded(out _, out var missing)
                ? Results.Redirect($"{model.Path}?page={model.Read.Page}#p-{post}")
                : Page.Of<ConversationPageView, ConversationModel>(model, missing);
        }

        var text = form.Block("text");

        if (!Id<Post>.TryParse(form.Line("id", 32), out var id))
            return Results.BadRequest();

        var refusal = PostText.Check(text);

        if (refusal is not null || !(await NameNotices.Poster(request, seat.Teaches, form, model.Path)).Succeeded(out var by, out refusal))
            return Page.Of<ConversationPageView, ConversationModel>(model with { Typed = text }, refusal);

        var name = seat.Teaches ? await NameNotices.NameOf(request, student) : by.Name;
        var sent = await conversation.Send(id, by, name, text);

        return sent.Succeeded(out var place, out refusal)
            ? Results.Redirect($"{model.Path}?page={place.Page}#p-{place.Post}")
            : Page.Of<ConversationPageView, ConversationModel>(model with { Typed = text }, refusal);
    }

    private static async Task<Outcome<Done>> Do(
        IConversationGrain conversation, PostPlace place, string act, CourseSeat seat, IFormCollection form) => act switch
        {
            "remove" => await conversation.Remove(place, seat.Person),
            "report" => await conversation.Report(place, seat.Person, form.Line("reason", Report.Longest)),
            "hide" or "restore" or "dismiss" when seat.Teaches => await conversation.Judge(
                place, Judgements.Read(act), form.Line("reason", Report.Longest), seat.RunsSchool),
            _ => CommunityErrors.NoSuchPost(),
        };

    private static async Task<ConversationModel> Model(CourseSeat seat, Id<Person> student, TenantRequest request, string? page) => new(
        seat,
        student,
        await request.Grains.Conversation(student, seat.Course).Read(page is null ? 0 : PageNumbers.Page(page)),
        seat.Teaches ? await NameNotices.NameOf(request, student) : "",
        await NameNotices.Of(request),
        Id<Post>.New(request.Clock).Value,
        "");
}

/// <param name="Waiting">Only those in which the student wrote last.</param>
/// <param name="Board">A page of them.</param>
/// <param name="Count">How many wait.</param>
public sealed record ConversationsModel(CourseSeat Seat, bool Waiting, BoardPage Board, int Count);

/// <param name="Student">Whose conversation it is.</param>
/// <param name="Read">A page of it.</param>
/// <param name="Name">The student's name as teachers see it; empty for herself.</param>
/// <param name="MessageId">Drawn with the form, so that a form that is sent twice sends once.</param>
/// <param name="Typed">The message as typed, after a refusal.</param>
public sealed record ConversationModel(
    CourseSeat Seat, Id<Person> Student, ConversationPage Read, string Name, NameAsk Ask, string MessageId, string Typed)
{
    /// <summary>Its own address.</summary>
    public string Path => Seat.Teaches ? $"{Seat.Path}/messages/{Student}" : $"{Seat.Path}/messages";

    /// <summary>A message as she sees it.</summary>
    public PostView View(Post post) => new(
        post, Read.Page, Path, Seat.Language, post.By.Person == Seat.Person, HasVoted: false, IsAccepted: false, MayAccept: false, Moderates: Seat.Teaches)
    {
        RunsSchool = Seat.RunsSchool,
        HasVotes = false,
        IsEditable = false,
    };

    /// <summary>Address of another page; null where there is none.</summary>
    public string? PageAddress(int page) => page >= 1 && page <= Read.Pages ? $"{Path}?page={page}" : null;
}
