using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Assignments;

/// <summary>A person's hand-ins for one assignment, and the rules of them. No clock, no storage.</summary>
[GenerateSerializer, Immutable, Alias("assignments.book.state")]
internal sealed record SubmissionBook
{
    [Id(0)] public ImmutableArray<Submission> Submissions { get; init; } = [];

    /// <summary>Something has changed, and the course has not been told all of it.</summary>
    [Id(1)] public bool Untold { get; init; }

    /// <summary>Where her row in the lesson's list is; 0 before there is one.</summary>
    [Id(2)] public int Segment { get; init; }

    /// <summary>Until when staff gave her alone time, UTC; null for as long as everybody has.</summary>
    [Id(3)] public DateTimeOffset? LongerUntil { get; init; }

    /// <summary>That has changed, and she has not been told.</summary>
    [Id(4)] public bool LongerUntold { get; init; }

    /// <summary>How often it has changed.</summary>
    [Id(5)] public int LongerChanges { get; init; }

    /// <summary>The number that the next hand-in has.</summary>
    public int Next => Submissions.Length + 1;

    public Submission? Newest => Submissions is [.., var last] ? last : null;

    public Submission? Find(int number) => number > 0 && number < Next ? Submissions[number - 1] : null;

    /// <summary>How handing in stands at a moment. After a return, what staff said then counts, and not the assignment's own day.</summary>
    /// <param name="cameAt">When she came into the course.</param>
    /// <param name="cohort">The day her cohort starts; null where she is in none that has one.</param>
    public Lateness LateAt(Assignment assignment, DateTimeOffset cameAt, DateTimeOffset now, CohortStart? cohort = null) =>
        Lateness.Of(assignment.Late, Lateness.Longer(UsualDue(assignment, cameAt, cohort), LongerUntil), now);

    /// <summary>When it is due for her without more time; null for never.</summary>
    /// <param name="cameAt">When she came into the course.</param>
    /// <param name="cohort">The day her cohort starts; null where she is in none that has one.</param>
    public DateTimeOffset? UsualDue(Assignment assignment, DateTimeOffset cameAt, CohortStart? cohort = null) =>
        Newest is { State: SubmissionState.Returned } returned ? returned.DueAgainAt : Lateness.DueOf(assignment, cameAt, cohort);

    /// <summary>This book with more time for her, or with none.</summary>
    /// <param name="until">Until when, UTC; null for as long as everybody has.</param>
    /// <param name="usual">When it is due for her otherwise.</param>
    public Outcome<SubmissionBook> Extend(DateTimeOffset? until, DateTimeOffset? usual, DateTimeOffset now) => until switch
    {
        null => Longer(null),
        _ when usual is null => AssignmentErrors.NothingDue,
        { } moment when moment <= now => AssignmentErrors.DueOver,
        { } moment when moment <= usual => AssignmentErrors.NotLonger,
        { } moment => Longer(moment),
    };

    private SubmissionBook Longer(DateTimeOffset? until) =>
        this with { LongerUntil = until, LongerUntold = true, LongerChanges = LongerChanges + 1 };

    /// <summary>Whether something that is due then is still expected of her: it lies with nobody, and she has no more time.</summary>
    public bool IsAwaited(DateTimeOffset due) =>
        Newest is not { State: SubmissionState.Submitted or SubmissionState.Returned } && Lateness.Longer(due, LongerUntil) == due;

    /// <summary>Why she cannot hand in; null where she can.</summary>
    public Error? Denial(Assignment assignment, Lateness late)
    {
        if (Newest is { State: not SubmissionState.Returned } && OfHerOwn >= assignment.Resubmissions)
            return AssignmentErrors.NotAgain;

        return Next > AssignmentRules.MostSubmissions ? AssignmentErrors.NotAgain
            : late.IsClosed ? AssignmentErrors.Closed
            : null;
    }

    /// <summary>This book with the draft handed in.</summary>
    public Outcome<SubmissionBook> HandIn(HandIn command, WorkSheet draft, Assignment assignment, int version, Lateness late, DateTimeOffset now)
    {
        if (Denial(assignment, late) is { } denial)
            return denial;

        if (command.Version != version)
            return AssignmentErrors.Edited;

        if (command.Seen != draft.Revision)
            return AssignmentErrors.Stale;

        if (CheckDraft(draft, assignment) is { } bad)
            return bad;

        var submission = new Submission(Next, version, now, late.Due, late.PenaltyPercent) { OutOf = Rubrics.OutOf(assignment) };

        return this with
        {
            Submissions =
            [
                .. Newest is { State: SubmissionState.Submitted } waiting
                    ? Submissions.SetItem(waiting.Number - 1, waiting with { State = SubmissionState.Replaced })
                    : Submissions,
                submission,
            ],
        };
    }

    /// <summary>This book with its newest hand-in graded.</summary>
    public Outcome<SubmissionBook> Grade(GradeWork command, Assignment assignment, DateTimeOffset now)
    {
        if (!ToSettle(command.Number, command.Seen).Succeeded(out var submission, out var refusal))
            return refusal;

        var outOf = Rubrics.OutOf(assignment);
        var points = assignment.Rubric.IsEmpty ? command.Points : 0m;

        if (assignment.Rubric.IsEmpty && (points < 0 || points > outOf || decimal.Round(points, 2) != points))
            return AssignmentErrors.BadPoints(outOf);

        if (!assignment.Rubric.IsEmpty && !Rubrics.Points(assignment.Rubric, command.Levels).Succeeded(out points, out refusal))
            return refusal;

        if (CheckWords(command.Feedback, command.Remarks) is { } bad)
            return bad;

        var penalty = command.WaivesPenalty ? 0 : submission.PenaltyPercent;
        var left = Lateness.Reduce(points, outOf, penalty);

        return With(submission with
        {
            State = SubmissionState.Graded,
            Earned = points,
            Points = left,
            OutOf = outOf,
            Passed = Lateness.Passes(left, outOf, assignment.PassPercent),
            SettledAt = now,
            Revision = submission.Revision + 1,
            DueAgainAt = null,
        });
    }

    /// <summary>This book with its newest hand-in given back.</summary>
    public Outcome<SubmissionBook> Return(ReturnWork command, DateTimeOffset now)
    {
        if (!ToSettle(command.Number, command.Seen).Succeeded(out var submission, out var refusal))
            return refusal;

        if (string.IsNullOrWhiteSpace(command.Feedback) && command.Remarks.Values.All(string.IsNullOrWhiteSpace))
            return AssignmentErrors.ReasonMissing;

        if (command.DueAgainAt <= now)
            return AssignmentErrors.DueOver;

        return CheckWords(command.Feedback, command.Remarks) is { } bad ? bad : With(submission with
        {
            State = SubmissionState.Returned,
            SettledAt = now,
            Revision = submission.Revision + 1,
            DueAgainAt = command.DueAgainAt,
        });
    }

    /// <summary>What she has for the lesson: what the newest graded hand-in earned; null before there is one.</summary>
    public Grade? GradeOf(Id<Lesson> lesson) =>
        Submissions.LastOrDefault(submission => submission.State == SubmissionState.Graded) is { } graded
            ? new Grade(lesson, graded.Version, graded.Points, graded.OutOf, graded.Passed, graded.SettledAt!.Value) { Answer = graded.Number }
            : null;

    /// <summary>Why a draft cannot be handed in as it is.</summary>
    public static Error? CheckDraft(WorkSheet draft, Assignment assignment) =>
        !assignment.TakesText && draft.Text.Length > 0 ? AssignmentErrors.NoText
        : draft.Files.Length > assignment.Files ? AssignmentErrors.TooManyFiles(assignment.Files)
        : draft.Files.FirstOrDefault(file => file.Length > assignment.Megabytes * 1024L * 1024) is not null ? AssignmentErrors.FileTooLarge(assignment.Megabytes)
        : draft.Files.FirstOrDefault(file => !AssignmentRules.Takes(assignment, Media.MediaType.Of(file.Mime).Kind)) is { } odd ? AssignmentErrors.FileKind(odd.Name)
        : draft.IsEmpty ? AssignmentErrors.Nothing
        : null;

    // Those that nobody asked for: after the first, and not after a return.
    private int OfHerOwn => Submissions.Skip(1).Where((_, index) => Submissions[index].State != SubmissionState.Returned).Count();

    private SubmissionBook With(Submission submission) => this with { Submissions = Submissions.SetItem(submission.Number - 1, submission) };

    private Outcome<Submission> ToSettle(int number, int seen) => Find(number) switch
    {
        null => AssignmentErrors.NoSuchSubmission(number),
        { } older when older != Newest => AssignmentErrors.NotNewest,
        { } newest when newest.Revision != seen => AssignmentErrors.Changed,
        { } newest => newest,
    };

    private static Error? CheckWords(string feedback, ImmutableDictionary<string, string> remarks) =>
        feedback.Length > AssignmentRules.LongestFeedback ? AssignmentErrors.FeedbackTooLong("feedback", AssignmentRules.LongestFeedback)
        : remarks.FirstOrDefault(remark => remark.Value.Length > AssignmentRules.LongestRemark) is { Key: { } criterion }
            ? AssignmentErrors.FeedbackTooLong($"remark-{criterion}", AssignmentRules.LongestRemark)
        : null;
}
