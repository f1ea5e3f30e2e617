using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>Reviews of a course by those who finished it. They are public, as the course's page is (M11).</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses/{slug}/reviews", Show);
        routes.MapPost("/courses/{slug}/reviews", Act).RequireSignedIn();
    }

    private static async Task<IResult> Show(Id<Course> slug, TenantRequest request, string? page, string? at) =>
        await Model(slug, request, page, at) is { } model
            ? Page.Of<ReviewsPage, ReviewsModel>(model)
            : Results.NotFound();

    private static async Task<IResult> Act(Id<Course> slug, TenantRequest request, IFormCollection form)
    {
        if (await Model(slug, request, page: null, form.Line("at", 8)) is not { } model)
            return Results.NotFound();

        var act = form.Line("do", 10);
        var acted = act switch
        {
            "write" => await Write(model, request, form),
            "remove" => await request.Grains.Reviews(slug).Remove(request.Account!.Id),
            _ when Id<Post>.TryParse(form.Line("post", 32), out var post) => await Do(model, new PostPlace(post, form.Number("at")), act, request, form),
            _ => CommunityErrors.NoSuchPost(),
        };

        return acted.Succeeded(out _, out var refusal)
            ? Results.Redirect(model.Path)
            : Page.Of<ReviewsPage, ReviewsModel>(
                act is "write" ? model with { Typed = new TypedReview(form.Number("stars"), form.Block("text")) } : model, refusal);
    }

    private static async Task<Outcome<Done>> Write(ReviewsModel model, TenantRequest request, IFormCollection form)
    {
        if (!model.MayReview)
            return CommunityErrors.NotFinished();

        var (stars, text) = (form.Number("stars"), form.Block("text"));

        if (stars is < 1 or > 5)
            return CommunityErrors.StarsBad();

        if (PostText.Check(text) is { } bad)
            return bad;

        var poster = await NameNotices.Poster(request, teaches: false, form, model.Path);

        return poster.Succeeded(out var by, out var refusal)
            ? (await request.Grains.Reviews(model.Course).Write(Id<Post>.New(request.Clock), by, stars, text)).Then(_ => Done.Value)
            : refusal;
    }

    private static async Task<Outcome<Done>> Do(
        ReviewsModel model, PostPlace place, string act, TenantRequest request, IFormCollection form)
    {
        var reviews = request.Grains.Reviews(model.Course);

        switch (act)
        {
            case "report" when model.Seat is not null:
                return await reviews.Report(place, request.Account!.Id, form.Line("reason", Report.Longest));

            case "hide" or "restore" or "dismiss" when model.Teaches:
                return await reviews.Judge(place, Judgements.Read(act), form.Line("reason", Report.Longest), model.Seat!.RunsSchool);

            case "answer" when model.Teaches:
                var poster = await NameNotices.Poster(request, teaches: true, form, model.Path);
                return poster.Succeeded(out var by, out var refusal)
                    ? await reviews.Answer(place, Id<Post>.New(request.Clock), by, form.Block("text"))
                    : refusal;

            default:
                return CommunityErrors.NoSuchPost();
        }
    }

    private static async Task<ReviewsModel?> Model(Id<Course> slug, TenantRequest request, string? page, string? at)
    {
        if (await request.Grains.Course(slug).Outline() is not { } outline)
            return null;

        var seat = await CourseSeat.Of(slug, request);

        // As with the course's own page: one that is not published is there for those who are in it.
        if (!outline.Description.Published && seat is null)
            return null;

        var reviews = request.Grains.Reviews(slug);
        var read = await reviews.Read(PageNumbers.Page(page));

        // A row of a queue names the segment, which stays where pages move on.
        if (at is { Length: > 0 } && page is null)
            read = await reviews.Read(Math.Max(1, read.Pages + 1 - PageNumbers.Page(at)));

        var hers = request.Account is { } account ? await request.Grains.Enrollment(account.Id, slug).Kept() : null;
        var own = request.Account is null ? null : await reviews.Of(request.Account.Id);

        return new ReviewsModel(
            outline,
            seat,
            request.Account?.Id,
            read,
            MayReview: hers is not null && CompletionRules.IsFinished(outline, hers),
            request.Account is null ? null : await NameNotices.Of(request),
            own,
            own is null ? new TypedReview(0, "") : new TypedReview(own.Stars, own.Post.Text));
    }
}

/// <param name="Seat">Her place in the course; null for everybody who has none.</param>
/// <param name="Person">Who reads; null for a visitor.</param>
/// <param name="Read">A page of them.</param>
/// <param name="MayReview">She finished the course.</param>
/// <param name="Ask">What the forms say of her name; null for a visitor.</param>
/// <param name="Own">Her review; null without one.</param>
/// <param name="Typed">What the form shows.</param>
public sealed record ReviewsModel(
    CourseOutline Outline, CourseSeat? Seat, Id<Person>? Person, ReviewPage Read, bool MayReview, NameAsk? Ask, Review? Own, TypedReview Typed)
{
    /// <summary>The course's id.</summary>
    public Id<Course> Course => Outline.Description.Slug;

    /// <summary>Its own address.</summary>
    public string Path => $"/courses/{Course}/reviews";

    /// <summary>She answers and decides.</summary>
    public bool Teaches => Seat is { Teaches: true };

    /// <summary>The segment of the page that is shown; it names a review's place.</summary>
    public int Segment => Read.Pages + 1 - Read.Page;

    /// <summary>A review as she sees it.</summary>
    public PostView View(Review review) => new(
        review.Post, Segment, Path, Outline.Description.Language, review.Post.By.Person == Person, HasVoted: false, IsAccepted: false, MayAccept: false, Teaches)
    {
        RunsSchool = Seat is { RunsSchool: true },
        HasVotes = false,
        IsRemovable = false,
        IsReportable = Seat is not null,
    };

    /// <summary>Address of another page; null where there is none.</summary>
    public string? PageAddress(int page) => page >= 1 && page <= Read.Pages ? $"{Path}?page={page}" : null;
}

/// <summary>A review as typed.</summary>
public sealed record TypedReview(int Stars, string Text);
