using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Darsgah.Micro;

/// <summary>One grain call and its answer, beside the same method of an object.</summary>
public class Calling
{
    private readonly PlainEcho plain = new();
    private IHost host = null!;
    private IEchoGrain grain = null!;

    [GlobalSetup]
    public void Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans();
        host = builder.Build();
        host.StartAsync().GetAwaiter().GetResult();
        grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>("one");
        grain.Echo(1).GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public void Stop()
    {
        host.StopAsync().GetAwaiter().GetResult();
        host.Dispose();
    }

    [Benchmark]
    public Task<int> Grain() => grain.Echo(1);

    [Benchmark(Baseline = true)]
    public Task<int> Plain() => plain.Echo(1);
}
