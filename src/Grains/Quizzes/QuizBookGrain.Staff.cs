namespace Darsgah.Grains.Quizzes;

/// <summary>What staff do with her attempts.</summary>
internal sealed partial class QuizBookGrain
{
    public async Task<Outcome<QuizStanding>> Allow(int minutes, int attempts)
    {
        if (minutes is < 0 or > QuizRules.MostMinutes)
            return QuizErrors.Field("minutes_bad", "extra_minutes", "Minutes are 0 to 10080.");

        if (attempts is < 0 or > QuizRules.MostAttempts)
            return QuizErrors.Field("attempts_bad", "extra_attempts", "Attempts are 0 to 100.");

        await CatchUp();
        var next = book.State.Allow(minutes, attempts);

        if (ReferenceEquals(next, book.State))
            return next.Standing;

        await Remind(next.Open?.Deadline ?? clock.GetUtcNow() + Again);
        await this.Commit(book, next, Audited("quiz.time_allowed", $"{Course}/{Lesson}: {Text(minutes)} min, {Text(attempts)}"));
        await TellExtra();
        return next.Standing;
    }

    public async Task<Outcome<QuizAttempt>> Grade(int number, string question, decimal points, string feedback)
    {
        if (!(await Ended(number)).Succeeded(out var attempt, out var refusal))
            return refusal;

        var asked = Drawing.Of(await QuizOf(attempt.Version), attempt.Seed).FirstOrDefault(one => one.Id == question);

        if (asked is null)
            return QuizErrors.NoSuchQuestion(question.Length > 40 ? question[..40] : question);

        if (points < 0 || points > asked.Points || decimal.Round(points, 2) != points)
            return QuizErrors.BadPoints(asked.Points);

        if (feedback.Length > QuizRules.LongestFeedback)
            return QuizErrors.Field("feedback_long", "feedback", "Feedback takes at most 2000 characters.");

        var sheet = await SheetOf(number).Close();
        var mark = new AnswerMark(points, TenantScope.Actor, feedback, clock.GetUtcNow());
        await Settle(attempt, attempt.KeyVersion, sheet with { Marks = sheet.Marks.SetItem(question, mark) }, "quiz.graded", question);
        return book.State.Find(number)!;
    }

    public async Task<Outcome<QuizAttempt>> Regrade(int number)
    {
        if (!(await Ended(number)).Succeeded(out var attempt, out var refusal))
            return refusal;

        if (await Grains.Lesson(Course, Lesson).Published() is not { Content.Quiz: { } quiz } newest)
            return QuizErrors.NoQuiz;

        await Settle(attempt, newest.Version, Marked(await SheetOf(number).Close(), await QuizOf(attempt.Version), attempt, quiz), "quiz.regraded", Text(newest.Version));
        return book.State.Find(number)!;
    }

    private async Task<Outcome<QuizAttempt>> Ended(int number)
    {
        await CatchUp();

        return book.State.Find(number) switch
        {
            null => QuizErrors.NoSuchAttempt(number),
            { State: AttemptState.Open } => QuizErrors.StillOpen(number),
            { } attempt => attempt,
        };
    }
}
