using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>Questions about a lesson, for who is in the course or teaches it; to others there are none (SEC-B04).</summary>
internal static class QuestionEndpoints
{
    private const int PageSize = 20;

    public static void MapQuestions(this IEndpointRouteBuilder course)
    {
        var questions = course.MapGroup("/lessons/{lesson}/questions");

        questions.MapGet("/", List);
        questions.MapPost("/", Ask);
        questions.MapGet("/{question}", Show);
        questions.MapPost("/{question}", Act);
        course.MapGet("/questions", Waiting);
        course.MapGet("/reports", Reports);
    }

    private static async Task<IResult> List(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, string? before) =>
        await Model(slug, lesson, request, before) is { } model
            ? Page.Of<QuestionsPage, QuestionsModel>(model)
            : Results.NotFound();

    private static async Task<IResult> Ask(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, IFormCollection form)
    {
        if (await Model(slug, lesson, request, before: null) is not { } model)
            return Results.NotFound();

        if (!Id<Post>.TryParse(form.Line("id", 32), out var id))
            return Results.BadRequest();

        var typed = new TypedQuestion(id.Value, form.Line("title", PostText.LongestTitle), form.Block("text"));

        // What is wrong with the text first: nothing is confirmed for a question that is not asked.
        if ((PostText.CheckTitle(typed.Title) ?? PostText.Check(typed.Text)) is { } bad)
            return Page.Of<QuestionsPage, QuestionsModel>(model with { Typed = typed }, bad);

        var poster = await NameNotices.Poster(request, model.Seat.Teaches, form, model.Path);

        if (!poster.Succeeded(out var by, out var refusal))
            return Page.Of<QuestionsPage, QuestionsModel>(model with { Typed = typed }, refusal);

        var asked = await request.Grains.Question(slug, lesson, id).Ask(by, typed.Title, typed.Text);

        return asked.Succeeded(out var question, out refusal)
            ? Results.Redirect(question.Path)
            : Page.Of<QuestionsPage, QuestionsModel>(model with { Typed = typed }, refusal);
    }

    private static async Task<IResult> Show(
        Id<Course> slug, Id<Lesson> lesson, Id<Post> question, TenantRequest request, string? page) =>
        await Model(slug, lesson, question, request, page) is { } model
            ? Page.Of<QuestionPage, QuestionModel>(model)
            : Results.NotFound();

    private static async Task<IResult> Act(
        Id<Course> slug, Id<Lesson> lesson, Id<Post> question, TenantRequest request, IFormCollection form)
    {
        var at = form.Number("at");

        if (await Model(slug, lesson, question, request, form.Line("at", 8)) is not { } model)
            return Results.NotFound();

        if (form.Line("do", 10) == "reply")
            return await Reply(model, request, form);

        if (!Id<Post>.TryParse(form.Line("post", 32), out var post))
            return Results.BadRequest();

        var place = new PostPlace(post, at);
        var acted = await Do(model, place, form.Line("do", 10), request, form);

        if (!acted.Succeeded(out _, out var refusal))
            return Page.Of<QuestionPage, QuestionModel>(model, refusal);

        return Results.Redirect($"{model.Question.Path}?page={model.Thread.Page}#p-{post}");
    }

    private static async Task<IResult> Reply(QuestionModel model, TenantRequest request, IFormCollection form)
    {
        var text = form.Block("text");

        if (!Id<Post>.TryParse(form.Line("id", 32), out var id))
            return Results.BadRequest();

        if (PostText.Check(text) is { } bad)
            return Page.Of<QuestionPage, QuestionModel>(model with { Typed = text }, bad);

        var poster = await NameNotices.Poster(request, model.Seat.Teaches, form, model.Question.Path);

        if (!poster.Succeeded(out var by, out var refusal))
            return Page.Of<QuestionPage, QuestionModel>(model with { Typed = text }, refusal);

        var replied = await Question(model, request).Reply(id, by, text);

        return replied.Succeeded(out var place, out refusal)
            ? Results.Redirect($"{model.Question.Path}?page={place.Page}#p-{place.Post}")
            : Page.Of<QuestionPage, QuestionModel>(model with { Typed = text }, refusal);
    }

    private static async Task<Outcome<Done>> Do(
        QuestionModel model, PostPlace place, string act, TenantRequest request, IFormCollection form)
    {
        var (question, her) = (Question(model, request), model.Seat.Person);

        return act switch
        {
            "edit" when place.Page == 0 => Plain(await question.Edit(her, form.Line("title", PostText.LongestTitle), form.Block("text"))),
            "edit" => Plain(await question.EditReply(place, her, form.Block("text"))),
            "remove" => Plain(await question.Remove(place, her)),
            "accept" or "unaccept" => Plain(await question.Accept(
                place, new Poster(her, "", model.Seat.Teaches), accepted: act == "accept")),
            "vote" or "unvote" => await Vote(model, question, place, up: act == "vote", request),
            "report" => Plain(await question.Report(place, her, form.Line("reason", Report.Longest))),
            "hide" or "restore" or "dismiss" when model.Seat.Teaches => Plain(await question.Judge(
                place, Judgements.Read(act), form.Line("reason", Report.Longest), model.Seat.RunsSchool)),
            _ => CommunityErrors.NoSuchPost(),
        };
    }

    private static async Task<Outcome<Done>> Vote(
        QuestionModel model, IQuestionGrain question, PostPlace place, bool up, TenantRequest request)
    {
        var voted = await question.Vote(place, model.Seat.Person, up);

        if (voted.Succeeded(out _, out _))
            await request.Grains.CommunityPlace(model.Seat.Person, model.Seat.Course).NoteVote(place.Post, up);

        return Plain(voted);
    }

    private static async Task<IResult> Waiting(Id<Course> slug, TenantRequest request, string? show, string? before)
    {
        if (await CourseSeat.Of(slug, request) is not { Teaches: true } seat)
            return Results.NotFound();

        var (grains, open) = (request.Grains, show is not "all");
        var board = await (open ? grains.OpenQuestions(slug) : grains.CourseQuestions(slug)).Page(before, PageSize);

        return Page.Of<CourseQuestionsPage, CourseQuestionsModel>(new(
            seat, open, board, await grains.OpenQuestions(slug).Count(), await grains.CourseReports(slug).Count()));
    }

    private static async Task<IResult> Reports(Id<Course> slug, TenantRequest request, string? before) =>
        await CourseSeat.Of(slug, request) is { Teaches: true } seat
            ? Page.Of<ReportsPage, ReportsModel>(new(
                seat, await request.Grains.CourseReports(slug).Page(before, PageSize), seat.Path + "/reports"))
            : Results.NotFound();

    private static async Task<QuestionsModel?> Model(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, string? before) =>
        await Place(slug, lesson, request) is var (seat, head)
            ? new QuestionsModel(
                seat,
                head,
                await request.Grains.LessonQuestions(slug, lesson).Page(before, PageSize),
                await NameNotices.Of(request),
                new TypedQuestion(Id<Post>.New(request.Clock).Value, "", ""))
            : null;

    private static async Task<QuestionModel?> Model(
        Id<Course> slug, Id<Lesson> lesson, Id<Post> question, TenantRequest request, string? page)
    {
        if (await Place(slug, lesson, request) is not var (seat, head))
            return null;

        var thread = await request.Grains.Question(slug, lesson, question).Thread(PageNumbers.Page(page));

        return thread is null ? null : new QuestionModel(
            seat,
            head,
            thread,
            await request.Grains.CommunityPlace(seat.Person, slug).Votes(),
            await NameNotices.Of(request),
            Id<Post>.New(request.Clock).Value,
            "");
    }

    // What is asked about a lesson tells of it: to a student it is there as soon as the lesson is open to her (SEC-B04).
    private static async Task<(CourseSeat Seat, LessonHead Lesson)?> Place(Id<Course> slug, Id<Lesson> lesson, TenantRequest request) =>
        await CourseSeat.Of(slug, request) is { } seat && seat.Lesson(lesson) is { } head
        && (seat.Teaches || (await request.Grains.Enrollment(seat.Person, slug).Read(lesson)).Succeeded(out _, out _))
            ? (seat, head)
            : null;

    private static IQuestionGrain Question(QuestionModel model, TenantRequest request) =>
        request.Grains.Question(model.Seat.Course, model.Lesson.Id, model.Question.Post.Id);

    private static Outcome<Done> Plain<T>(Outcome<T> outcome) => outcome.Then(_ => Done.Value);
}
