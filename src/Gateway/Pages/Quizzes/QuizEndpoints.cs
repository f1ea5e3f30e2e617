using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Quizzes;

/// <summary>Beginning an attempt, answering it, ending it, and looking at what became of it.</summary>
public static class QuizEndpoints
{
    /// <summary>Maps everything below <c>/courses/{slug}/lessons/{lesson}/quiz</c>.</summary>
    public static void MapQuizzes(this IEndpointRouteBuilder routes)
    {
        var quiz = routes.MapGroup("/courses/{slug}/lessons/{lesson}/quiz").RequireSignedIn();

        quiz.MapPost("/", Start);
        quiz.MapGet("/{number:int}", Show);
        quiz.MapPost("/{number:int}", Save);
        quiz.MapGet("/{number:int}/end", AskToEnd);
        quiz.MapPost("/{number:int}/end", End);
    }

    private static async Task<IResult> Start(Id<Course> slug, Id<Lesson> lesson, TenantRequest request)
    {
        if (await QuizPlace.Find(slug, lesson, request) is not { } place)
            return Results.NotFound();

        var started = await place.Book(request).Start();

        return started.Succeeded(out var attempt, out var refusal)
            ? Results.Redirect(place.Attempt(attempt.Number))
            : Page.Of<QuizRefusedPage, QuizPlace>(place, refusal);
    }

    private static async Task<IResult> Show(
        Id<Course> slug, Id<Lesson> lesson, int number, TenantRequest request, string? page, string? done)
    {
        if (await Find(slug, lesson, number, request) is not var (place, quiz, sheet))
            return Results.NotFound();

        if (sheet.Attempt.State != AttemptState.Open)
            return Page.Of<ReviewPage, ReviewModel>(await Review(place, sheet, request) with { WasLate = done is "late" });

        var model = new AttemptModel(place, quiz, sheet, Number(page), request.Clock.GetUtcNow());
        return Page.Of<AttemptPage, AttemptModel>(model with { IsSaved = done is "saved" });
    }

    private static async Task<IResult> Save(
        Id<Course> slug, Id<Lesson> lesson, int number, IFormCollection form, TenantRequest request, PageContext context, HttpContext http)
    {
        if (await Find(slug, lesson, number, request) is not var (place, quiz, sheet))
            return Results.NotFound();

        var answers = AnswerForm.Read(form, Drawing.Of(quiz, sheet.Attempt.Seed));
        var saved = await place.Book(request).Save(number, answers);
        var isScript = FormText.First(form, "do") is "auto";

        if (isScript)
            return SaveReply.Of(saved, answers, context, request.Clock.GetUtcNow());

        if (saved.Error is { Kind: ErrorKind.Conflict })
            return Results.Redirect(place.Attempt(number) + "?done=late");

        var page = form.Number("page");
        var kept = (await place.Book(request).Sheet(number)).Value ?? sheet;

        // What was newer stays; what she typed here is shown beside it, so that neither is lost.
        if (!saved.Succeeded(out var result, out var refusal) || !result.Stale.IsEmpty)
        {
            var model = new AttemptModel(place, quiz, kept, page, request.Clock.GetUtcNow())
            {
                Typed = answers.Where(answer => refusal is not null || result!.Stale.Contains(answer.Question, StringComparer.Ordinal))
                    .ToImmutableDictionary(answer => answer.Question, answer => answer.Values, StringComparer.Ordinal),
            };
            return Page.Of<AttemptPage, AttemptModel>(model, refusal, refusal?.Kind.ToStatusCode() ?? StatusCodes.Status409Conflict);
        }

        return Results.Redirect(FormText.First(form, "do") switch
        {
            "end" => place.Attempt(number) + "/end",
            "next" => $"{place.Attempt(number)}?page={Text(page + 1)}",
            "back" => $"{place.Attempt(number)}?page={Text(Math.Max(1, page - 1))}",
            _ => $"{place.Attempt(number)}?page={Text(Math.Max(1, page))}&done=saved",
        });
    }

    private static async Task<IResult> AskToEnd(Id<Course> slug, Id<Lesson> lesson, int number, TenantRequest request)
    {
        if (await Find(slug, lesson, number, request) is not var (place, quiz, sheet))
            return Results.NotFound();

        return sheet.Attempt.State == AttemptState.Open
            ? Page.Of<EndPage, AttemptModel>(new AttemptModel(place, quiz, sheet, 1, request.Clock.GetUtcNow()))
            : Results.Redirect(place.Attempt(number));
    }

    private static async Task<IResult> End(Id<Course> slug, Id<Lesson> lesson, int number, TenantRequest request)
    {
        if (await QuizPlace.Find(slug, lesson, request) is not { } place)
            return Results.NotFound();

        return (await place.Book(request).Submit(number)).Succeeded(out _, out var refusal)
            ? Results.Redirect(place.Attempt(number))
            : Results.StatusCode(refusal.Kind.ToStatusCode());
    }

    /// <summary>An attempt as she may see it: with what was right only where that is shown now.</summary>
    internal static async Task<ReviewModel> Review(QuizPlace place, QuizSheet sheet, TenantRequest request)
    {
        var standing = await place.Book(request).Standing();
        var newest = await place.Newest(request) ?? new Quiz();
        var key = await place.Version(request, sheet.Attempt.KeyVersion) ?? newest;
        var asked = await place.Version(request, sheet.Attempt.Version) ?? key;
        var shows = AnswerRules.MayShow(newest.Settings, standing, sheet.Attempt, request.Clock.GetUtcNow());

        return new ReviewModel(place, sheet, Drawing.Of(asked, sheet.Attempt.Seed), shows ? key : null)
        {
            AttemptsLeft = AnswerRules.AttemptsLeft(newest.Settings, standing),
        };
    }

    private static async Task<(QuizPlace Place, Quiz Quiz, QuizSheet Sheet)?> Find(
        Id<Course> course, Id<Lesson> lesson, int number, TenantRequest request) =>
        await QuizPlace.Find(course, lesson, request) is { } place
        && (await place.Book(request).Sheet(number)).Value is { } sheet
        && await place.Version(request, sheet.Attempt.Version) is { } quiz
            ? (place, quiz, sheet)
            : null;

    private static int Number(string? page) => Localization.Digits.TryParse(page, out var number) ? number : 1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
