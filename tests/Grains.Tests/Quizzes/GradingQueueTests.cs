using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Tests.Quizzes;

/// <summary>Work that waits for a person's grade, over real files.</summary>
public sealed class GradingQueueTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> Essay = Id<Lesson>.Parse("essay");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Pages_show_each_that_waits_once_oldest_first_whatever_was_graded_in_which_order_also_after_a_restart()
    {
        var numbers = Enumerable.Range(1, (2 * QueueSegment.Most) + 30).ToList();
        await Each(numbers, (queue, number) => queue.Put(Work(number)));

        // All of the second segment and half of the first; again, and what was never there.
        var graded = numbers.Where(number => number > QueueSegment.Most ? number <= 2 * QueueSegment.Most : number % 2 == 0).Reverse().ToList();
        await Each(graded, (queue, number) => queue.Remove(Work(number).Person, Essay, 1));
        await silo.Restart();
        await Each([.. graded.Take(3), 9_999], (queue, number) => queue.Remove(Work(number).Person, Essay, 1));
        await Each([1], (queue, number) => queue.Put(Work(number)));

        Assert.Equal(numbers.Except(graded).Select(number => Work(number).Person), await Shown());

        // The first segment is empty now, and so is the one after it.
        await Each([.. numbers.Except(graded).Where(number => number <= QueueSegment.Most)], (queue, number) => queue.Remove(Work(number).Person, Essay, 1));
        Assert.Equal(Enumerable.Range((2 * QueueSegment.Most) + 1, 30).Select(number => Work(number).Person), await Shown());
    }

    [Fact]
    public async Task A_page_goes_on_where_its_cursor_s_work_was_graded_meanwhile()
    {
        await Each([.. Enumerable.Range(1, 60)], (queue, number) => queue.Put(Work(number)));
        var first = await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null));
        await Each([50], (queue, number) => queue.Remove(Work(number).Person, Essay, 1));

        var second = await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(first.Next));

        Assert.Equal(50, first.Works.Length);
        Assert.Superset(Enumerable.Range(51, 9).Select(number => Work(number).Person).ToHashSet(), second.Works.Concat(
            (await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(second.Next))).Works).Select(work => work.Person).ToHashSet());
    }

    private static WaitingWork Work(int number) => new(Id<Person>.Parse($"student-{number}"), "", Essay, 1, DateTimeOffset.UnixEpoch.AddMinutes(number));

    private async Task<List<Id<Person>>> Shown()
    {
        var shown = new List<Id<Person>>();
        string? cursor = null;

        do
        {
            var page = await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(cursor));
            shown.AddRange(page.Works.Select(work => work.Person));
            cursor = page.Next;
        }
        while (cursor is not null);

        return shown;
    }

    private Task<bool> Each(IReadOnlyList<int> numbers, Func<IGradingQueueGrain, int, Task> change) => silo.In(school, async tenant =>
    {
        foreach (var number in numbers)
            await change(tenant.GradingQueue(Algebra), number);

        return true;
    });
}
