using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Quizzes;

/// <summary>Who has ended an attempt at the quiz of a lesson, or handed in for its assignment: a row a person, in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/{course}.{lesson}</c>. One row more costs the same at 100 and at 100,000.</remarks>
[Alias("quizzes.attempts"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
public interface IAttemptListGrain : ITenantScopedGrain
{
    /// <summary>Adds her row, or replaces it in its segment. Returns the segment it is in.</summary>
    /// <param name="segment">Where it is; 0 for a new one.</param>
    [Alias("put")]
    Task<int> Put(AttemptRow row, int segment);

    /// <summary>Takes her row out of its segment, for good. Repeating it changes nothing.</summary>
    [Alias("remove")]
    Task Remove(Id<Person> person, int segment);

    /// <summary>A page of rows, the newest people first.</summary>
    /// <param name="before">The cursor of the page before; null for the first.</param>
    [Alias("page")]
    Task<AttemptPage> Page(string? before);
}

/// <summary>Rows of an attempt list.</summary>
/// <remarks>Key <c>tenant/{course}.{lesson}.{n}</c>.</remarks>
[Alias("quizzes.attempt_segment"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
internal interface IAttemptSegmentGrain : ITenantScopedGrain
{
    /// <summary>Adds or replaces a row; returns how many there are, or -1 where it is full and the row is new.</summary>
    [Alias("put")]
    Task<int> Put(AttemptRow row);

    [Alias("rows")]
    Task<ImmutableArray<AttemptRow>> Rows();

    [Alias("remove")]
    Task Remove(Id<Person> person);
}

/// <summary>Somebody's last ended attempt.</summary>
/// <param name="Name">Her name when it ended.</param>
/// <param name="Number">Which attempt.</param>
[GenerateSerializer, Immutable, Alias("quizzes.attempt_row"), PersonalData(DataCategory.Learning, DataCategory.Profile)]
public sealed record AttemptRow(
    Id<Person> Person, string Name, int Number, decimal Points, decimal OutOf, bool Passed, AttemptState State, DateTimeOffset EndedAt);

/// <param name="Next">The cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("quizzes.attempt_page"), PersonalData(DataCategory.Learning, DataCategory.Profile)]
public sealed record AttemptPage(ImmutableArray<AttemptRow> Rows, string? Next);

[GenerateSerializer, Immutable, Alias("quizzes.attempts.state")]
internal sealed record AttemptList
{
    /// <summary>Segments in use, numbered from 1. The rows of one are a page.</summary>
    [Id(0)] public int Segments { get; init; }
}

[GenerateSerializer, Immutable, Alias("quizzes.attempt_segment.state")]
internal sealed record AttemptSegment
{
    public const int Most = 50;

    [Id(0)] public ImmutableArray<AttemptRow> Rows { get; init; } = [];
}

[GrainType("quizzes.attempts")]
internal sealed class AttemptListGrain(
    [PersistentState("attempts", Storage.School)] IPersistentState<AttemptList> list) : Grain, IAttemptListGrain
{
    public async Task<int> Put(AttemptRow row, int segment)
    {
        if (segment > 0)
        {
            await Segment(segment).Put(row);
            return segment;
        }

        var last = Math.Max(1, list.State.Segments);

        if (await Segment(last).Put(row) < 0)
            await Segment(++last).Put(row);

        await this.Commit(list, new AttemptList { Segments = last });
        return last;
    }

    public Task Remove(Id<Person> person, int segment) => segment > 0 ? Segment(segment).Remove(person) : Task.CompletedTask;

    public async Task<AttemptPage> Page(string? before)
    {
        var last = list.State.Segments;
        var number = int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) && cursor > 0 && cursor < last
            ? cursor
            : last;

        return number == 0
            ? new AttemptPage([], null)
            : new AttemptPage(
                [.. (await Segment(number).Rows()).Reverse()],
                number > 1 ? (number - 1).ToString(CultureInfo.InvariantCulture) : null);
    }

    private IAttemptSegmentGrain Segment(int number) =>
        this.Neighbours(GrainFactory).AttemptSegment(this.Key().Name, number);
}

[GrainType("quizzes.attempt_segment")]
internal sealed class AttemptSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<AttemptSegment> segment) : Grain, IAttemptSegmentGrain
{
    public Task<ImmutableArray<AttemptRow>> Rows() => Task.FromResult(segment.State.Rows);

    public Task Remove(Id<Person> person) => segment.State.Rows.All(row => row.Person != person)
        ? Task.CompletedTask
        : this.Commit(segment, new AttemptSegment { Rows = segment.State.Rows.RemoveAll(row => row.Person == person) });

    public async Task<int> Put(AttemptRow row)
    {
        var rows = segment.State.Rows;
        var known = rows.FirstOrDefault(one => one.Person == row.Person);

        if (known is null && rows.Length == AttemptSegment.Most)
            return -1;

        if (known != row)
            await this.Commit(segment, new AttemptSegment { Rows = known is null ? rows.Add(row) : rows.Replace(known, row) });

        return segment.State.Rows.Length;
    }
}
