using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Quizzes;

/// <summary>Attempts of a course that wait for a person's grade, oldest first, in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/{course}</c>.</remarks>
[Alias("quizzes.queue"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
public interface IGradingQueueGrain : ITenantScopedGrain
{
    /// <summary>Adds an attempt; one that is there stays where it is.</summary>
    [Alias("put")]
    Task Put(WaitingWork work);

    /// <summary>Takes an attempt out; nothing where it is not there.</summary>
    [Alias("remove")]
    Task Remove(Id<Person> person, Id<Lesson> lesson, int number);

    /// <summary>The oldest of them.</summary>
    [Alias("first")]
    Task<WaitingPage> First();
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
/// <param name="More">Others wait, too.</param>
[GenerateSerializer, Immutable, Alias("quizzes.waiting_page"), PersonalData(DataCategory.Learning, DataCategory.Profile)]
public sealed record WaitingPage(ImmutableArray<WaitingWork> Works, bool More);

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

    public async Task Put(WaitingWork work)
    {
        var (last, works) = (queue.State.Last, await Segment(queue.State.Last).Show());

        // It may stand in an older segment: that is looked at only where it can be, after a call that was cut off.
        if (await Holder(work.Person, work.Lesson, work.Number) is not null)
            return;

        if (works.Length >= QueueSegment.Most)
            (last, works) = (last + 1, []);

        await Segment(last).Keep(works.Add(work));
        await this.Commit(queue, queue.State with { Last = last });
    }

    public async Task Remove(Id<Person> person, Id<Lesson> lesson, int number)
    {
        if (await Holder(person, lesson, number) is not var (segment, works, work))
            return;

        var left = works.Remove(work);
        await Segment(segment).Keep(left);
        await this.Commit(queue, queue.State with
        {
            First = left.IsEmpty && segment == queue.State.First && segment < queue.State.Last ? segment + 1 : queue.State.First,
        });
    }

    public async Task<WaitingPage> First()
    {
        var found = ImmutableArray.CreateBuilder<WaitingWork>();

        for (var number = queue.State.First; number <= queue.State.Last && found.Count <= PageSize; number++)
            found.AddRange(await Segment(number).Show());

        return new WaitingPage([.. found.Take(PageSize)], found.Count > PageSize);
    }

    private async Task<(int Segment, ImmutableArray<WaitingWork> Works, WaitingWork Work)?> Holder(
        Id<Person> person, Id<Lesson> lesson, int number)
    {
        for (var segment = queue.State.First; segment <= queue.State.Last; segment++)
        {
            var works = await Segment(segment).Show();

            if (works.FirstOrDefault(work => work.Person == person && work.Lesson == lesson && work.Number == number) is { } work)
                return (segment, works, work);
        }

        return null;
    }

    private IQueueSegmentGrain Segment(int number) => this.Neighbours(GrainFactory).QueueSegment(this.Key().Name, number);
}

[GrainType("quizzes.queue_segment")]
internal sealed class QueueSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<QueueSegment> segment) : Grain, IQueueSegmentGrain
{
    public Task<ImmutableArray<WaitingWork>> Show() => Task.FromResult(segment.State.Works);

    public Task Keep(ImmutableArray<WaitingWork> works) => this.Commit(segment, new QueueSegment { Works = works });
}
