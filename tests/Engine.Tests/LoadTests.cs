using Darsgah.Engine.Tests.Support;
using Orleans;

namespace Darsgah.Engine.Tests;

internal interface IBusyGrain : IGrainWithStringKey
{
    Task<BusyReply> Work(BusyOrder order);
}

[GenerateSerializer]
internal sealed record BusyOrder(int Number, int Yields, bool Leave, string? Next);

[GenerateSerializer]
internal sealed record BusyReply(int Number, bool Overlapped);

/// <summary>Internal, as the application's grains are.</summary>
internal sealed class BusyGrain : Grain, IBusyGrain
{
    private bool working;

    public async Task<BusyReply> Work(BusyOrder order)
    {
        var overlapped = working;
        working = true;

        for (var time = 0; time < order.Yields; time++)
            await Task.Yield();

        if (order.Next is { } next)
            overlapped |= (await GrainFactory.GetGrain<IBusyGrain>(next).Work(order with { Next = null })).Overlapped;

        if (order.Leave)
            DeactivateOnIdle();

        working = false;
        return new BusyReply(order.Number, overlapped);
    }
}

public sealed class LoadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Under_load_no_call_is_lost_answered_wrongly_or_run_beside_another(int yields)
    {
        await using var silo = await TestSilo.Start();
        const int Callers = 16;
        const int Calls = 400;

        async Task<int> Call(int caller)
        {
            var good = 0;

            for (var number = 0; number < Calls; number++)
            {
                var order = new BusyOrder(
                    (caller * Calls) + number,
                    yields,
                    Leave: false,
                    Next: number % 5 == 0 ? $"second{number % 3}" : null);
                var reply = await silo.Grain<IBusyGrain>($"first{number % 4}").Work(order);
                good += reply == new BusyReply(order.Number, Overlapped: false) ? 1 : 0;
            }

            return good;
        }

        var counts = await Probe.Soon(Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Call(caller)))));

        Assert.Equal(Callers * Calls, counts.Sum());
    }

    [Fact]
    public async Task Calls_that_meet_a_grain_on_its_way_out_reach_the_next_activation()
    {
        await using var silo = await TestSilo.Start();

        async Task<int> Call(int caller)
        {
            var good = 0;

            for (var number = 0; number < 200; number++)
            {
                var order = new BusyOrder(number, Yields: 1, Leave: (caller, number % 20) is (0, 0), Next: null);
                var reply = await silo.Grain<IBusyGrain>().Work(order);
                good += reply.Number == number && !reply.Overlapped ? 1 : 0;
            }

            return good;
        }

        var counts = await Probe.Soon(Task.WhenAll(
            Enumerable.Range(0, 8).Select(caller => Task.Run(() => Call(caller)))));

        Assert.Equal(8 * 200, counts.Sum());
    }
}
