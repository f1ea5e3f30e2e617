using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

/// <summary>What a course's students are told of by the clock, and how far they were told. Names nobody.</summary>
[GenerateSerializer, Immutable, Alias("learning.agenda.state")]
internal sealed record AgendaRecord
{
    /// <summary>In <see cref="Next"/>: nothing is coming.</summary>
    public const int Never = int.MaxValue;

    [Id(0)] public CourseAgenda Agenda { get; init; } = CourseAgenda.None;

    /// <summary>The course's lessons that may have a day.</summary>
    [Id(1)] public ImmutableArray<DatedLesson> Dated { get; init; } = [];

    /// <summary>The days on which its cohorts start.</summary>
    [Id(2)] public ImmutableArray<CohortDay> Cohorts { get; init; } = [];

    /// <summary>By segment of the roster: the minute at which one of its students may have to be told of something.</summary>
    [Id(3)] public ImmutableArray<int> Next { get; init; } = [];

    /// <summary>By segment: the minute up to which its students were told.</summary>
    [Id(4)] public ImmutableArray<int> Seen { get; init; } = [];

    /// <summary>The first minute at which there is something to do.</summary>
    public int First => Next.IsEmpty ? Never : Next.Min();

    /// <summary>The minute that a moment falls into, since 1970; of one that no number can hold, the last before never.</summary>
    public static int MinuteOf(DateTimeOffset moment) => (int)Math.Clamp(moment.ToUnixTimeSeconds() / 60, 0, Never - 1);

    /// <summary>The first minute that is not before a moment.</summary>
    public static int MinuteFrom(DateTimeOffset? moment) => moment is not { } at ? Never
        : MinuteOf(at) is var minute && (minute == Never - 1 || StartOf(minute) >= at) ? minute : minute + 1;

    /// <summary>When a minute begins, UTC.</summary>
    public static DateTimeOffset StartOf(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);

    /// <summary>With so many segments at least; what comes anew was told up to the minute before.</summary>
    public AgendaRecord WithSegments(int count, int now) => count <= Next.Length ? this : this with
    {
        Next = [.. Next, .. Enumerable.Repeat(Never, count - Next.Length)],
        Seen = [.. Seen, .. Enumerable.Repeat(now - 1, count - Seen.Length)],
    };

    /// <summary>With every segment to be looked at.</summary>
    public AgendaRecord LookedAtFrom(int minute) => this with { Next = [.. Next.Select(_ => minute)] };

    /// <summary>With a segment to be looked at then, where that is earlier than it would be.</summary>
    public AgendaRecord Waking(int segment, int minute, int now) =>
        minute == Never || (segment < Next.Length && Next[segment] <= minute) ? this
        : WithSegments(segment + 1, now) is var wider ? wider with { Next = wider.Next.SetItem(segment, minute) } : this;

    /// <summary>With a segment told up to a minute.</summary>
    public AgendaRecord Told(int segment, int upTo, int next) => this with { Seen = Seen.SetItem(segment, upTo), Next = Next.SetItem(segment, next) };

    /// <summary>A student of the roster, as the agenda asks about her.</summary>
    public AgendaStudent Student(RosterLine line, RosterColumns columns, string timeZone) => new(
        line.EnrolledAt,
        line.Until,
        Cohorts.FirstOrDefault(cohort => cohort.Cohort == line.Cohort) is { } cohort ? new CohortStart(cohort.StartsOn, timeZone) : null,
        [.. columns.Lessons.Where((_, column) => LessonBits.Has(line.Done, column))]);
}

/// <summary>The day on which a cohort starts.</summary>
[GenerateSerializer, Immutable, Alias("learning.cohort_day")]
internal sealed record CohortDay(string Cohort, DateOnly StartsOn);
