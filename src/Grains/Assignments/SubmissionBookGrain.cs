using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Assignments;

[GrainType("assignments.book")]
internal sealed partial class SubmissionBookGrain(
    [PersistentState("book", Storage.Person)] IPersistentState<SubmissionBook> book,
    TimeProvider clock) : Grain, ISubmissionBookGrain, IRemindable
{
    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[1]);

    private Id<Lesson> Lesson => Id<Lesson>.Parse(this.Key().Parts[2]);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private SubmissionBook Book => book.State;

    public async Task<ImmutableArray<Submission>> Standing()
    {
        await CatchUp();
        return Book.Submissions;
    }

    public async Task<Outcome<AssignmentDesk>> Desk()
    {
        await CatchUp();

        if (!(await Open()).Succeeded(out var open, out var closed))
            return closed;

        var draft = await SheetOf(Book.Next).Show();

        // What is asked for again is mostly mended, not written anew. Files are added anew: those handed in stay where they are.
        if (draft.Revision == 0 && Book.Newest is { State: SubmissionState.Returned } returned)
            draft = draft with { Text = (await SheetOf(returned.Number).Show()).Text };

        return new AssignmentDesk(
            open.Version, open.Assignment, Book.Next, draft, open.Late, Book.Denial(open.Assignment, open.Late), Book.Submissions);
    }

    public async Task<Outcome<HandedWork>> Show(int number) => Book.Find(number) is { } submission
        ? new HandedWork(submission, await SheetOf(number).Show())
        : AssignmentErrors.NoSuchSubmission(number);

    public Task<Outcome<WorkSheet>> Save(SaveDraft command) => Change(command.Number, (draft, open) =>
    {
        if (command.Text.Length > AssignmentRules.LongestText)
            return AssignmentErrors.TextTooLong;

        if (!open.Assignment.TakesText && command.Text.Length > 0)
            return AssignmentErrors.NoText;

        if (draft.Text == command.Text)
            return draft;

        return command.Seen == draft.TextRevision
            ? draft with { Text = command.Text, TextRevision = draft.TextRevision + 1 }
            : AssignmentErrors.Stale;
    });

    public Task<Outcome<WorkSheet>> AddFile(int number, HandedFile file) => Change(number, (draft, open) =>
        draft.Find(file.Id) is not null ? draft
        : draft.Files.Length >= open.Assignment.Files ? AssignmentErrors.TooManyFiles(open.Assignment.Files)
        : MediaLibrary.Named(file.Name) is not { Length: > 0 } name ? MediaErrors.NoName()
        : draft with { Files = draft.Files.Add(file with { Name = name }) });

    public Task<Outcome<WorkSheet>> RemoveFile(int number, string file) => Change(number, (draft, _) =>
        draft.Find(file) is { } known ? draft with { Files = draft.Files.Remove(known) } : draft);

    public async Task<bool> Holds(string file)
    {
        for (var number = Book.Next; number > 0; number--)
        {
            if ((await SheetOf(number).Show()).Find(file) is not null)
                return true;
        }

        return false;
    }

    public async Task<Outcome<Submission>> HandIn(HandIn command)
    {
        await CatchUp();

        // Two windows, or a second click: it is the same hand-in.
        if (Book.Find(command.Number) is { } there)
            return there;

        if (!(await Open()).Succeeded(out var open, out var closed))
            return closed;

        if (command.Number != Book.Next)
            return AssignmentErrors.NoSuchSubmission(command.Number);

        var draft = await SheetOf(Book.Next).Show();
        var decision = Book.HandIn(command, draft, open.Assignment, open.Version, open.Late, clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        await Grains.HandedWorks(Person).Add(Course, Lesson);
        await Keep(next, "assignment.handed_in", command.Number);
        return Book.Find(command.Number)!;
    }

    public async Task<Outcome<PersonDue>> Due()
    {
        await CatchUp();
        return await Terms() is { } terms
            ? new PersonDue(Book.UsualDue(terms.Assignment, terms.CameAt, terms.Cohort), Book.LongerUntil, Book.Submissions)
            : AssignmentErrors.NoAssignment;
    }

    public async Task<Outcome<PersonDue>> Extend(DateTimeOffset? until)
    {
        if (await Terms() is not { } terms)
            return AssignmentErrors.NoAssignment;

        if (until == Book.LongerUntil)
            return await Due();

        if (!Book.Extend(until, Book.UsualDue(terms.Assignment, terms.CameAt, terms.Cohort), clock.GetUtcNow()).Succeeded(out var next, out var refusal))
            return refusal;

        var row = new AuditRow("assignment.extended", TenantScope.Actor, Person.Value, clock.GetUtcNow(), $"{Course}/{Lesson}");
        await this.RegisterOrUpdateReminder(Telling, Again, Again);
        await this.Commit(book, next, new Effects { Audit = [row] });
        await Remind();
        await CatchUp();
        return await Due();
    }

    public async Task<bool> IsAwaited(DateTimeOffset due) => Book.IsAwaited(due)
        && (await Terms() is not var (assignment, cameAt, cohort) || Book.Denial(assignment, Book.LateAt(assignment, cameAt, clock.GetUtcNow(), cohort)) is null);

    public async Task<Outcome<Submission>> Grade(GradeWork command)
    {
        await CatchUp();

        if (Book.Find(command.Number) is not { } submission)
            return AssignmentErrors.NoSuchSubmission(command.Number);

        if (!Book.Grade(command, await AssignmentOf(submission.Version), clock.GetUtcNow()).Succeeded(out var next, out var refusal))
            return refusal;

        var sheet = await SheetOf(command.Number).Show();
        await SheetOf(command.Number).Keep(sheet with { Levels = command.Levels, Remarks = command.Remarks, Feedback = command.Feedback });
        await Keep(next, "assignment.graded", command.Number);
        return Book.Find(command.Number)!;
    }

    public async Task<Outcome<Submission>> Return(ReturnWork command)
    {
        await CatchUp();

        if (!Book.Return(command, clock.GetUtcNow()).Succeeded(out var next, out var refusal))
            return refusal;

        var sheet = await SheetOf(command.Number).Show();
        await SheetOf(command.Number).Keep(sheet with { Remarks = command.Remarks, Feedback = command.Feedback });
        await Keep(next, "assignment.returned", command.Number);
        await Remind();
        return Book.Find(command.Number)!;
    }

    public async Task Forget()
    {
        if (Book.Segment > 0)
            await Grains.AttemptList(Course, Lesson).Remove(Person, Book.Segment);

        foreach (var submission in Book.Submissions)
            await Leave(submission.Number);

        await Unregister(Telling);
        await Unregister(OwnDay);
    }

    private async Task<Outcome<WorkSheet>> Change(int number, Func<WorkSheet, OpenWork, Outcome<WorkSheet>> change)
    {
        await CatchUp();

        if (Book.Find(number) is not null)
            return AssignmentErrors.HandedIn(number);

        if (!(await Open()).Succeeded(out var open, out var closed))
            return closed;

        if (number != Book.Next)
            return AssignmentErrors.NoSuchSubmission(number);

        if (Book.Denial(open.Assignment, open.Late) is { } denial)
            return denial;

        var draft = await SheetOf(number).Show();

        if (!change(draft, open).Succeeded(out var next, out var refusal))
            return refusal;

        return ReferenceEquals(next, draft)
            ? draft
            : await SheetOf(number).Keep(next with { Revision = draft.Revision + 1, SavedAt = clock.GetUtcNow() });
    }

    // The way to a lesson is her enrolment alone; what it refuses is refused here.
    private async Task<Outcome<OpenWork>> Open()
    {
        var enrollment = Grains.Enrollment(Person, Course);

        if (!(await enrollment.Read(Lesson)).Succeeded(out var lesson, out var closed))
            return closed;

        if (lesson is not { Content.Kind: LessonKind.Assignment } || await enrollment.Standing() is not { } standing)
            return AssignmentErrors.NoAssignment;

        var assignment = lesson.Content.Assignment ?? new Assignment();
        return new OpenWork(lesson.Version, assignment, Book.LateAt(assignment, standing.EnrolledAt, clock.GetUtcNow(), standing.CohortStart));
    }

    // What is published now, when she came, and when her cohort starts; whether or not the lesson is open to her yet.
    private async Task<(Assignment Assignment, DateTimeOffset CameAt, CohortStart? Cohort)?> Terms() =>
        await Grains.Enrollment(Person, Course).Kept() is { } enrollment
        && (await Grains.Lesson(Course, Lesson).Published())?.Content is { Kind: LessonKind.Assignment } content
            ? (content.Assignment ?? new Assignment(), enrollment.EnrolledAt, enrollment.CohortStart)
            : null;

    private async Task<Assignment> AssignmentOf(int version) =>
        (await Grains.Lesson(Course, Lesson).Version(version))?.Content.Assignment ?? new Assignment();

    private IWorkSheetGrain SheetOf(int number) => Grains.WorkSheet(Person, Course, Lesson, number);

    /// <param name="Version">Version of the lesson that is published now.</param>
    private sealed record OpenWork(int Version, Assignment Assignment, Lateness Late);
}
