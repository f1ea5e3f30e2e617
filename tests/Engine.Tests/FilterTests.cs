using Darsgah.Engine.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);

    Task<string> EchoThrough(string other, string text);

    Task Fail();
}

public sealed class FilteredGrain(Probe probe) : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        probe.Note("own in");
        await context.Invoke();
        probe.Note("own out");
    }

    public Task<string> Echo(string text)
    {
        probe.Note("method");
        return Task.FromResult(text);
    }

    public Task<string> EchoThrough(string other, string text) =>
        GrainFactory.GetGrain<IFilteredGrain>(other).Echo(text);

    public Task Fail() => throw new InvalidOperationException("failed");
}

public interface IUnfilteredGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);

    ValueTask<int> Twice(int number);

    Task Fail();
}

public sealed class UnfilteredGrain : Grain, IUnfilteredGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);

    public ValueTask<int> Twice(int number) => ValueTask.FromResult(number * 2);

    public Task Fail() => throw new InvalidOperationException("failed");
}

public sealed class NotingFilter(Probe probe) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not IFilteredGrain)
        {
            await context.Invoke();
            return;
        }

        probe.Note("class in");
        await context.Invoke();
        probe.Note("class out");
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.Grain is not IFilteredGrain)
        {
            await context.Invoke();
            return;
        }

        probe.Note("outgoing in");
        await context.Invoke();
        probe.Note("outgoing out");
    }
}

internal static class TestFilters
{
    /// <summary>A filter for the grains of these tests; those of a runtime pass it.</summary>
    public static ISiloBuilder AddTestFilter(this ISiloBuilder builder, IncomingGrainCallFilterDelegate filter) =>
        builder.AddIncomingGrainCallFilter(context =>
            context.Grain is IFilteredGrain or IUnfilteredGrain or IContextGrain ? filter(context) : context.Invoke());
}

public sealed class FilterTests
{
    [Fact]
    public async Task Filters_run_outgoing_then_incoming_in_order_then_the_grains_own_and_unwind_in_reverse()
    {
        await using var silo = await TestSilo.Start(builder => builder
            .AddOutgoingGrainCallFilter<NotingFilter>()
            .AddTestFilter(async context =>
            {
                var probe = context.TargetContext.ActivationServices.GetRequiredService<Probe>();
                probe.Note("function in");
                await context.Invoke();
                probe.Note("function out");
            })
            .AddIncomingGrainCallFilter<NotingFilter>());

        Assert.Equal("hello", await Probe.Soon(silo.Grain<IFilteredGrain>().Echo("hello")));

        Assert.Equal(
            [
                "outgoing in", "function in", "class in", "own in", "method",
                "own out", "class out", "function out", "outgoing out",
            ],
            silo.Probe.Notes);
    }

    [Fact]
    public async Task A_filter_can_change_arguments_and_result()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(async context =>
        {
            context.Request.SetArgument(0, (int)context.Request.GetArgument(0)! + 1);
            await context.Invoke();
            context.Result = (int)context.Result! + 1;
        }));

        Assert.Equal(9, await Probe.Soon(silo.Grain<IUnfilteredGrain>().Twice(3).AsTask()));
    }

    [Fact]
    public async Task A_filter_that_does_not_go_on_skips_the_method()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(context =>
        {
            context.Result = "instead";
            return Task.CompletedTask;
        }));

        Assert.Equal("instead", await Probe.Soon(silo.Grain<IUnfilteredGrain>().Echo("hello")));
    }

    [Fact]
    public async Task A_filter_sees_an_exception_and_can_replace_it()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(async context =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException exception)
            {
                throw new NotSupportedException("replaced", exception);
            }
        }));

        var failure = await Assert.ThrowsAsync<NotSupportedException>(
            () => Probe.Soon(silo.Grain<IUnfilteredGrain>().Fail()));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public async Task A_result_of_the_wrong_type_fails_the_call()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(context =>
        {
            context.Result = "no number";
            return Task.CompletedTask;
        }));

        await Assert.ThrowsAsync<InvalidCastException>(
            () => Probe.Soon(silo.Grain<IUnfilteredGrain>().Twice(1).AsTask()));
    }

    [Fact]
    public async Task A_filter_that_throws_keeps_the_method_from_running()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(
            _ => throw new UnauthorizedAccessException("not yours")));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => Probe.Soon(silo.Grain<IFilteredGrain>().Echo("hello")));
        Assert.Empty(silo.Probe.Notes);
    }

    [Fact]
    public async Task A_filter_sees_what_is_called_on_what_and_by_whom()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(async context =>
        {
            await context.Invoke();

            if (context.MethodName != nameof(IFilteredGrain.Echo))
                return;

            Assert.Equal("filtered/b", context.TargetId.ToString());
            Assert.Equal(typeof(IFilteredGrain).FullName, context.InterfaceName);
            Assert.Equal(typeof(IFilteredGrain).GetMethod(nameof(IFilteredGrain.Echo)), context.InterfaceMethod);
            Assert.Equal(typeof(FilteredGrain).GetMethod(nameof(FilteredGrain.Echo)), context.ImplementationMethod);
            Assert.IsType<FilteredGrain>(context.Grain);
            Assert.Equal(1, context.Request.GetArgumentCount());
            Assert.Equal(GrainId.Create("filtered", "a"), context.SourceId);
            context.Result = "seen";
        }));

        Assert.Equal("seen", await Probe.Soon(silo.Grain<IFilteredGrain>("a").EchoThrough("b", "hello")));
    }

    [Fact]
    public async Task What_an_outgoing_filter_puts_into_the_request_context_reaches_the_grain()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddOutgoingGrainCallFilter(context =>
        {
            RequestContext.Set("tenant", "north");
            return context.Invoke();
        }));

        Assert.Equal("north", await Probe.Soon(silo.Grain<IContextGrain>().See("tenant")));
    }

    [Fact]
    public async Task What_an_incoming_filter_puts_into_the_request_context_reaches_the_method()
    {
        await using var silo = await TestSilo.Start(builder => builder.AddTestFilter(context =>
        {
            RequestContext.Set("tenant", "north");
            return context.Invoke();
        }));

        Assert.Equal("north", await Probe.Soon(silo.Grain<IContextGrain>().See("tenant")));
    }
}
