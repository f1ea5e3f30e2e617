using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Darsgah.Micro;

/// <summary>Grain calls a second in one process, beside calls of an object, and the goal of the engine.</summary>
internal static class CallRates
{
    private const int Grains = 512;
    private const int Idle = 20_000;

    // What the engine must do twice of, on a quiet machine: calls a second from so many callers.
    private static readonly ImmutableDictionary<int, double> yardstick =
        ImmutableDictionary<int, double>.Empty.Add(1, 530_000).Add(128, 1_100_000);

    public static async Task<int> Run(double seconds, int rounds)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans();
        using var host = builder.Build();
        await host.StartAsync();

        var factory = host.Services.GetRequiredService<IGrainFactory>();
        var grains = Enumerable.Range(0, Grains)
            .Select(number => factory.GetGrain<IEchoGrain>(number.ToString(CultureInfo.InvariantCulture))).ToArray();
        var plain = Enumerable.Range(0, Grains).Select(_ => (IEchoGrain)new PlainEcho()).ToArray();

        await Measure(grains, callers: 16, seconds);
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, {Grains} grains, median of {rounds} rounds of {seconds} s, .NET {Environment.Version}");

        foreach (var callers in (int[])[1, 16, 128])
        {
            await Report("grain", grains, callers, seconds, rounds);
            await Report("plain", plain, callers, seconds, rounds);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < Idle; number++)
            await factory.GetGrain<IEchoGrain>($"idle-{number}").Echo(number);

        Console.WriteLine($"idle activation: {(GC.GetTotalMemory(forceFullCollection: true) - before) / Idle} bytes");
        await host.StopAsync();
        return 0;
    }

    private static async Task Report(string what, IEchoGrain[] targets, int callers, double seconds, int rounds)
    {
        var rates = new double[rounds];
        var calls = 0.0;
        var processor = Environment.CpuUsage.TotalTime;

        for (var round = 0; round < rounds; round++)
        {
            rates[round] = await Measure(targets, callers, seconds);
            calls += rates[round] * seconds;
        }

        // The time on the processor says how fast a quiet machine would be when this one is not.
        var nanoseconds = (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds / calls;
        Array.Sort(rates);
        var rate = rates[rounds / 2];
        var goal = targets[0] is not PlainEcho && yardstick.TryGetValue(callers, out var asked)
            ? $"; {rate / asked:N2} of {asked:N0}, goal ≥ 2: {(rate >= 2 * asked ? "met" : "missed")}"
            : "";
        Console.WriteLine(
            $"{what} {callers,4} callers: {rate,14:N0} calls/s, {nanoseconds,5:N0} ns processor time each{goal}");
    }

    private static async Task<double> Measure(IEchoGrain[] targets, int callers, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(
            caller => Task.Run(() => CallUntil(targets, caller, seconds, clock))));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task<long> CallUntil(IEchoGrain[] targets, int caller, double seconds, Stopwatch clock)
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
}
