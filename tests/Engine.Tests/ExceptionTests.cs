using Darsgah.Engine.Tests.Support;
using Orleans;

namespace Darsgah.Engine.Tests;

[GenerateSerializer]
public sealed class TooLateException(string message, int code) : Exception(message)
{
    [Id(0)] public int Code { get; } = code;
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task FailAtOnce();

    Task<int> FailLater();

    ValueTask<int> FailWithInner();

    Task<int> Count();
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    private int count;

    public Task FailAtOnce()
    {
        count++;
        throw new TooLateException("The course has started.", 7);
    }

    public async Task<int> FailLater()
    {
        count++;
        await Task.Yield();
        throw new TooLateException("The course has started.", 7);
    }

    public async ValueTask<int> FailWithInner()
    {
        try
        {
            return await FailLater();
        }
        catch (TooLateException inner)
        {
            throw new InvalidOperationException("Cannot enrol.", inner);
        }
    }

    public Task<int> Count() => Task.FromResult(count);
}

public sealed class ExceptionTests
{
    [Fact]
    public async Task An_exception_arrives_as_itself_whether_thrown_before_or_after_the_first_await()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IFailingGrain>();

        var early = await Assert.ThrowsAsync<TooLateException>(() => Probe.Soon(grain.FailAtOnce()));
        var late = await Assert.ThrowsAsync<TooLateException>(() => Probe.Soon(grain.FailLater()));

        Assert.Equal(("The course has started.", 7), (early.Message, early.Code));
        Assert.Equal(("The course has started.", 7), (late.Message, late.Code));
    }

    [Fact]
    public async Task The_stack_trace_shows_the_grains_method()
    {
        await using var silo = await TestSilo.Start();

        var exception = await Assert.ThrowsAsync<TooLateException>(
            () => Probe.Soon(silo.Grain<IFailingGrain>().FailLater()));

        Assert.Contains(
            $"{nameof(FailingGrain)}.{nameof(FailingGrain.FailLater)}", exception.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inner_exception_arrives_too()
    {
        await using var silo = await TestSilo.Start();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Probe.Soon(silo.Grain<IFailingGrain>().FailWithInner().AsTask()));

        Assert.IsType<TooLateException>(exception.InnerException);
    }

    [Fact]
    public async Task A_grain_stays_active_after_an_exception()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IFailingGrain>();
        await Assert.ThrowsAsync<TooLateException>(() => Probe.Soon(grain.FailAtOnce()));
        await Assert.ThrowsAsync<TooLateException>(() => Probe.Soon(grain.FailLater()));

        Assert.Equal(2, await Probe.Soon(grain.Count()));
    }
}
