using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>Whoever writes, as others see her.</summary>
/// <param name="Person">Her id; never shown.</param>
/// <param name="Name">The name she is shown by. Never an address (M21).</param>
/// <param name="Teaches">She teaches the course, or runs the school.</param>
[GenerateSerializer, Immutable, Alias("community.poster"), PersonalData(DataCategory.Profile)]
public sealed record Poster(Id<Person> Person, string Name, bool Teaches);

/// <summary>Something that somebody wrote: a question, a reply, a message, an announcement, a review.</summary>
/// <param name="Id">Names it, at the whole school.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Text">Markdown, at most <see cref="PostText.Longest"/> characters.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("community.post"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record Post(Id<Post> Id, Poster By, string Text, DateTimeOffset At)
{
    /// <summary>When she last changed it; null for never.</summary>
    [Id(4)] public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When she took it away. It is kept, and shown to nobody.</summary>
    [Id(5)] public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Hidden by a moderator; null while it is not.</summary>
    [Id(6)] public Verdict? Hidden { get; init; }

    /// <summary>Votes for it, by the segments that hold the voters.</summary>
    [Id(7)] public ImmutableArray<int> VoteParts { get; init; } = [];

    /// <summary>Reports that nobody has decided on, oldest first, at most <see cref="MostReports"/>.</summary>
    [Id(8)] public ImmutableArray<Report> Reports { get; init; } = [];

    /// <summary>Its place in the course's queue of reports; 0 for none.</summary>
    [Id(9)] public int CourseQueue { get; init; }

    /// <summary>Its place in the school's queue of reports; 0 for none.</summary>
    [Id(10)] public int SchoolQueue { get; init; }

    /// <summary>In one line, for an announcement; empty for what has none.</summary>
    [Id(11)] public string Title { get; init; } = "";

    /// <summary>More say nothing new to whoever decides.</summary>
    public const int MostReports = 20;

    /// <summary>A new one. A card's number in it is not kept (M13).</summary>
    public static Post Of(Id<Post> id, Poster by, string text, DateTimeOffset at) => new(id, by, CardNumbers.Mask(text), at);

    /// <summary>How many people voted for it.</summary>
    public int Votes => VoteParts.Sum();

    /// <summary>Everybody who may read the page reads it.</summary>
    public bool IsShown => RemovedAt is null && Hidden is null;

    /// <summary>Its text changed by whoever wrote it.</summary>
    /// <returns>It; or <see cref="CommunityErrors.NotHers"/>, <see cref="CommunityErrors.Gone"/>, a refused text.</returns>
    public Outcome<Post> Edit(Id<Person> by, string text, DateTimeOffset at) =>
        By.Person != by ? CommunityErrors.NotHers()
        : !IsShown ? CommunityErrors.Gone()
        : PostText.Check(text) is { } refusal ? refusal
        : CardNumbers.Mask(text) is var next && next == Text ? this
        : this with { Text = next, EditedAt = at };

    /// <summary>Taken away by whoever wrote it; it stays in the record. Repeating it changes nothing.</summary>
    public Outcome<Post> Remove(Id<Person> by, DateTimeOffset at) =>
        By.Person != by ? CommunityErrors.NotHers()
        : RemovedAt is not null ? this
        : this with { RemovedAt = at };

    /// <summary>Without her name and her words, because she is erased. That something stood here stays.</summary>
    public Post Forgotten(DateTimeOffset at) =>
        this with { By = By with { Name = "" }, Title = "", Text = "", RemovedAt = RemovedAt ?? at, Reports = [] };

    /// <summary>With one more report; one a person.</summary>
    public Outcome<Post> Reported(Report report) =>
        By.Person == report.Person ? CommunityErrors.OwnPost()
        : !IsShown ? CommunityErrors.Gone()
        : Reports.Length >= MostReports || Reports.Any(known => known.Person == report.Person) ? this
        : this with { Reports = Reports.Add(report) };

    /// <summary>As a moderator decided. The reports are then decided too.</summary>
    /// <param name="runsSchool">The moderator runs the school: about what a teacher wrote nobody else decides, and never who wrote it.</param>
    /// <returns>It; or <see cref="CommunityErrors.OwnPost"/>, <see cref="CommunityErrors.ForTheSchool"/>, <see cref="CommunityErrors.ReasonMissing"/>.</returns>
    public Outcome<Post> Judged(Judgement judgement, Verdict verdict, bool runsSchool) => judgement switch
    {
        _ when verdict.By == By.Person.Value => CommunityErrors.OwnPost(),
        _ when By.Teaches && !runsSchool => CommunityErrors.ForTheSchool(),
        _ when verdict.Reason.Trim().Length is 0 or > Report.Longest => CommunityErrors.ReasonMissing(),
        Judgement.Hide when Hidden is null => this with { Hidden = verdict, Reports = [] },
        Judgement.Restore => this with { Hidden = null, Reports = [] },
        _ => this with { Reports = [] },
    };
}

/// <summary>A report of something that somebody wrote.</summary>
/// <param name="Person">Who reports it. Only moderators' records have it.</param>
/// <param name="Reason">Why, in her words, at most <see cref="Longest"/> characters.</param>
[GenerateSerializer, Immutable, Alias("community.report"), PersonalData(DataCategory.Communications)]
public sealed record Report(Id<Person> Person, string Reason, DateTimeOffset At)
{
    /// <summary>Characters of a reason.</summary>
    public const int Longest = 500;
}

/// <summary>What a moderator decides about something that somebody wrote.</summary>
public enum Judgement
{
    /// <summary>Others no longer see it; whoever wrote it sees it with the reason.</summary>
    Hide = 1,

    /// <summary>It is shown again.</summary>
    Restore = 2,

    /// <summary>The reports are no reason to do anything.</summary>
    Dismiss = 3,
}

/// <param name="By">Who decided: a person's id.</param>
/// <param name="Reason">Why, for whoever wrote it. 1 to <see cref="Report.Longest"/> characters.</param>
[GenerateSerializer, Immutable, Alias("community.verdict")]
public sealed record Verdict(string By, string Reason, DateTimeOffset At);
