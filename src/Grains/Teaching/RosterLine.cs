using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>A student in a course, as its staff see her in lists: a projection of her enrolment, which is the truth.</summary>
/// <remarks>Holds no address: no list, export or answer made from lines can show one (M21).</remarks>
/// <param name="Person">Her id at this school.</param>
/// <param name="Slot">Her place in the roster, from 0, in the order people came.</param>
/// <param name="Name">Name, first name or user name, whichever she gave; empty where she gave none.</param>
/// <param name="EnrolledAt">When she came in, UTC.</param>
/// <param name="State">Whether she is in it.</param>
/// <param name="Until">When her access ends, UTC; null for never.</param>
/// <param name="Cohort">The cohort she is in; empty for none.</param>
/// <param name="LastAt">When she last did something in it or was given a grade, UTC.</param>
/// <param name="Done">Lessons finished, as <see cref="LessonBits"/> over the roster's columns.</param>
/// <param name="Points">What she was given, over all graded lessons.</param>
/// <param name="OutOf">What there was to get in those.</param>
/// <param name="FailedTwice">Lessons that she failed at least twice and has not passed since.</param>
[GenerateSerializer, Immutable, Alias("teaching.line"), PersonalData(DataCategory.Profile, DataCategory.Learning)]
public sealed record RosterLine(
    Id<Person> Person,
    int Slot,
    string Name,
    DateTimeOffset EnrolledAt,
    EnrollmentState State,
    DateTimeOffset? Until,
    string Cohort,
    DateTimeOffset LastAt,
    string Done,
    decimal Points,
    decimal OutOf,
    int FailedTwice)
{
    /// <summary>She is not counted in figures about the course: she objected to it, or her data are restricted (B38).</summary>
    [Id(12)] public bool LeftOut { get; init; }

    /// <summary>She takes one of the course's seats: until she is removed or leaves.</summary>
    public bool HoldsSeat => State.HoldsSeat();

    /// <summary>She can open lessons at that moment.</summary>
    public bool IsOpen(DateTimeOffset now) => State.IsOpen(Until, now);

    /// <summary>What she got of what there was to get so far, 0 to 100; null before the first grade.</summary>
    public decimal? Percent => OutOf > 0 ? decimal.Round(Points * 100 / OutOf, 1, MidpointRounding.AwayFromZero) : null;
}

/// <summary>A page of a roster.</summary>
/// <param name="Lines">At most as many as were asked for.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Total">How many there are on all pages.</param>
[GenerateSerializer, Immutable, Alias("teaching.roster_page")]
public sealed record RosterPage(ImmutableArray<RosterLine> Lines, string? Next, int Total)
{
    /// <summary>There are more than <see cref="Total"/>: they were not counted further.</summary>
    [Id(3)] public bool IsMore { get; init; }
}

/// <summary>Which number each lesson has in the lines of a roster. A lesson keeps its number when the course changes.</summary>
/// <param name="Lessons">Lessons that somebody finished, in the order of the first time.</param>
/// <param name="Graded">Lessons that somebody was graded for, in the order of the first time.</param>
[GenerateSerializer, Immutable, Alias("teaching.columns")]
public sealed record RosterColumns(ImmutableArray<Id<Lesson>> Lessons, ImmutableArray<Id<Lesson>> Graded)
{
    /// <summary>Most lessons that have a number: some of them are in the course no more.</summary>
    public const int Most = 1_500;

    /// <summary>No lesson has a number yet.</summary>
    public static RosterColumns None { get; } = new([], []);

    /// <summary>With numbers for these too, as far as there are any left.</summary>
    public RosterColumns With(ImmutableArray<Id<Lesson>> lessons, ImmutableArray<Id<Lesson>> graded) =>
        new(Joined(Lessons, lessons), Joined(Graded, graded));

    /// <summary>Whether all of these have numbers.</summary>
    public bool Hold(ImmutableArray<Id<Lesson>> lessons, ImmutableArray<Id<Lesson>> graded) =>
        lessons.All(Lessons.Contains) && graded.All(Graded.Contains);

    private static ImmutableArray<Id<Lesson>> Joined(ImmutableArray<Id<Lesson>> known, ImmutableArray<Id<Lesson>> more) =>
        more.All(known.Contains) ? known : [.. known.Concat(more.Except(known)).Take(Most)];
}

/// <summary>What a course's people come to.</summary>
/// <param name="Slots">Places given out, of people who left too.</param>
/// <param name="Seats">Seats taken now.</param>
/// <param name="Columns">Numbers of lessons.</param>
[GenerateSerializer, Immutable, Alias("teaching.roster_facts")]
public sealed record RosterFacts(int Slots, int Seats, RosterColumns Columns);
