using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests.Support;

/// <summary>A silo in this process, with storage and reminders in memory and a clock that stands still.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost host;

    private TestSilo(IHost host, ManualClock clock)
    {
        this.host = host;
        Clock = clock;
    }

    public ManualClock Clock { get; }

    public IServiceProvider Services => host.Services;

    public Probe Probe => Services.GetRequiredService<Probe>();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <param name="configure">More than the usual.</param>
    /// <param name="clock">Goes on from another silo's time.</param>
    public static async Task<TestSilo> Start(Action<ISiloBuilder>? configure = null, ManualClock? clock = null)
    {
        clock ??= new ManualClock();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<Probe>()
            // A silo that stands still would not even stop.
            .AddKeyedSingleton(TimeProviderNames.Membership, TimeProvider.System)
            .AddKeyedSingleton(TimeProviderNames.SystemTimers, TimeProvider.System)
            .AddKeyedSingleton(TimeProviderNames.GrainDirectory, TimeProvider.System);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering()
                .AddMemoryGrainStorageAsDefault()
                .AddMemoryGrainStorage("records");
            configure?.Invoke(silo);
        });
        var silo = new TestSilo(builder.Build(), clock);
        await Probe.Soon(silo.host.StartAsync());
        return silo;
    }

    public T Grain<T>(string key = "one")
        where T : IGrainWithStringKey => Grains.GetGrain<T>(key);

    public Task Stop() => Probe.Soon(host.StopAsync());

    public async ValueTask DisposeAsync()
    {
        await Stop();
        host.Dispose();
    }
}
