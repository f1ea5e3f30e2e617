using Darsgah.Grains.Media;

namespace Darsgah.Grains.Assignments;

/// <summary>What a lesson asks somebody to hand in, and how that is counted. What is to be done stands in the lesson's text.</summary>
[GenerateSerializer, Immutable, Alias("assignments.assignment")]
public sealed record Assignment
{
    /// <summary>A text is handed in, typed on the page.</summary>
    [Id(0)] public bool TakesText { get; init; } = true;

    /// <summary>Files that are handed in at most, 0 to 10.</summary>
    [Id(1)] public int Files { get; init; }

    /// <summary>Megabytes (1,048,576 bytes) of each file at most, 1 to 100.</summary>
    [Id(2)] public int Megabytes { get; init; } = 20;

    /// <summary>Kinds of files, as their bytes say; none for any.</summary>
    [Id(3)] public ImmutableArray<MediaKind> Kinds { get; init; } = [];

    /// <summary>What there is to earn, where no rubric says it.</summary>
    [Id(4)] public decimal Points { get; init; } = 100;

    /// <summary>Per cent of the points that pass it, 0 to 100; with 0 a grade is enough, whatever it is.</summary>
    [Id(5)] public int PassPercent { get; init; } = 50;

    /// <summary>When it is due for everybody, UTC; null for never, or by <see cref="DueDays"/>.</summary>
    [Id(6)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>Days after somebody came into the course, or <see cref="DueFromCohort"/>, when it is due for her; 0 for never, or by <see cref="DueAt"/>.</summary>
    [Id(7)] public int DueDays { get; init; }

    /// <summary>What becomes of what comes later.</summary>
    [Id(8)] public LateRule Late { get; init; } = new();

    /// <summary>By what it is graded; none for points alone.</summary>
    [Id(9)] public ImmutableArray<Criterion> Rubric { get; init; } = [];

    /// <summary><see cref="DueDays"/> are counted from the day on which her cohort starts; without one, from when she came.</summary>
    [Id(11)] public bool DueFromCohort { get; init; }

    /// <summary>How often she may hand in again by herself, 0 to 20; after it was returned she always may.</summary>
    [Id(10)] public int Resubmissions { get; init; }
}

/// <summary>What becomes of work that comes after its due moment. The numbers are kept.</summary>
public enum LatePolicy
{
    /// <summary>It is not taken.</summary>
    Refused = 0,

    /// <summary>It is taken and counts in full.</summary>
    Accepted = 1,

    /// <summary>It is taken, and each day that has begun takes points off.</summary>
    Penalised = 2,
}

/// <summary>What becomes of late work.</summary>
[GenerateSerializer, Immutable, Alias("assignments.late_rule")]
public sealed record LateRule
{
    /// <summary>Whether it is taken.</summary>
    [Id(0)] public LatePolicy Policy { get; init; }

    /// <summary>Days after the due moment when nothing is taken any more; 0 for never.</summary>
    [Id(1)] public int Days { get; init; }

    /// <summary>Per cent of all points that each begun day takes off.</summary>
    [Id(2)] public int PercentADay { get; init; } = 10;

    /// <summary>Per cent that are taken off at most.</summary>
    [Id(3)] public int MostPercent { get; init; } = 100;
}

/// <summary>One thing that is looked at in what was handed in.</summary>
/// <param name="Id">Names it in its rubric: 1 to 40 characters.</param>
/// <param name="Title">1 to 120 characters.</param>
/// <param name="Description">At most 500 characters.</param>
/// <param name="Levels">How good it can be; the points of the best are what it is worth.</param>
[GenerateSerializer, Immutable, Alias("assignments.criterion")]
public sealed record Criterion(string Id, string Title, string Description, ImmutableArray<RubricLevel> Levels);

/// <summary>How good something can be.</summary>
/// <param name="Id">Names it in its criterion: 1 to 40 characters.</param>
/// <param name="Title">1 to 120 characters.</param>
/// <param name="Points">What it earns, 0 to 1,000 with at most two decimal places.</param>
/// <param name="Description">At most 500 characters.</param>
[GenerateSerializer, Immutable, Alias("assignments.rubric_level")]
public sealed record RubricLevel(string Id, string Title, decimal Points, string Description);
