using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Quizzes;

/// <summary>Attempts of a course that wait for a person's grade, oldest first, in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/{course}</c>.</remarks>
[Alias("quizzes.queue"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
public interface IGradingQueueGrain : ITenantScopedGrain
{
    /// <summary>Adds an attempt; one that is there stays where it is.</summary>
    /// <returns>What waits longest now; null where it was there.</returns>
    [Alias("put")]
    Task<WaitingWork?> Put(WaitingWork work);

    /// <summary>Takes an attempt out; nothing where it is not there.</summary>
    [Alias("remove")]
    Task Remove(Id<Person> person, Id<Lesson> lesson, int number);

    /// <summary>At most 50 of them, oldest first.</summary>
    /// <param name="after">The cursor of a page before; null for the oldest. One whose work is gone starts a little before it.</param>
    [Alias("page")]
    Task<WaitingPage> Page(string? after);
}

/// <summary>Entries of a queue.</summary>
/// <remarks>Key <c>tenant/{course}.{n}</c>.</remarks>
[Alias("quizzes.queue_segment"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
internal interface IQueueSegmentGrain : ITenantScopedGrain
{
    [Alias("show")]
    Task<ImmutableArray<WaitingWork>> Show();

    [Alias("keep")]
    Task Keep(ImmutableArray<WaitingWork> works);
}

/// <param name="Name">Her name when the attempt ended.</param>
[GenerateSerializer, Immutable, Alias("quizzes.waiting"), PersonalData(DataCategory.Learning, DataCategory.Profile)]
public sealed record WaitingWork(Id<Person> Person, string Name, Id<Lesson> Lesson, int Number, DateTimeOffset EndedAt);

/// <param name="Works">At most 50.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("quizzes.waiting_page"), PersonalData(DataCategory.Learning, DataCategory.Profile)]
public sealed record WaitingPage(ImmutableArray<WaitingWork> Works, string? Next);

/// <summary>Which segments are in use.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.queue.state")]
internal sealed record GradingQueue
{
    /// <summary>Number of the oldest segment in use, from 1.</summary>
    [Id(0)] public int First { get; init; } = 1;

    [Id(1)] public int Last { get; init; } = 1;
}

[GenerateSerializer, Immutable, Alias("quizzes.queue_segment.state")]
internal sealed record QueueSegment
{
    public const int Most = 200;

    [Id(0)] public ImmutableArray<WaitingWork> Works { get; init; } = [];
}

[GrainType("quizzes.queue")]
internal sealed class GradingQueueGrain(
    [PersistentState("queue", Storage.School)] IPersistentState<GradingQueue> queue) : Grain, IGradingQueueGrain
{
    private const int PageSize = 50;

    // Segments that are read at a time.
    private const int AtOnce = 32;

    // The segment of each attempt and how many each segment has, read with the first change: one more costs the same however many wait.
    private readonly Dictionary<(Id<Person>, Id<Lesson>, int), int> places = [];
    private readonly Dictionary<int, int> counts = [];
    private bool isRead;

    public async Task<WaitingWork?> Put(WaitingWork work)
    {
        await Read();

        if (places.ContainsKey((work.Person, work.Lesson, work.Number)))
            return null;

        var last = queue.State.Last + (counts.GetValueOrDefault(queue.State.Last) < QueueSegment.Most ? 0 : 1);

        await Segment(last).Keep((await Segment(last).Show()).Add(work));
        await this.Commit(queue, queue.State with { Last = last });
        Count(work, last);
        return (await Page(after: null)).Works[0];
    }

    public async Task Remove(Id<Person> person, Id<Lesson> lesson, int number)
    {
        await Read();

        if (!places.TryGetValue((person, lesson, number), out var segment))
            return;

        var works = await Segment(segment).Show();
        await Segment(segment).Keep(works.RemoveAll(work => work.Person == person && work.Lesson == lesson && work.Number == number));
        places.Remove((person, lesson, number));
        counts[segment]--;

        var first = queue.State.First;

        while (first < queue.State.Last && counts.GetValueOrDefault(first) == 0)
            first++;

        await this.Commit(queue, queue.State with { First = first });
    }

    public async Task<WaitingPage> Page(string? after)
    {
        var found = ImmutableArray.CreateBuilder<(int Segment, WaitingWork Work)>();
        var start = Cursor(after) is var (known, _) ? Math.Clamp(known, queue.State.First, queue.State.Last) : queue.State.First;

        for (var number = start; number <= queue.State.Last && found.Count <= PageSize; number++)
        {
            var works = await Segment(number).Show();
            var from = Cursor(after) is var (segment, name) && segment == number ? works.Select(Name).ToList().IndexOf(name) + 1 : 0;
            found.AddRange(works.Skip(from).Select(work => (number, work)));
        }

        return new WaitingPage(
            [.. found.Take(PageSize).Select(each => each.Work)],
            found.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{found[PageSize - 1].Segment}.{Name(found[PageSize - 1].Work)}") : null);
    }

    private async Task Read()
    {
        if (isRead)
            return;

        foreach (var numbers in Enumerable.Range(queue.State.First, queue.State.Last - queue.State.First + 1).Chunk(AtOnce))
        {
            var segments = await Task.WhenAll(numbers.Select(number => Segment(number).Show()));

            foreach (var (number, works) in numbers.Zip(segments))
            {
                foreach (var work in works)
                    Count(work, number);
            }
        }

        isRead = true;
    }

    private void Count(WaitingWork work, int segment)
    {
        places[(work.Person, work.Lesson, work.Number)] = segment;
        counts[segment] = counts.GetValueOrDefault(segment) + 1;
    }

    // A segment and the name of the last attempt shown.
    private static (int Segment, string Name)? Cursor(string? after) =>
        after?.Split('.', 2) is [var segment, var name] && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, name)
            : null;

    private static string Name(WaitingWork work) => string.Create(CultureInfo.InvariantCulture, $"{work.Person}.{work.Lesson}.{work.Number}");

    private IQueueSegmentGrain Segment(int number) => this.Neighbours(GrainFactory).QueueSegment(this.Key().Name, number);
}

[GrainType("quizzes.queue_segment")]
internal sealed class QueueSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<QueueSegment> segment) : Grain, IQueueSegmentGrain
{
    public Task<ImmutableArray<WaitingWork>> Show() => Task.FromResult(segment.State.Works);

    public Task Keep(ImmutableArray<WaitingWork> works) => this.Commit(segment, new QueueSegment { Works = works });
}
