using System.Security.Cryptography;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Quizzes;

/// <summary>Writing a quiz: its settings and its questions. What is saved is the lesson's draft.</summary>
internal static class QuizAuthorEndpoints
{
    public static void MapAdminQuizzes(this IEndpointRouteBuilder course)
    {
        var quiz = course.MapGroup("/lessons/{lesson}/quiz");

        quiz.MapGet("/", Show);
        quiz.MapPost("/", Change);
        quiz.MapGet("/new", New);
        quiz.MapPost("/new", Create);
        quiz.MapGet("/questions/{question}", ShowQuestion);
        quiz.MapPost("/questions/{question}", SaveQuestion);
        quiz.MapGet("/preview", Preview);
        quiz.MapGet("/import", AskForImport);
        quiz.MapPost("/import", Import);
        quiz.MapQuizTeaching();
        course.MapGet("/grading", QuizTeachingEndpoints.Queue);
    }

    private static async Task<IResult> Show(Id<Course> course, Id<Lesson> lesson, TenantRequest request, PageContext context, string? done) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
            ? Page.Of<QuizPage, QuizModel>(new QuizModel(draft, SettingsForm.Of(draft.Quiz, context.Zone)) { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Change(
        Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (await QuizDraft.Find(course, lesson, request) is not { } draft)
            return Results.NotFound();

        if (FormText.First(form, "do").Split(':') is [var act, var id])
            return await Arrange(draft, act, id, request, context);

        var typed = SettingsForm.Read(form, draft.Quiz);

        if (typed.Seen != SettingsForm.MarkOf(draft.Quiz))
            return Quiz(new QuizModel(draft, typed with { Seen = SettingsForm.MarkOf(draft.Quiz) }), QuizErrors.Changed);

        if (!typed.ToQuiz(draft.Quiz, context.Zone).Succeeded(out var quiz, out var refusal)
            || !(await draft.Save(quiz, request)).Succeeded(out _, out refusal))
        {
            return Quiz(new QuizModel(draft, typed), refusal);
        }

        return Results.Redirect(draft.Address + "?done=saved");
    }

    private static async Task<IResult> Arrange(QuizDraft draft, string act, string id, TenantRequest request, PageContext context)
    {
        var questions = draft.Quiz.Questions;
        var at = questions.IndexOf(draft.Quiz.Find(id)!);

        if (at < 0)
            return Quiz(new QuizModel(draft, SettingsForm.Of(draft.Quiz, context.Zone)), QuizErrors.NoSuchQuestion(id.Length > 40 ? id[..40] : id));

        var question = questions[at];
        var saved = await draft.Save(
            draft.Quiz with
            {
                Questions = act switch
                {
                    "up" when at > 0 => questions.RemoveAt(at).Insert(at - 1, question),
                    "down" when at < questions.Length - 1 => questions.RemoveAt(at).Insert(at + 1, question),
                    "copy" => questions.Insert(at + 1, question with { Id = QuizDraft.NewId() }),
                    "remove" => questions.RemoveAt(at),
                    _ => questions,
                },
            },
            request);

        return saved.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{draft.Address}?done={(act is "remove" ? "removed" : act is "copy" ? "copied" : "moved")}#questions")
            : Quiz(new QuizModel(draft, SettingsForm.Of(draft.Quiz, context.Zone)), refusal);
    }

    private static async Task<IResult> New(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? kind) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
            ? Page.Of<QuestionPage, QuestionModel>(new QuestionModel(draft, QuestionForm.Empty(Kind(kind)), ""))
            : Results.NotFound();

    private static async Task<IResult> Create(Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
            ? await Put(new QuestionModel(draft, QuestionForm.Read(form, Kind(FormText.First(form, "kind"))), ""), form, request)
            : Results.NotFound();

    private static async Task<IResult> ShowQuestion(Id<Course> course, Id<Lesson> lesson, string question, TenantRequest request) =>
        await QuizDraft.Find(course, lesson, request) is { } draft && draft.Quiz.Find(question) is { } found
            ? Page.Of<QuestionPage, QuestionModel>(new QuestionModel(draft, QuestionForm.Of(found), found.Id))
            : Results.NotFound();

    private static async Task<IResult> SaveQuestion(
        Id<Course> course, Id<Lesson> lesson, string question, IFormCollection form, TenantRequest request) =>
        await QuizDraft.Find(course, lesson, request) is { } draft && draft.Quiz.Find(question) is { } found
            ? await Put(new QuestionModel(draft, QuestionForm.Read(form, found.Kind), found.Id), form, request)
            : Results.NotFound();

    private static async Task<IResult> Put(QuestionModel model, IFormCollection form, TenantRequest request)
    {
        if (FormText.First(form, "do") is "rows")
            return Page.Of<QuestionPage, QuestionModel>(model with { Form = model.Form.WithMoreRows() });

        var kept = model.IsNew ? null : model.Draft.Quiz.Find(model.Id);

        if (kept is not null && model.Form.Seen != QuizDraft.Mark(kept))
            return Question(model with { Form = model.Form with { Seen = QuizDraft.Mark(kept) }, Theirs = kept }, QuizErrors.Changed);

        var known = kept?.Options.Select(option => option.Id).ToImmutableHashSet(StringComparer.Ordinal) ?? [];

        if (!model.Form.ToQuestion(kept?.Id ?? QuizDraft.NewId(), known).Succeeded(out var question, out var refusal))
            return Question(model, refusal);

        if (FormText.First(form, "do") is "look")
            return Page.Of<QuestionPage, QuestionModel>(model with { Shown = question });

        var quiz = model.Draft.Quiz;
        var saved = await model.Draft.Save(
            quiz with { Questions = kept is null ? quiz.Questions.Add(question) : quiz.Questions.Replace(kept, question) }, request);

        return saved.Succeeded(out _, out refusal)
            ? Results.Redirect($"{model.Draft.Address}?done=saved#questions")
            : Question(model, refusal);
    }

    private static async Task<IResult> Preview(Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
            ? Page.Of<QuizPreviewPage, QuizPreviewModel>(new QuizPreviewModel(
                draft, Drawing.Of(draft.Quiz, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))))))
            : Results.NotFound();

    private static async Task<IResult> AskForImport(Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await QuizDraft.Find(course, lesson, request) is { } draft
            ? Page.Of<QuizImportPage, QuizImportModel>(new QuizImportModel(draft, "", null))
            : Results.NotFound();

    private static async Task<IResult> Import(Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request)
    {
        if (await QuizDraft.Find(course, lesson, request) is not { } draft)
            return Results.NotFound();

        var text = form.Block("text");
        var read = QuestionText.Read(text, QuizDraft.NewId);
        var model = new QuizImportModel(draft, text, read);

        if (FormText.First(form, "do") is not "import" || read.Questions.IsEmpty)
            return Page.Of<QuizImportPage, QuizImportModel>(model);

        var saved = await draft.Save(draft.Quiz with { Questions = draft.Quiz.Questions.AddRange(read.Questions) }, request);

        return saved.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{draft.Address}?done=imported#questions")
            : Page.Of<QuizImportPage, QuizImportModel>(model, refusal);
    }

    private static QuestionKind Kind(string? kind) =>
        Enum.GetNames<QuestionKind>().Contains(kind, StringComparer.Ordinal) ? Enum.Parse<QuestionKind>(kind!) : QuestionKind.OneChoice;

    private static IResult Quiz(QuizModel model, Error refusal) => Page.Of<QuizPage, QuizModel>(model, refusal);

    private static IResult Question(QuestionModel model, Error refusal) =>
        Page.Of<QuestionPage, QuestionModel>(model, refusal);
}

public sealed record QuizModel(QuizDraft Draft, SettingsForm Form)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }
}

/// <param name="Id">The question's id; empty for a new one.</param>
public sealed record QuestionModel(QuizDraft Draft, QuestionForm Form, string Id)
{
    /// <summary>What is saved now, where that is not what the form was filled from.</summary>
    public Question? Theirs { get; init; }

    /// <summary>The question to show as a student sees it.</summary>
    public Question? Shown { get; init; }

    public bool IsNew => Id.Length == 0;
}

public sealed record QuizPreviewModel(QuizDraft Draft, ImmutableArray<AskedQuestion> Questions);

/// <param name="Read">What was found in the text; null before there is one.</param>
public sealed record QuizImportModel(QuizDraft Draft, string Text, QuestionTextResult? Read);
