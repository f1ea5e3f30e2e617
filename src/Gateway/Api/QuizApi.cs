using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Quizzes;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Api;

/// <summary>A signed-in person's attempts at a quiz. What is right is in an answer only where her page would say it too.</summary>
internal static class QuizApi
{
    public static void MapQuizApi(this RouteGroupBuilder api)
    {
        var quiz = api.MapGroup("/me/enrollments/{course}/lessons/{lesson}/quiz").WithTags("Learning").On(Hosts.School).For(ApiRole.Person);

        quiz.MapGet("/", Show).WithSummary("The rules of a quiz that is open to her, and her attempts.").Produces<QuizOverview>();
        quiz.MapPost("/attempts", Start).Once()
            .WithSummary("Begins an attempt, or goes on with the one under way.").Produces<AttemptPaper>(StatusCodes.Status201Created);
        quiz.MapGet("/attempts/{number:int}", Attempt)
            .WithSummary("An attempt: its questions and her answers, and once it has ended what became of them.").Produces<AttemptPaper>();
        quiz.MapPut("/attempts/{number:int}/answers", Save)
            .WithSummary("Keeps answers of the attempt under way.")
            .WithDescription("An answer made from an older revision than the kept one never replaces it: it is named in 'stale'.")
            .Produces<AttemptPaper>();
        quiz.MapPut("/attempts/{number:int}/end", End)
            .WithSummary("Hands an attempt in: what was kept counts. Repeating it changes nothing.").Produces<AttemptPaper>();
    }

    private static async Task<IResult> Show(string course, string lesson, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not { } place || await place.Newest(request) is not { } quiz)
            return Problems.Of(QuizErrors.NoQuiz);

        var standing = await place.Book(request).Standing();

        return TypedResults.Ok(new QuizOverview(
            quiz.Settings.Minutes,
            AnswerRules.AttemptsLeft(quiz.Settings, standing),
            quiz.Settings.PassPercent,
            quiz.Settings.DueAt,
            [.. standing.Attempts.Select(AttemptItem.Of)]));
    }

    private static async Task<IResult> Start(string course, string lesson, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(QuizErrors.NoQuiz);

        var started = await place.Book(request).Start();

        return started.Succeeded(out var attempt, out var refusal) && await Paper(place, attempt.Number, request) is { } paper
            ? TypedResults.Created(string.Create(
                CultureInfo.InvariantCulture, $"/api/v1/me/enrollments/{course}/lessons/{lesson}/quiz/attempts/{paper.Number}"), paper)
            : Problems.Of(refusal ?? QuizErrors.NoQuiz);
    }

    private static async Task<IResult> Attempt(string course, string lesson, int number, TenantRequest request) =>
        await Find(course, lesson, request) is { } place && await Paper(place, number, request) is { } paper
            ? TypedResults.Ok(paper)
            : Problems.Of(QuizErrors.NoSuchAttempt(number));

    private static async Task<IResult> Save(string course, string lesson, int number, AnswersBody body, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(QuizErrors.NoSuchAttempt(number));

        var saved = await place.Book(request).Save(number, [.. (body.Answers ?? []).OfType<AnswerOfBody>().Select(answer => answer.ToSave())]);

        return saved.Succeeded(out var kept, out var refusal) && await Paper(place, number, request) is { } paper
            ? TypedResults.Ok(paper with { Stale = kept.Stale })
            : Problems.Of(refusal ?? QuizErrors.NoSuchAttempt(number));
    }

    private static async Task<IResult> End(string course, string lesson, int number, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(QuizErrors.NoSuchAttempt(number));

        return (await place.Book(request).Submit(number)).Succeeded(out _, out var refusal) && await Paper(place, number, request) is { } paper
            ? TypedResults.Ok(paper)
            : Problems.Of(refusal ?? QuizErrors.NoSuchAttempt(number));
    }

    private static async Task<QuizPlace?> Find(string course, string lesson, TenantRequest request) =>
        Id<Course>.TryParse(course, out var of) && Id<Lesson>.TryParse(lesson, out var id) ? await QuizPlace.Find(of, id, request) : null;

    private static async Task<AttemptPaper?> Paper(QuizPlace place, int number, TenantRequest request) =>
        (await place.Book(request).Sheet(number)).Value is { } sheet
            ? AttemptPaper.Of(await QuizEndpoints.Review(place, sheet, request), request.Texts)
            : null;
}

/// <summary>A quiz, as who answers it sees it before she begins.</summary>
/// <param name="Minutes">Minutes for an attempt; 0 for as long as she likes.</param>
/// <param name="AttemptsLeft">Attempts she can still begin; null for as many as she likes.</param>
/// <param name="PassPercent">Per cent of the points that pass it.</param>
/// <param name="DueAt">When it closes, UTC; null for never.</param>
/// <param name="Attempts">Hers, oldest first.</param>
public sealed record QuizOverview(
    int Minutes, int? AttemptsLeft, int PassPercent, DateTimeOffset? DueAt, ImmutableArray<AttemptItem> Attempts);

/// <summary>An attempt.</summary>
/// <param name="Number">From 1.</param>
/// <param name="State">How far it is.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Deadline">When it ends by itself, UTC; null for never.</param>
/// <param name="EndedAt">When it ended, UTC; null while it is open.</param>
/// <param name="Points">What it earned, so far where it waits; null while it is open.</param>
/// <param name="OutOf">What there was to earn; null while it is open.</param>
/// <param name="Passed">It is enough; null until it is graded.</param>
public sealed record AttemptItem(
    int Number, AttemptState State, DateTimeOffset StartedAt, DateTimeOffset? Deadline, DateTimeOffset? EndedAt, decimal? Points, decimal? OutOf, bool? Passed)
{
    internal static AttemptItem Of(QuizAttempt attempt)
    {
        var ended = attempt.State != AttemptState.Open;

        return new(
            attempt.Number, attempt.State, attempt.StartedAt, attempt.Deadline, attempt.EndedAt,
            ended ? attempt.Points : null, ended ? attempt.OutOf : null, attempt.State == AttemptState.Graded ? attempt.Passed : null);
    }
}

/// <param name="Answers">At most those of the attempt's questions.</param>
internal sealed record AnswersBody(IReadOnlyList<AnswerOfBody?>? Answers);

/// <param name="Question">The question's id.</param>
/// <param name="Values">
/// Places of what is chosen, from 0; of each thing to match the place of its other side; of each thing to order its place from
/// 1; true or false; texts. None to take an answer away.
/// </param>
/// <param name="Seen">Revision of the answer that this one was made from; 0 for none.</param>
internal sealed record AnswerOfBody(string? Question, IReadOnlyList<string?>? Values, int Seen)
{
    public AnswerToSave ToSave()
    {
        ImmutableArray<string> values = [.. (Values ?? []).Select(value => value ?? "")];
        return new(Question ?? "", Marking.IsAnswered(values) ? values : [], Seen);
    }
}
