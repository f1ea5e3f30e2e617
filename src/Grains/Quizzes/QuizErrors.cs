namespace Darsgah.Grains.Quizzes;

/// <summary>Refusals about quizzes and attempts.</summary>
public static class QuizErrors
{
    /// <summary>The lesson is no quiz, or none that is published.</summary>
    public static Error NoQuiz { get; } = Error.NotFound("quiz.no_quiz", "This lesson has no quiz.");

    /// <summary>Nothing to ask.</summary>
    public static Error NoQuestions { get; } = Error.Conflict("quiz.no_questions", "This quiz has no questions yet.");

    /// <summary>A quiz without questions is not published.</summary>
    /// <param name="lesson">Its title.</param>
    public static Error WriteAQuestion(string lesson) => Error.Conflict(
        "quiz.write_a_question", $"The quiz '{lesson}' has no questions. Write at least one, then publish it.", null, ("lesson", lesson));

    /// <summary>There is no such attempt, or it is somebody else's.</summary>
    public static Error NoSuchAttempt(int number) => Error.NotFound(
        "quiz.no_such_attempt", "There is no such attempt of yours.", null, ("number", Written(number)));

    /// <summary>All attempts are used.</summary>
    public static Error NoAttemptsLeft(int most) => Error.Conflict(
        "quiz.no_attempts_left", $"All {Written(most)} attempts are used.", null, ("most", Written(most)));

    /// <summary>The quiz has closed.</summary>
    public static Error Closed { get; } = Error.Conflict("quiz.closed", "This quiz has closed. It takes no new attempts.");

    /// <summary>The attempt has ended.</summary>
    public static Error Ended(int number) => Error.Conflict(
        "quiz.ended",
        $"Attempt {Written(number)} has ended. What was saved before counts; what came after does not.",
        null,
        ("number", Written(number)));

    /// <summary>The attempt has no such question.</summary>
    public static Error NoSuchQuestion(string question) => Error.NotFound(
        "quiz.no_such_question", $"The attempt has no question '{question}'.", null, ("question", question));

    /// <summary>An answer that is longer than any.</summary>
    public static Error AnswerTooLong(int most) => Error.Invalid(
        "quiz.answer_too_long", $"An answer takes at most {Written(most)} characters.", "answer", ("most", Written(most)));

    /// <summary>All answers of an attempt together are longer than it keeps.</summary>
    public static Error AnswersTooLong(int most) => Error.Invalid(
        "quiz.answers_too_long",
        $"All answers of an attempt together take at most {Written(most)} characters. Shorten one and save again.",
        "answer",
        ("most", Written(most)));

    /// <summary>Points that a question does not have.</summary>
    public static Error BadPoints(decimal most) => Error.Invalid(
        "quiz.bad_points", $"Points of this question are 0 to {Written(most)}.", "points", ("most", Written(most)));

    /// <summary>The attempt is still under way.</summary>
    public static Error StillOpen(int number) => Error.Conflict(
        "quiz.still_open", $"Attempt {Written(number)} is still under way.", null, ("number", Written(number)));

    /// <summary>Too many questions.</summary>
    public static Error TooManyQuestions(int count) => Error.Invalid(
        "quiz.too_many_questions",
        $"A quiz takes at most {Written(QuizRules.MostQuestions)} questions; this one has {Written(count)}. Split it in two.",
        "questions",
        ("most", Written(QuizRules.MostQuestions)),
        ("count", Written(count)));

    /// <summary>More text than a quiz keeps.</summary>
    public static Error TooLarge { get; } = Error.Invalid(
        "quiz.too_large",
        $"All questions together take at most {Written(QuizRules.MostBytes / 1024)} KB of text. Split the quiz in two.",
        "questions",
        ("most", Written(QuizRules.MostBytes / 1024)));

    /// <summary>Somebody else changed it first.</summary>
    public static Error Changed { get; } = Error.Conflict(
        "quiz.changed", "Somebody changed this while you edited it. Look at what is saved now, and save again if yours shall stand.");

    /// <summary>A field that cannot be.</summary>
    /// <param name="what">The rest of the code: <c>text_missing</c>.</param>
    public static Error Field(string what, string field, string message, params (string, string)[] values) =>
        Error.Invalid("quiz." + what, message, field, values);

    private static string Written(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
