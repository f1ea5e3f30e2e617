using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Assignments;

/// <summary>What one person handed in for the assignment of one lesson, and what became of it. Only here is it decided what is late.</summary>
/// <remarks>
/// Key <c>tenant/{person}.{course}.{lesson}</c>; kept sealed with her own key. A draft is the sheet of the number that comes next,
/// so handing in copies nothing and can be repeated. What is handed in never changes; a grade and what was said stand beside it.
/// </remarks>
[Alias("assignments.book"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
public interface ISubmissionBookGrain : ITenantScopedGrain
{
    /// <summary>Her hand-ins, oldest first.</summary>
    [Alias("standing")]
    Task<ImmutableArray<Submission>> Standing();

    /// <summary>What lies before her: the assignment as it is now, her draft, whether and until when it is taken.</summary>
    /// <returns>It; or what <see cref="Learning.IEnrollmentGrain.Read"/> refuses, <see cref="AssignmentErrors.NoAssignment"/>.</returns>
    [Alias("desk")]
    Task<Outcome<AssignmentDesk>> Desk();

    /// <summary>One hand-in, with its text, its files and what was said of it.</summary>
    /// <returns>It; or <see cref="AssignmentErrors.NoSuchSubmission"/>.</returns>
    [Alias("show")]
    Task<Outcome<HandedWork>> Show(int number);

    /// <summary>Keeps the draft's text. One that was written from an older page never replaces a newer one.</summary>
    /// <returns>The draft; or <see cref="AssignmentErrors.HandedIn"/>, <see cref="AssignmentErrors.Stale"/>, a refused text.</returns>
    [Alias("save")]
    Task<Outcome<WorkSheet>> Save(SaveDraft command);

    /// <summary>Adds a file, whose bytes are whole and synced, to the draft.</summary>
    /// <returns>The draft; or <see cref="AssignmentErrors.HandedIn"/>, <see cref="AssignmentErrors.TooManyFiles"/>, ….</returns>
    [Alias("add_file")]
    Task<Outcome<WorkSheet>> AddFile(int number, HandedFile file);

    /// <summary>Takes a file out of the draft. Repeating it changes nothing.</summary>
    /// <returns>The draft; or <see cref="AssignmentErrors.HandedIn"/>.</returns>
    [Alias("remove_file")]
    Task<Outcome<WorkSheet>> RemoveFile(int number, string file);

    /// <summary>Whether a file is in one of her hand-ins, or in the draft.</summary>
    [Alias("holds")]
    Task<bool> Holds(string file);

    /// <summary>Hands the draft in, by the clock of the server. What was handed in under the number already is returned, whatever is asked.</summary>
    /// <returns>
    /// The hand-in; or <see cref="AssignmentErrors.Closed"/>, <see cref="AssignmentErrors.NotAgain"/>,
    /// <see cref="AssignmentErrors.Edited"/>, <see cref="AssignmentErrors.Stale"/>, <see cref="AssignmentErrors.Nothing"/>.
    /// </returns>
    [Alias("hand_in")]
    Task<Outcome<Submission>> HandIn(HandIn command);

    /// <summary>When it is due for her, and what she handed in. By staff.</summary>
    /// <returns>It; or <see cref="AssignmentErrors.NoAssignment"/> for who is not in the course.</returns>
    [Alias("due")]
    Task<Outcome<PersonDue>> Due();

    /// <summary>Gives her alone time until a moment, and tells her. Repeating it changes nothing. By staff.</summary>
    /// <param name="until">UTC; null for as long as everybody has.</param>
    /// <returns>How it is due then; or <see cref="AssignmentErrors.NothingDue"/>, <see cref="AssignmentErrors.DueOver"/>, <see cref="AssignmentErrors.NotLonger"/>.</returns>
    [Alias("extend")]
    Task<Outcome<PersonDue>> Extend(DateTimeOffset? until);

    /// <summary>Whether something that is due then is still expected of her, so that she is reminded.</summary>
    [Alias("is_awaited")]
    Task<bool> IsAwaited(DateTimeOffset due);

    /// <summary>Grades the newest hand-in. By staff.</summary>
    /// <returns>It; or <see cref="AssignmentErrors.NotNewest"/>, <see cref="AssignmentErrors.Changed"/>, refused points.</returns>
    [Alias("grade")]
    Task<Outcome<Submission>> Grade(GradeWork command);

    /// <summary>Gives the newest hand-in back for more. A grade that it had stays until the next. By staff.</summary>
    /// <returns>It; or <see cref="AssignmentErrors.NotNewest"/>, <see cref="AssignmentErrors.Changed"/>, <see cref="AssignmentErrors.ReasonMissing"/>.</returns>
    [Alias("return")]
    Task<Outcome<Submission>> Return(ReturnWork command);

    /// <summary>Takes her out of the lists of the course's staff, when she is erased. Repeating it changes nothing.</summary>
    [Alias("forget")]
    Task Forget();
}

/// <summary>For which lessons a person has handed something in, so that all of it is found when she is erased.</summary>
/// <remarks>Key <c>tenant/{person}</c>; kept sealed with her own key.</remarks>
[Alias("assignments.works"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IHandedWorksGrain : ITenantScopedGrain
{
    /// <summary>Notes a lesson. Repeating it changes nothing.</summary>
    [Alias("add")]
    Task Add(Id<Course> course, Id<Lesson> lesson);

    /// <summary>All of them, oldest first.</summary>
    [Alias("all")]
    Task<ImmutableArray<HandedWorkPlace>> All();
}

/// <summary>A lesson for which somebody handed in.</summary>
[GenerateSerializer, Immutable, Alias("assignments.work_place"), PersonalData(DataCategory.Learning)]
public sealed record HandedWorkPlace(Id<Course> Course, Id<Lesson> Lesson);

/// <summary>How far a hand-in is. The numbers are kept.</summary>
public enum SubmissionState
{
    /// <summary>It waits for a person.</summary>
    Submitted = 1,

    /// <summary>A person said what it earned.</summary>
    Graded = 2,

    /// <summary>It was given back for more.</summary>
    Returned = 3,

    /// <summary>She handed in again before it was graded.</summary>
    Replaced = 4,
}

/// <summary>Something that was handed in.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Version">Version of the lesson that it answers, for good.</param>
/// <param name="At">When, by the server's clock, UTC.</param>
/// <param name="DueAt">When it was due then, UTC; null for never.</param>
/// <param name="PenaltyPercent">Per cent of all points that being late takes off.</param>
[GenerateSerializer, Immutable, Alias("assignments.submission"), PersonalData(DataCategory.Learning)]
public sealed record Submission(int Number, int Version, DateTimeOffset At, DateTimeOffset? DueAt, int PenaltyPercent)
{
    /// <summary>How far it is.</summary>
    [Id(5)] public SubmissionState State { get; init; } = SubmissionState.Submitted;

    /// <summary>What it earned before being late took anything off.</summary>
    [Id(6)] public decimal Earned { get; init; }

    /// <summary>What counts.</summary>
    [Id(7)] public decimal Points { get; init; }

    /// <summary>What there was to earn.</summary>
    [Id(8)] public decimal OutOf { get; init; }

    /// <summary>It is enough.</summary>
    [Id(9)] public bool Passed { get; init; }

    /// <summary>When it was graded or returned last, UTC; null before.</summary>
    [Id(10)] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How often it was graded or returned.</summary>
    [Id(11)] public int Revision { get; init; }

    /// <summary>Of one that was returned: when it is due again, UTC; null for whenever she is ready.</summary>
    [Id(12)] public DateTimeOffset? DueAgainAt { get; init; }

    /// <summary>It came after it was due.</summary>
    public bool WasLate => At > DueAt;
}

/// <summary>When an assignment is due for somebody.</summary>
/// <param name="Usual">For who has no time of her own, UTC; null for never.</param>
/// <param name="LongerUntil">Until when she alone has time, UTC; null for as long as everybody.</param>
/// <param name="Submissions">What she handed in, oldest first.</param>
[GenerateSerializer, Immutable, Alias("assignments.person_due"), PersonalData(DataCategory.Learning)]
public sealed record PersonDue(DateTimeOffset? Usual, DateTimeOffset? LongerUntil, ImmutableArray<Submission> Submissions);

/// <summary>A text, files, and what a person said of them.</summary>
[GenerateSerializer, Immutable, Alias("assignments.sheet"), PersonalData(DataCategory.Learning)]
public sealed record WorkSheet
{
    /// <summary>What was written; plain text.</summary>
    [Id(0)] public string Text { get; init; } = "";

    /// <summary>In the order they came.</summary>
    [Id(1)] public ImmutableArray<HandedFile> Files { get; init; } = [];

    /// <summary>How often it was changed.</summary>
    [Id(2)] public int Revision { get; init; }

    /// <summary>When it was changed last, UTC; null before.</summary>
    [Id(3)] public DateTimeOffset? SavedAt { get; init; }

    /// <summary>By criterion, the level that was chosen.</summary>
    [Id(4)] public ImmutableDictionary<string, string> Levels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>By criterion, what was said of it.</summary>
    [Id(5)] public ImmutableDictionary<string, string> Remarks { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What was said of the whole.</summary>
    [Id(6)] public string Feedback { get; init; } = "";

    /// <summary>How often its text alone was changed: a file that was added elsewhere makes no text stale.</summary>
    [Id(7)] public int TextRevision { get; init; }

    /// <summary>There is nothing to hand in.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Files.IsEmpty;

    /// <summary>One of its files; null where there is none of that id.</summary>
    public HandedFile? Find(string id) => Files.FirstOrDefault(file => file.Id == id);
}

/// <summary>A file of somebody's work.</summary>
/// <param name="Id">Names it and its bytes.</param>
/// <param name="Name">What it was called where it came from, without folders.</param>
/// <param name="Mime">What its bytes are, never what was claimed.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">SHA-256 of its content, lower-case hex.</param>
/// <param name="At">When it came, UTC.</param>
[GenerateSerializer, Immutable, Alias("assignments.file"), PersonalData(DataCategory.Learning)]
public sealed record HandedFile(string Id, string Name, string Mime, long Length, string Hash, DateTimeOffset At);

/// <summary>A hand-in and what is in it.</summary>
/// <param name="Submission">When it came, how far it is, what it earned.</param>
/// <param name="Sheet">Its text, its files, what was said of it.</param>
[GenerateSerializer, Immutable, Alias("assignments.handed_work"), PersonalData(DataCategory.Learning)]
public sealed record HandedWork(Submission Submission, WorkSheet Sheet);

/// <param name="Version">Version of the lesson as it is published now.</param>
/// <param name="Assignment">What it asks.</param>
/// <param name="Number">The number that the draft will have.</param>
/// <param name="Draft">What she has so far.</param>
/// <param name="Late">How handing in now stands.</param>
/// <param name="Denial">Why she cannot hand in now; null where she can.</param>
/// <param name="Submissions">What she has handed in, oldest first.</param>
[GenerateSerializer, Immutable, Alias("assignments.desk"), PersonalData(DataCategory.Learning)]
public sealed record AssignmentDesk(
    int Version, Assignment Assignment, int Number, WorkSheet Draft, Lateness Late, Error? Denial, ImmutableArray<Submission> Submissions)
{
    /// <summary>The newest of her hand-ins; null before the first.</summary>
    public Submission? Newest => Submissions is [.., var last] ? last : null;
}

/// <param name="Number">The number that the draft will have.</param>
/// <param name="Seen">Revision of the text that was on her page.</param>
[GenerateSerializer, Immutable, Alias("assignments.save_draft"), PersonalData(DataCategory.Learning)]
public sealed record SaveDraft(int Number, string Text, int Seen);

/// <param name="Number">The number that it will have.</param>
/// <param name="Version">Version of the lesson that was on her page.</param>
/// <param name="Seen">Revision of the draft that was on her page.</param>
[GenerateSerializer, Immutable, Alias("assignments.hand_in")]
public sealed record HandIn(int Number, int Version, int Seen);

/// <param name="Number">Which hand-in.</param>
/// <param name="Seen">Its revision that was on the page.</param>
/// <param name="Points">What it earns, where there is no rubric.</param>
/// <param name="Levels">By criterion, the level; where there is a rubric.</param>
/// <param name="Remarks">By criterion, what is said of it.</param>
/// <param name="Feedback">What is said of the whole.</param>
/// <param name="WaivesPenalty">Being late takes nothing off.</param>
[GenerateSerializer, Immutable, Alias("assignments.grade_work"), PersonalData(DataCategory.Learning)]
public sealed record GradeWork(
    int Number,
    int Seen,
    decimal Points,
    ImmutableDictionary<string, string> Levels,
    ImmutableDictionary<string, string> Remarks,
    string Feedback,
    bool WaivesPenalty = false);

/// <param name="Number">Which hand-in.</param>
/// <param name="Seen">Its revision that was on the page.</param>
/// <param name="Remarks">By criterion, what is said of it.</param>
/// <param name="Feedback">What is missing.</param>
/// <param name="DueAgainAt">When it is due again, UTC; null for whenever she is ready.</param>
[GenerateSerializer, Immutable, Alias("assignments.return_work"), PersonalData(DataCategory.Learning)]
public sealed record ReturnWork(
    int Number, int Seen, ImmutableDictionary<string, string> Remarks, string Feedback, DateTimeOffset? DueAgainAt);
