namespace Darsgah.Grains.Quizzes;

/// <summary>When somebody may see which answers are right.</summary>
public static class AnswerRules
{
    /// <summary>Whether answers of an attempt may be shown to her who made it.</summary>
    /// <param name="settings">Of the newest version, so that a change of mind holds at once.</param>
    public static bool MayShow(QuizSettings settings, QuizStanding standing, QuizAttempt attempt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(attempt);

        if (attempt.State == AttemptState.Open)
            return false;

        // While she answers the same questions again, nothing is shown but what is shown after every attempt.
        var isOpen = standing.Attempts is [.., { State: AttemptState.Open }];
        var isClosed = !isOpen && now > settings.DueAt + TimeSpan.FromMinutes(standing.ExtraMinutes) + QuizBook.Grace;

        return settings.Answers switch
        {
            AnswersShown.AfterAttempt => true,
            AnswersShown.AfterLastAttempt => isClosed || (!isOpen && AttemptsLeft(settings, standing) == 0),
            AnswersShown.AfterDue => isClosed,
            _ => false,
        };
    }

    /// <summary>Attempts she can still begin; null for as many as she likes.</summary>
    public static int? AttemptsLeft(QuizSettings settings, QuizStanding standing)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(standing);
        var left = QuizBook.MostAttempts(settings, standing.ExtraAttempts) - standing.Attempts.Length;

        return settings.Attempts == 0 && left > 0 ? null : Math.Max(0, left);
    }
}
