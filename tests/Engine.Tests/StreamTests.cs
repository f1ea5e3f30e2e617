using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface IStreamGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> CountTo(int last);

    IAsyncEnumerable<int> FailAfter(int last);

    Task<int> Touch();
}

public sealed class StreamGrain(Probe probe) : Grain, IStreamGrain
{
    public async IAsyncEnumerable<int> CountTo(int last)
    {
        try
        {
            for (var number = 1; number <= last; number++)
            {
                await Task.Yield();
                probe.Note(TaskScheduler.Current == TaskScheduler.Default ? "stray" : "turn");
                yield return number;
            }
        }
        finally
        {
            probe.Reach("ended");
        }
    }

    public async IAsyncEnumerable<int> FailAfter(int last)
    {
        await foreach (var number in CountTo(last))
            yield return number;

        throw new TooLateException("The stream broke.", 3);
    }

    public Task<int> Touch() => Task.FromResult(1);
}

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_is_made_in_turns_of_the_grain_and_read_to_its_end()
    {
        await using var silo = await TestSilo.Start();
        List<int> got = [];

        await foreach (var number in silo.Grain<IStreamGrain>().CountTo(5))
        {
            got.Add(number);
            Assert.Equal(1, await Probe.Soon(silo.Grain<IStreamGrain>().Touch()));
        }

        Assert.Equal([1, 2, 3, 4, 5], got);
        Assert.All(silo.Probe.Notes, note => Assert.Equal("turn", note));
    }

    [Fact]
    public async Task A_reader_that_leaves_early_ends_the_stream()
    {
        await using var silo = await TestSilo.Start();

        await foreach (var number in silo.Grain<IStreamGrain>().CountTo(1000))
        {
            if (number == 3)
                break;
        }

        await silo.Probe.Reached("ended");
    }

    [Fact]
    public async Task The_failure_of_a_stream_reaches_its_reader()
    {
        await using var silo = await TestSilo.Start();
        List<int> got = [];

        await Assert.ThrowsAsync<TooLateException>(async () =>
        {
            await foreach (var number in silo.Grain<IStreamGrain>().FailAfter(2))
                got.Add(number);
        });

        Assert.Equal([1, 2], got);
    }
}
