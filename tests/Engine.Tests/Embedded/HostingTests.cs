using System.Net;
using Darsgah.Engine.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests.Embedded;

public sealed class HostingTests
{
    [Fact]
    public void Joining_a_silo_elsewhere_is_refused()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        Assert.Throws<NotSupportedException>(() => builder.UseOrleans(
            silo => silo.UseLocalhostClustering(primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, 11111))));
    }

    [Fact]
    public async Task A_call_before_the_host_has_started_says_so()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<Probe>();
        builder.UseOrleans();
        using var host = builder.Build();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<INamedGrain>("a");

        var failure = await Assert.ThrowsAsync<SiloUnavailableException>(() => Probe.Soon(grain.Id()));
        Assert.Contains("has not started", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Participants_and_startup_tasks_start_in_order_of_stage_and_stop_in_reverse()
    {
        List<string> steps = [];
        var silo = await TestSilo.Start(builder => builder
            .AddStartupTask(async (services, _) =>
            {
                var grain = services.GetRequiredService<IGrainFactory>().GetGrain<INamedGrain>("a");
                steps.Add($"task called {await grain.Id()}");
            })
            .Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(steps)));

        Assert.Equal(["storage started", "task called my.name/a"], steps);
        await silo.DisposeAsync();
        Assert.Equal("storage stopped", steps[^1]);
    }

    [Fact]
    public async Task Reminders_without_a_table_keep_the_silo_from_starting() =>
        await Assert.ThrowsAsync<OrleansConfigurationException>(
            () => TestSilo.Start(builder => builder.AddReminders()));

    [Fact]
    public async Task Messages_are_passed_by_reference_where_copying_is_off()
    {
        await using var silo = await TestSilo.Start(builder => builder.Configure<EmbeddedOrleansOptions>(
            options => options.CopyMessages = false));
        var basket = new Basket();
        await Probe.Soon(silo.Grain<ICopyGrain>().Keep(basket));

        Assert.Same(basket, await Probe.Soon(silo.Grain<ICopyGrain>().Kept()));
    }

    [Fact]
    public async Task Idle_grains_may_be_run_on_pool_threads_only()
    {
        await using var silo = await TestSilo.Start(builder => builder.Configure<EmbeddedOrleansOptions>(
            options => options.InlineDepth = 0));
        var path = Enumerable.Range(0, 50).Select(number => $"link{number}").ToArray();

        var names = await Probe.Soon(silo.Grain<IChainGrain>("start").Along(path));

        Assert.EndsWith("link49", names, StringComparison.Ordinal);
    }

    private sealed class Participant(List<string> steps) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
            "storage",
            ServiceLifecycleStage.RuntimeStorageServices,
            _ =>
            {
                steps.Add("storage started");
                return Task.CompletedTask;
            },
            _ =>
            {
                steps.Add("storage stopped");
                return Task.CompletedTask;
            });
    }
}
