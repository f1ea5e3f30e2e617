using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Quizzes;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Api;

/// <summary>An attempt with its questions.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Attempt">How far it is.</param>
/// <param name="Questions">In the order of this attempt.</param>
public sealed record AttemptPaper(int Number, AttemptItem Attempt, ImmutableArray<PaperQuestion> Questions)
{
    /// <summary>Questions whose answer had been changed elsewhere when it was sent here: the newer one is kept. None otherwise.</summary>
    public ImmutableArray<string> Stale { get; init; } = [];

    internal static AttemptPaper Of(ReviewModel model, Texts texts) => new(
        model.Sheet.Attempt.Number,
        AttemptItem.Of(model.Sheet.Attempt),
        [.. model.Questions.Select(question => PaperQuestion.Of(question, model, texts))]);
}

/// <summary>A question of an attempt, and her answer.</summary>
/// <param name="Id">Names it in the quiz.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Text">What is asked, Markdown; empty for a text with gaps.</param>
/// <param name="Points">What it is worth.</param>
/// <param name="Options">What is chosen from, matched or ordered: named by their places, from 0.</param>
/// <param name="Matches">The other sides of what is matched, named so too.</param>
/// <param name="Pieces">A text with gaps, cut at them.</param>
/// <param name="Values">Her answer, in the terms in which answers are sent; none for no answer.</param>
/// <param name="Seen">Revision of that answer: sent with the next one.</param>
public sealed record PaperQuestion(
    string Id,
    QuestionKind Kind,
    string Text,
    decimal Points,
    ImmutableArray<string> Options,
    ImmutableArray<string> Matches,
    ImmutableArray<string> Pieces,
    ImmutableArray<string> Values,
    int Seen)
{
    /// <summary>What the answer earned; null where she is not to see it.</summary>
    public decimal? Earned { get; init; }

    /// <summary>What was right, in words; null where she is not to see it.</summary>
    public string? Right { get; init; }

    /// <summary>What the author says of any answer; null where she is not to see it.</summary>
    public string? Feedback { get; init; }

    /// <summary>What whoever graded it said; empty for nothing.</summary>
    public string Said { get; init; } = "";

    // The same as her page shows: what one answer earned says whether it was right.
    internal static PaperQuestion Of(AskedQuestion asked, ReviewModel model, Texts texts)
    {
        var answer = model.Sheet.AnswerTo(asked.Id);
        var mark = model.Sheet.Marks.GetValueOrDefault(asked.Id);
        var key = model.Key is null ? null : model.Key.Find(asked.Id) ?? asked.Keyed;

        return new(asked.Id, asked.Kind, asked.Text, asked.Points, asked.Options, asked.Matches, asked.Pieces, answer.Values, answer.Revision)
        {
            Earned = key is not null || asked.Kind == QuestionKind.Essay ? mark?.Points : null,
            Right = key is null || key.Kind == QuestionKind.Essay ? null : AnswerWords.Plain(AnswerWords.Key(key, texts)),
            Feedback = key?.Feedback,
            Said = mark?.Feedback ?? "",
        };
    }
}
