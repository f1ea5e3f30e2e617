using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Grains.Tests.Community;

/// <summary>A board over real files: in order, whatever its length, and rows that go leave no hole.</summary>
public sealed class BoardTests : IAsyncLifetime
{
    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Pages_hold_every_row_once_newest_first_over_segments_and_a_restart()
    {
        await Put(Enumerable.Range(1, 120));
        await silo.Restart();

        Assert.Equal(Ids(Enumerable.Range(1, 120).Reverse()), await Walk(size: 33));
    }

    [Fact]
    public async Task Rows_that_are_taken_out_are_passed_over_and_emptied_segments_too()
    {
        var places = await Put(Enumerable.Range(1, 120));

        foreach (var number in Enumerable.Range(40, 70))
            await In(board => board.Take($"row-{number}", places[number - 1]));

        Assert.Equal(Ids(Enumerable.Range(1, 39).Concat(Enumerable.Range(110, 11)).Reverse()), await Walk(size: 7));
        Assert.Equal(50, (await In(board => board.Page(null, 10))).Total);
    }

    [Fact]
    public async Task A_row_put_again_stands_where_it_stood_and_one_taken_out_of_a_full_segment_comes_back_at_the_end()
    {
        var places = await Put(Enumerable.Range(1, 120));

        var same = await In(board => board.Put(Row(2) with { Replies = 7 }, places[1]));
        await In(board => board.Take("row-3", places[2]));
        var back = await In(board => board.Put(Row(3), places[2]));

        var rows = await Walk(size: 100);
        Assert.Equal((1, 3), (same, back));
        Assert.Equal(("row-3", "row-120", "row-1", 120), (rows[0], rows[1], rows[^1], rows.Count));
    }

    private async Task<List<int>> Put(IEnumerable<int> numbers)
    {
        var places = new List<int>();

        foreach (var number in numbers)
            places.Add(await In(board => board.Put(Row(number), 0)));

        return places;
    }

    private async Task<List<string>> Walk(int size)
    {
        var (found, cursor) = (new List<string>(), (string?)null);

        do
        {
            var page = await In(board => board.Page(cursor, size));
            Assert.InRange(page.Rows.Length, 1, size);
            found.AddRange(page.Rows.Select(row => row.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        return found;
    }

    private Task<T> In<T>(Func<IBoardGrain, Task<T>> work) => silo.In(school, tenant => work(tenant.OpenQuestions(Writers.Course)));

    private Task<bool> In(Func<IBoardGrain, Task> work) => In(async board =>
    {
        await work(board);
        return true;
    });

    private static BoardRow Row(int number) => new($"row-{number}", BoardKind.Question, $"Question {number}", "Ada", Writers.At, "/");

    private static IEnumerable<string> Ids(IEnumerable<int> numbers) => numbers.Select(number => $"row-{number}");
}
