using System.Security.Cryptography;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Quizzes;

[GrainType("quizzes.book")]
internal sealed partial class QuizBookGrain(
    [PersistentState("book", Storage.Person)] IPersistentState<QuizBook> book,
    TimeProvider clock) : Grain, IQuizBookGrain, IRemindable
{
    private const string Reminder = "end";
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[1]);

    private Id<Lesson> Lesson => Id<Lesson>.Parse(this.Key().Parts[2]);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task<QuizStanding> Standing()
    {
        await CatchUp();
        return book.State.Standing;
    }

    public async Task<Outcome<QuizAttempt>> Start()
    {
        await CatchUp();

        if (book.State.Open is { } open)
            return open;

        // Who is in the course, and only once the lesson is open to her.
        if (!(await Grains.Enrollment(Person, Course).Read(Lesson)).Succeeded(out var lesson, out var closed))
            return closed;

        if (lesson is not { Content: { Kind: LessonKind.Quiz, Quiz: { } quiz } })
            return QuizErrors.NoQuiz;

        var seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var decision = book.State.Start(quiz, lesson.Version, seed, clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        // The reminder first: an attempt that is begun is ended, whatever happens in between.
        await Remind(next.Open!.Deadline);
        await this.Commit(book, next);
        return next.Open!;
    }

    public async Task<Outcome<QuizSheet>> Sheet(int number)
    {
        await CatchUp();

        if (book.State.Find(number) is not { } attempt)
            return QuizErrors.NoSuchAttempt(number);

        var sheet = await SheetOf(number).Show();
        return new QuizSheet(attempt, sheet.Answers, attempt.State == AttemptState.Open ? sheet.Marks.Clear() : sheet.Marks);
    }

    public async Task<Outcome<SavedAnswers>> Save(int number, ImmutableArray<AnswerToSave> answers)
    {
        await CatchUp();

        if (book.State.Find(number) is not { } attempt)
            return QuizErrors.NoSuchAttempt(number);

        if (attempt.State != AttemptState.Open)
            return QuizErrors.Ended(number);

        var asked = Drawing.Of(await QuizOf(attempt.Version), attempt.Seed).ToImmutableDictionary(question => question.Id, StringComparer.Ordinal);

        if (SheetRecord.Check(asked, answers) is { } bad)
            return bad;

        var outcome = await SheetOf(number).Save(answers);

        // A crash came between closing the sheet and ending the attempt.
        if (outcome.Error?.Code == QuizErrors.Ended(number).Code)
            await End(attempt, clock.GetUtcNow());

        return outcome.Then(saved => new SavedAnswers(
            answers.Select(answer => answer.Question).Distinct(StringComparer.Ordinal).ToImmutableDictionary(
                question => question, question => saved.Sheet.Answers.GetValueOrDefault(question)?.Revision ?? 0, StringComparer.Ordinal),
            saved.Stale,
            attempt));
    }

    public async Task<Outcome<QuizAttempt>> Submit(int number)
    {
        await CatchUp();

        if (book.State.Find(number) is not { } attempt)
            return QuizErrors.NoSuchAttempt(number);

        if (attempt.State == AttemptState.Open)
            await End(attempt, clock.GetUtcNow());

        return book.State.Find(number)!;
    }

    public Task Recount() => book.State.Find(1) is { State: AttemptState.Graded } first ? Count(first) : Task.CompletedTask;

    public async Task Forget()
    {
        if (book.State.Segment > 0)
            await Grains.AttemptList(Course, Lesson).Remove(Person, book.State.Segment);

        foreach (var attempt in book.State.Attempts)
            await Grains.GradingQueue(Course).Remove(Person, Lesson, attempt.Number);

        await Rest();
    }

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        await CatchUp();
        await RestWhereDone();
    }

    // An attempt whose time is over ends here, and what was cut off when it ended is done again.
    private async Task CatchUp()
    {
        if (book.State.Open is { } open && QuizBook.IsOver(open, clock.GetUtcNow()))
            await End(open, open.Deadline!.Value);

        if (book.State.Untold)
            await Tell();

        if (book.State.ExtraUntold)
            await TellExtra();
    }

    // The sheet takes nothing more before it is marked, so that what is marked is what is kept.
    private async Task End(QuizAttempt attempt, DateTimeOffset at)
    {
        if (attempt.Deadline is null)
            await Remind(clock.GetUtcNow());

        var quiz = await QuizOf(attempt.Version);
        var marked = Marked(await SheetOf(attempt.Number).Close(), quiz, attempt, quiz);
        await Settle(attempt with { EndedAt = at }, attempt.Version, marked, "quiz.ended", null);
    }

    private SheetRecord Marked(SheetRecord sheet, Quiz asked, QuizAttempt attempt, Quiz key) => sheet.Mark(
        Drawing.Of(asked, attempt.Seed).Select(question =>
            (question, key.Find(question.Id) is { } now && now.Kind == question.Kind ? now with { Points = question.Points } : question.Keyed)),
        key.Settings,
        clock.GetUtcNow());

    // Marks, then the grade made of them, then everybody who has to know; each can be done again.
    private async Task Settle(QuizAttempt attempt, int keyVersion, SheetRecord marked, string action, string? detail)
    {
        var settings = (await QuizOf(keyVersion)).Settings;
        var asked = Drawing.Of(await QuizOf(attempt.Version), attempt.Seed);
        var points = Marking.Total(marked.Marks.Values.Select(mark => mark.Points ?? 0));
        var outOf = asked.Sum(question => question.Points);
        var next = attempt with
        {
            State = marked.Marks.Values.All(mark => mark.Points is not null) ? AttemptState.Graded : AttemptState.Waiting,
            Points = Math.Min(points, outOf),
            OutOf = outOf,
            Passed = Marking.Passes(points, outOf, settings.PassPercent),
            KeyVersion = keyVersion,
            ByPerson = marked.Marks.Values.Any(mark => mark.By.Length > 0),
            Past = attempt.State == AttemptState.Graded
                ? attempt.Past.Add(new PastGrade(attempt.Points, attempt.OutOf, attempt.KeyVersion, clock.GetUtcNow(), TenantScope.Actor))
                : attempt.Past,
        };

        await SheetOf(attempt.Number).Mark(marked);
        await this.Commit(
            book,
            book.State.With(next) with { Untold = true },
            Audited(action, detail is null ? $"{Course}/{Lesson}#{Text(attempt.Number)}" : $"{Course}/{Lesson}#{Text(attempt.Number)}: {detail}"));
        await Tell();
    }

    private async Task<Quiz> QuizOf(int version) =>
        (await Grains.Lesson(Course, Lesson).Version(version))?.Content.Quiz
        ?? throw new InvalidOperationException($"Version {Text(version)} of the lesson {Course}/{Lesson} has no quiz, and an attempt answers it.");

    private ISheetGrain SheetOf(int number) => Grains.QuizSheet(Person, Course, Lesson, number);

    private Task Remind(DateTimeOffset? deadline)
    {
        if (deadline is not { } moment)
            return Task.CompletedTask;

        var wait = moment + QuizBook.Grace + TimeSpan.FromSeconds(1) - clock.GetUtcNow();
        return this.RegisterOrUpdateReminder(Reminder, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Again);
    }

    private Task RestWhereDone() => book.State.IsAtRest ? Rest() : Task.CompletedTask;

    private async Task Rest()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private Effects Audited(string action, string detail) =>
        new() { Audit = [new AuditRow(action, TenantScope.Actor, Person.Value, clock.GetUtcNow(), detail)] };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
