using System.Diagnostics;
using System.Globalization;
using Darsgah.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

// Grain calls a second in one process, median of five rounds. Arguments: seconds a round (2 unless given).
const int Grains = 512;
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2;

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.UseOrleans();
using var host = builder.Build();
await host.StartAsync();

var factory = host.Services.GetRequiredService<IGrainFactory>();
var grains = Enumerable.Range(0, Grains)
    .Select(number => factory.GetGrain<IEchoGrain>(number.ToString(CultureInfo.InvariantCulture))).ToArray();
var plain = Enumerable.Range(0, Grains).Select(_ => (IEchoGrain)new PlainEcho()).ToArray();

await Measure(grains, callers: 16);

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} cores, {Grains} grains, {seconds} s a round, .NET {Environment.Version}"));

foreach (var callers in (int[])[1, 16, 128])
{
    await Report("grain", grains, callers);
    await Report("plain", plain, callers);
}

var before = GC.GetTotalMemory(forceFullCollection: true);
const int Idle = 20_000;

for (var number = 0; number < Idle; number++)
    await factory.GetGrain<IEchoGrain>($"idle-{number}").Echo(number);

var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Idle;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle activation: {bytes} bytes"));

await host.StopAsync();

async Task Report(string what, IEchoGrain[] targets, int callers)
{
    var rounds = new double[5];
    var calls = 0.0;
    var processor = Environment.CpuUsage.TotalTime;

    for (var round = 0; round < rounds.Length; round++)
    {
        rounds[round] = await Measure(targets, callers);
        calls += rounds[round] * seconds;
    }

    // The time on the processor says how fast a quiet machine would be when this one is not.
    var nanoseconds = (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds / calls;
    Array.Sort(rounds);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} {callers,4} callers: {rounds[rounds.Length / 2],14:N0} calls/s, {nanoseconds,5:N0} ns processor time each"));
}

async Task<double> Measure(IEchoGrain[] targets, int callers)
{
    var clock = Stopwatch.StartNew();
    var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(
        caller => Task.Run(() => CallUntil(targets, caller, clock))));
    return counts.Sum() / clock.Elapsed.TotalSeconds;
}

async Task<long> CallUntil(IEchoGrain[] targets, int caller, Stopwatch clock)
{
    var calls = 0L;

    while (clock.Elapsed.TotalSeconds < seconds)
    {
        // Callers must take turns, as they would if they came over the wire; 128 of them share two cores.
        for (var number = 0; number < 256; number++)
        {
            var expected = unchecked((caller * 31) + number);

            if (await targets[(uint)expected % Grains].Echo(expected) != expected)
                throw new InvalidOperationException("A call returned another call's result.");
        }

        calls += 256;
        await Task.Yield();
    }

    return calls;
}
