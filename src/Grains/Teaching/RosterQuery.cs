using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Teaching;

/// <summary>What a roster is sorted by.</summary>
public enum RosterSort
{
    /// <summary>Who came last is first.</summary>
    Newest = 0,

    /// <summary>By name; who gave none is last.</summary>
    Name = 1,

    /// <summary>Who finished least is first.</summary>
    Progress = 2,

    /// <summary>Who did nothing for longest is first.</summary>
    Activity = 3,

    /// <summary>Who has the least of the points she could have is first; who was not graded is last.</summary>
    Grade = 4,
}

/// <summary>Which lines of a roster to show, and in which order.</summary>
/// <param name="Words">What to look for in names, folded (<see cref="TextFold"/>); each must begin a word, or a part of one.</param>
/// <param name="State">Only those; null for all.</param>
/// <param name="Cohort">Only that cohort; empty for all.</param>
/// <param name="Risk">Only who is at risk by this rule; null for all.</param>
/// <param name="Sort">The order.</param>
/// <param name="Lessons">The course's lessons, which progress is counted over.</param>
/// <param name="After">The cursor of the page before; null for the first.</param>
/// <param name="Size">At most 1,000.</param>
[GenerateSerializer, Immutable, Alias("teaching.roster_query")]
public sealed record RosterQuery(
    string Words,
    EnrollmentState? State,
    string Cohort,
    RiskRule? Risk,
    RosterSort Sort,
    ImmutableArray<Id<Lesson>> Lessons,
    string? After,
    int Size)
{
    /// <summary>Everybody, newest first.</summary>
    public static RosterQuery All { get; } = new("", null, "", null, RosterSort.Newest, [], null, 50);

    /// <summary>Names are looked for, and nothing else.</summary>
    internal bool IsNamesOnly => State is null && Cohort.Length == 0 && Risk is null && Sort == RosterSort.Newest;

    /// <summary>Whether a line is among those looked for.</summary>
    /// <param name="foldedName">Her name, as <see cref="NameWords.Fold"/> writes it.</param>
    /// <param name="share">What she has finished of the course, 0 to 1.</param>
    /// <param name="wanted">The words of the query, as <see cref="NameWords.Wanted"/> gives them.</param>
    internal bool Admits(RosterLine line, string foldedName, ImmutableArray<string> wanted, double share, int lessons, DateTimeOffset now) =>
        (State is null || line.State == State)
        && (Cohort.Length == 0 || string.Equals(line.Cohort, Cohort, StringComparison.Ordinal))
        && wanted.All(word => NameWords.Has(foldedName, word))
        && (Risk is not { } risk || (!line.LeftOut && risk.ReasonsOf(line, share, lessons, now) != RiskReasons.None));
}

/// <summary>Why a student is at risk. Several can hold.</summary>
[Flags]
public enum RiskReasons
{
    /// <summary>She is not.</summary>
    None = 0,

    /// <summary>She has done nothing for longer than the rule says.</summary>
    Inactive = 1,

    /// <summary>She has finished fewer lessons a week than the rule says.</summary>
    Behind = 2,

    /// <summary>She failed a lesson twice and has not passed it since.</summary>
    FailedTwice = 4,
}

/// <summary>When a student counts as at risk. Who has finished, or is not in the course now, never does.</summary>
/// <param name="Days">Days without anything watched, handed in, answered, finished or graded, 1 to 365.</param>
/// <param name="Pace">Lessons a week, counted from her enrolment; 0 for none asked.</param>
[GenerateSerializer, Immutable, Alias("teaching.risk_rule")]
public sealed record RiskRule(int Days, int Pace)
{
    /// <summary>What a page asks first: 14 days, one lesson a week.</summary>
    public static RiskRule Usual { get; } = new(14, 1);

    /// <summary>Why she is at risk.</summary>
    /// <param name="share">What she has finished of the course, 0 to 1.</param>
    /// <param name="lessons">How many the course has.</param>
    public RiskReasons ReasonsOf(RosterLine line, double share, int lessons, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(line);

        if (!line.IsOpen(now) || share >= 1)
            return RiskReasons.None;

        var asked = Math.Min(lessons, Math.Floor((now - line.EnrolledAt) / TimeSpan.FromDays(7)) * Pace);

        return (now - line.LastAt >= TimeSpan.FromDays(Days) ? RiskReasons.Inactive : RiskReasons.None)
            | (Math.Round(share * lessons) < asked ? RiskReasons.Behind : RiskReasons.None)
            | (line.FailedTwice > 0 ? RiskReasons.FailedTwice : RiskReasons.None);
    }
}

/// <summary>How far a course's students are. Counts, and no line of anybody.</summary>
/// <param name="Students">Who is or was in the course, without those who are left out.</param>
/// <param name="Finished">How many finished each lesson, in the course's order.</param>
/// <param name="Reached">How many finished each lesson or a later one.</param>
/// <param name="Completed">How many finished all lessons.</param>
[GenerateSerializer, Immutable, Alias("teaching.lesson_figures")]
public sealed record LessonFigures(int Students, ImmutableArray<int> Finished, ImmutableArray<int> Reached, int Completed)
{
    /// <summary>The purpose under which a school counts how courses go; who is not covered by it is left out (B07, B38).</summary>
    public static Id<Purposes.Purpose> Purpose { get; } = Id<Purposes.Purpose>.Parse("improvement");
}
