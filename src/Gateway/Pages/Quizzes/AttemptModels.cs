using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Quizzes;

/// <summary>A page of an attempt that is under way. Holds no key.</summary>
public sealed record AttemptModel
{
    /// <summary>Questions on a page, where it is not one.</summary>
    public const int MostOnPage = 20;

    /// <param name="page">From 1; what is no page is the nearest.</param>
    public AttemptModel(QuizPlace place, Quiz quiz, QuizSheet sheet, int page, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(quiz);
        (Place, Settings, Sheet) = (place, quiz.Settings, sheet);
        All = Drawing.Of(quiz, sheet.Attempt.Seed);
        Size = quiz.Settings.OneAtATime ? 1 : MostOnPage;
        Pages = Math.Max(1, (All.Length + Size - 1) / Size);
        PageNumber = Math.Clamp(page, 1, Pages);
        SecondsLeft = sheet.Attempt.Deadline is { } deadline ? Math.Max(0, (int)(deadline - now).TotalSeconds) : null;
    }

    public QuizPlace Place { get; }

    public QuizSettings Settings { get; }

    public QuizSheet Sheet { get; }

    /// <summary>All questions of the attempt.</summary>
    public ImmutableArray<AskedQuestion> All { get; }

    /// <summary>Questions on a page.</summary>
    public int Size { get; }

    public int Pages { get; }

    /// <summary>This page, from 1.</summary>
    public int PageNumber { get; }

    /// <summary>Seconds until it ends by itself; null for never.</summary>
    public int? SecondsLeft { get; }

    /// <summary>What she typed here that is not kept, by question.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Typed { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public bool IsSaved { get; init; }

    public ImmutableArray<AskedQuestion> OnPage => [.. All.Skip((PageNumber - 1) * Size).Take(Size)];

    /// <summary>Number of a question in the attempt, from 1.</summary>
    public int NumberOf(AskedQuestion question) => All.IndexOf(question) + 1;

    /// <summary>The page that a question is on, from 1.</summary>
    public int PageOf(AskedQuestion question) => (All.IndexOf(question) / Size) + 1;

    public bool IsAnswered(AskedQuestion question) => Marking.IsAnswered(Sheet.AnswerTo(question.Id).Values);
}

/// <param name="Key">Whose questions say what was right; null while that is not to be seen.</param>
public sealed record ReviewModel(QuizPlace Place, QuizSheet Sheet, ImmutableArray<AskedQuestion> Questions, Quiz? Key)
{
    /// <summary>Something arrived after the attempt had ended.</summary>
    public bool WasLate { get; init; }

    /// <summary>Attempts she can still begin; null for as many as she likes.</summary>
    public int? AttemptsLeft { get; init; }
}
