using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Quizzes;

/// <summary>What the course and she herself are told of her attempts; each can be done again.</summary>
internal sealed partial class QuizBookGrain
{
    private async Task Tell()
    {
        var last = book.State.Attempts.Last(attempt => attempt.State != AttemptState.Open);
        var settings = (await QuizOf(last.KeyVersion)).Settings;
        await Grains.Enrollment(Person, Course).Answered(Lesson, last.EndedAt!.Value);

        var grade = book.State.Grade(Lesson, settings);

        // Refused where handing in is not enough.
        await Grains.Enrollment(Person, Course).CompleteLesson(Lesson, CompletedBy.HandingIn);

        if (grade is not null)
            await Grains.Enrollment(Person, Course).Record(grade, CompletedBy.Quiz);

        var name = (await Grains.Person(Person).Account(PurposeUses.StudentWork))?.DisplayName ?? "";
        var row = new AttemptRow(Person, name, last.Number, last.Points, last.OutOf, last.Passed, last.State, last.EndedAt!.Value);
        var segment = await Grains.AttemptList(Course, Lesson).Put(row, book.State.Segment);

        foreach (var attempt in book.State.Attempts)
        {
            if (attempt.State == AttemptState.Waiting)
                await Wait(new WaitingWork(Person, name, Lesson, attempt.Number, attempt.EndedAt!.Value));
            else if (attempt.State == AttemptState.Graded)
                await Grains.GradingQueue(Course).Remove(Person, Lesson, attempt.Number);

            // What the key marked she saw when she handed it in.
            if (grade is not null && attempt is { State: AttemptState.Graded, ByPerson: true })
            {
                var (number, place) = (Text(attempt.Number), $"/courses/{Course}/lessons/{Lesson}/quiz/{Text(attempt.Number)}");
                await Grains.TellGraded(Person, Course, grade, $"quiz.{number}.{Text(attempt.Past.Length)}", place);
            }
        }

        if (book.State.Find(1) is { State: AttemptState.Graded } first)
            await Count(first);

        await this.Commit(book, book.State with { Untold = false, Segment = segment });
        await RestWhereDone();
    }

    // Who is out of the course has no attempt to be told of.
    private async Task TellExtra()
    {
        if (await Grains.Enrollment(Person, Course).Standing() is not null
            && await Grains.Course(Course).Outline() is { } course && course.Find(Lesson) is { } head)
        {
            await Grains.Notifications(Person).Tell(LearningNews.Allowed(
                course.Description, head, book.State.ExtraMinutes, book.State.ExtraAttempts, book.State.ExtraChanges));
        }

        await this.Commit(book, book.State with { ExtraUntold = false });
        await RestWhereDone();
    }

    private async Task Wait(WaitingWork work)
    {
        if (await Grains.GradingQueue(Course).Put(work) is { } longest)
            await Grains.TellToGrade(Course, longest, clock.GetUtcNow());
    }

    // A person's first attempt alone: a later one has seen the questions.
    private async Task Count(QuizAttempt first)
    {
        var sheet = await SheetOf(first.Number).Show();
        var country = (await Grains.Person(Person).Account(PurposeUses.RosterName))?.Country ?? "";
        var results = await LeftOut.Of(Grains, Person, country) ? [] : sheet.Results(Drawing.Of(await QuizOf(first.Version), first.Seed));

        if (results.SequenceEqual(sheet.Counted))
            return;

        await Grains.ItemAnalysis(Course, Lesson, first.Version).Count(
            $"{Person}.{Text(sheet.Counts + 1)}", sheet.Counted, results);
        await SheetOf(first.Number).Mark(sheet with { Counted = results, Counts = sheet.Counts + 1 });
    }
}
