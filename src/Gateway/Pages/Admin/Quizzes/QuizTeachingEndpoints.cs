using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin.Teaching;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Quizzes;

/// <summary>What students made of a quiz: grading, regrading, more time, item analysis.</summary>
internal static class QuizTeachingEndpoints
{
    public static void MapQuizTeaching(this IEndpointRouteBuilder quiz)
    {
        quiz.MapGet("/analysis", Analysis);
        quiz.MapGet("/attempts", List);
        quiz.MapPost("/attempts", Regrade);
        quiz.MapGet("/people/{person}", ShowPerson);
        quiz.MapPost("/people/{person}", Allow);
        quiz.MapGet("/people/{person}/{number:int}", ShowAttempt);
        quiz.MapPost("/people/{person}/{number:int}", Grade);
    }

    /// <summary>Attempts of a course that wait for a person's grade.</summary>
    public static async Task<IResult> Queue(Id<Course> course, TenantRequest request, string? after) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? Page.Of<QueuePage, QueueModel>(new QueueModel(outline, await request.Grains.GradingQueue(course).Page(after)))
            : Results.NotFound();

    private static async Task<IResult> Analysis(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? version)
    {
        if (await QuizDraft.Find(course, lesson, request) is not { } draft)
            return Results.NotFound();

        var newest = (await request.Grains.Lesson(course, lesson).Published())?.Version ?? 0;
        var number = Localization.Digits.TryParse(version, out var asked) && asked > 0 && asked < newest ? asked : newest;
        var quiz = (await request.Grains.Lesson(course, lesson).Version(number))?.Content.Quiz ?? new Quiz();
        var analysis = number == 0 ? new ItemAnalysis() : await request.Grains.ItemAnalysis(course, lesson, number).Show();

        return Page.Of<AnalysisPage, AnalysisModel>(new AnalysisModel(
            draft, quiz, analysis, number, newest, Math.Max(ItemAnalysis.SmallestGroup, request.School.Rules.SmallestGroup)));
    }

    private static async Task<IResult> List(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? before, string? done) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
            ? Page.Of<AttemptListPage, AttemptListModel>(new AttemptListModel(
                draft, await request.Grains.AttemptList(course, lesson).Page(before))
            { IsDone = done is "regraded" })
            : Results.NotFound();

    private static async Task<IResult> Regrade(Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request)
    {
        if (await QuizDraft.Find(course, lesson, request) is not { } draft)
            return Results.NotFound();

        foreach (var chosen in form["attempt"].OfType<string>().Take(QuizRules.MostAttempts))
        {
            if (chosen.Split(':') is not [var who, var text] || !Id<Person>.TryParse(who, out var person)
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Results.BadRequest();
            }

            var regraded = await request.Grains.QuizBook(person, course, lesson).Regrade(number);

            if (!regraded.Succeeded(out _, out var refusal))
                return Page.Of<AttemptListPage, AttemptListModel>(
                    new AttemptListModel(draft, await request.Grains.AttemptList(course, lesson).Page(null)), refusal);
        }

        return Results.Redirect(draft.Address + "/attempts?done=regraded");
    }

    private static async Task<IResult> ShowPerson(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, TenantRequest request, string? done) =>
        await Person(course, lesson, person, request) is { } model
            ? Page.Of<PersonAttemptsPage, PersonAttemptsModel>(model with { IsDone = done is "saved" })
            : Results.NotFound();

    private static async Task<IResult> Allow(Id<Course> course, Id<Lesson> lesson, Id<Person> person, IFormCollection form, TenantRequest request)
    {
        if (await Person(course, lesson, person, request) is not { } model)
            return Results.NotFound();

        var refusal = form.NoNumber("extra_minutes") ?? form.NoNumber("extra_attempts")
            ?? (await request.Grains.QuizBook(person, course, lesson).Allow(form.Number("extra_minutes"), form.Number("extra_attempts"))).Error;

        return refusal is null
            ? Results.Redirect($"{model.Address}?done=saved")
            : Page.Of<PersonAttemptsPage, PersonAttemptsModel>(model, refusal);
    }

    private static async Task<IResult> ShowAttempt(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, TenantRequest request, string? done) =>
        await Attempt(course, lesson, person, number, request) is { } model
            ? Page.Of<GradePage, GradeModel>(model with { IsDone = done is "saved" })
            : Results.NotFound();

    private static async Task<IResult> Grade(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, IFormCollection form, TenantRequest request)
    {
        if (await Attempt(course, lesson, person, number, request) is not { } model)
            return Results.NotFound();

        var book = request.Grains.QuizBook(person, course, lesson);
        var question = form.Line("question", 40);

        var graded = FormText.First(form, "do") is "regrade" ? await book.Regrade(number)
            : AnswerText.Numbers(FormText.First(form, "points")) is [var points, ..]
                ? await book.Grade(number, question, points, form.Block("feedback"))
                : QuizErrors.BadPoints(model.Questions.FirstOrDefault(asked => asked.Id == question)?.Points ?? 0);

        return graded.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{model.Person.Address}/{number.ToString(CultureInfo.InvariantCulture)}?done=saved")
            : Page.Of<GradePage, GradeModel>(model with { Typed = (question, FormText.First(form, "points"), form.Block("feedback")) }, refusal);
    }

    // Somebody who is not in the course is nobody here, though she may be known to the school.
    private static async Task<PersonAttemptsModel?> Person(Id<Course> course, Id<Lesson> lesson, Id<Person> person, TenantRequest request) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
        && await request.Grains.Enrollment(person, course).Kept() is not null
        && await request.Grains.Person(person).Account(PurposeUses.StudentWork) is { } account
            ? new PersonAttemptsModel(
                draft, person, StudentNames.Of(account.DisplayName, person, request.Texts), await request.Grains.QuizBook(person, course, lesson).Standing())
            : null;

    private static async Task<GradeModel?> Attempt(
        Id<Course> course, Id<Lesson> lesson, Id<Person> person, int number, TenantRequest request)
    {
        if (await Person(course, lesson, person, request) is not { } owner
            || (await request.Grains.QuizBook(person, course, lesson).Sheet(number)).Value is not { Attempt.State: not AttemptState.Open } sheet)
        {
            return null;
        }

        var content = request.Grains.Lesson(course, lesson);
        var asked = (await content.Version(sheet.Attempt.Version))?.Content.Quiz ?? new Quiz();
        var key = (await content.Version(sheet.Attempt.KeyVersion))?.Content.Quiz ?? asked;
        var newest = (await content.Published())?.Version ?? 0;

        return new GradeModel(owner, sheet, Drawing.Of(asked, sheet.Attempt.Seed), key) { CanRegrade = sheet.Attempt.KeyVersion < newest };
    }
}

public sealed record QueueModel(CourseOutline Course, WaitingPage Waiting);

/// <param name="Version">Which version is shown; 0 before there is one.</param>
/// <param name="Newest">The newest there is.</param>
/// <param name="Least">People below whom nothing is shown.</param>
public sealed record AnalysisModel(QuizDraft Draft, Quiz Quiz, ItemAnalysis Analysis, int Version, int Newest, int Least);

public sealed record AttemptListModel(QuizDraft Draft, AttemptPage List)
{
    public bool IsDone { get; init; }
}

public sealed record PersonAttemptsModel(QuizDraft Draft, Id<Person> Person, string Name, QuizStanding Standing)
{
    public string Address => $"{Draft.Address}/people/{Person}";

    public bool IsDone { get; init; }
}

/// <param name="Key">Whose keys it was marked by.</param>
public sealed record GradeModel(PersonAttemptsModel Person, QuizSheet Sheet, ImmutableArray<AskedQuestion> Questions, Quiz Key)
{
    /// <summary>There is a newer key.</summary>
    public bool CanRegrade { get; init; }

    public bool IsDone { get; init; }

    /// <summary>What was typed and refused.</summary>
    public (string Question, string Points, string Feedback)? Typed { get; init; }
}
