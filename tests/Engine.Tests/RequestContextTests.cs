using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> See(string key);

    Task<string?> SeeThrough(string other, string key);

    Task Set(string key, string value);

    /// <summary>What is left here after another grain has set the key.</summary>
    Task<string?> SeeAfterOtherSets(string other, string key);

    Task<string?> SeeAcrossAwaits(string key, string door);

    Task<string?> TenantAtActivation();
}

public sealed class ContextGrain(Probe probe) : Grain, IContextGrain
{
    private string? tenantAtActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        tenantAtActivation = (string?)RequestContext.Get("tenant");
        return Task.CompletedTask;
    }

    public Task<string?> TenantAtActivation() => Task.FromResult(tenantAtActivation);

    public Task<string?> See(string key) => Task.FromResult((string?)RequestContext.Get(key));

    public Task<string?> SeeThrough(string other, string key) =>
        GrainFactory.GetGrain<IContextGrain>(other).See(key);

    public Task Set(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public async Task<string?> SeeAfterOtherSets(string other, string key)
    {
        await GrainFactory.GetGrain<IContextGrain>(other).Set(key, "other");
        return (string?)RequestContext.Get(key);
    }

    public async Task<string?> SeeAcrossAwaits(string key, string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
        return (string?)RequestContext.Get(key);
    }
}

public sealed class RequestContextTests : IDisposable
{
    public RequestContextTests() => RequestContext.Clear();

    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task A_value_flows_down_the_whole_chain_of_calls()
    {
        await using var silo = await TestSilo.Start();
        RequestContext.Set("tenant", "north");

        Assert.Equal("north", await Probe.Soon(silo.Grain<IContextGrain>("a").See("tenant")));
        Assert.Equal("north", await Probe.Soon(silo.Grain<IContextGrain>("a").SeeThrough("b", "tenant")));
    }

    [Fact]
    public async Task A_value_set_by_the_called_grain_never_comes_back()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IContextGrain>("a");
        await Probe.Soon(grain.See("tenant"));
        RequestContext.Set("tenant", "north");

        await grain.Set("tenant", "south");

        Assert.Equal("north", RequestContext.Get("tenant"));
        Assert.Equal("north", await Probe.Soon(grain.SeeAfterOtherSets("b", "tenant")));
        Assert.Null(await Probe.Soon(grain.SeeAfterOtherSets("b", "unknown")));
    }

    [Fact]
    public async Task A_call_without_values_sees_none_of_the_call_before()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IContextGrain>();
        RequestContext.Set("tenant", "north");
        await Probe.Soon(grain.See("tenant"));
        RequestContext.Clear();

        Assert.Null(await Probe.Soon(grain.See("tenant")));
    }

    [Fact]
    public async Task Calls_that_wait_for_one_grain_keep_their_own_values()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IContextGrain>();
        RequestContext.Set("tenant", "north");
        var first = grain.SeeAcrossAwaits("tenant", "door");
        RequestContext.Set("tenant", "south");
        var second = grain.See("tenant");
        RequestContext.Remove("tenant");
        var third = grain.See("tenant");
        silo.Probe.Reach("door");

        Assert.Equal("north", await Probe.Soon(first));
        Assert.Equal("south", await Probe.Soon(second));
        Assert.Null(await Probe.Soon(third));
    }

    [Fact]
    public async Task The_activation_sees_the_values_of_the_call_that_caused_it()
    {
        await using var silo = await TestSilo.Start();
        RequestContext.Set("tenant", "north");

        Assert.Equal("north", await Probe.Soon(silo.Grain<IContextGrain>().TenantAtActivation()));
    }

    [Fact]
    public void Removing_tells_whether_the_value_was_there()
    {
        RequestContext.Set("a", 1);
        RequestContext.Set("b", 2);

        Assert.True(RequestContext.Remove("a"));
        Assert.False(RequestContext.Remove("a"));
        Assert.Equal("b", Assert.Single(RequestContext.Keys));
        Assert.True(RequestContext.Remove("b"));
        Assert.Empty(RequestContext.Entries);
    }
}
