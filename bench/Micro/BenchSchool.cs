using System.Diagnostics;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Darsgah.Micro;

/// <summary>A silo over a folder with one school in it, and what calls to it cost.</summary>
internal static class BenchSchool
{
    public static async Task<IHost> Start(string folder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Storage:Folder"] = folder;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddDarsgah(deliver: false));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static async Task<TenantGrains> Found(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IGrainFactory>();
        var school = await TenantScope.Run(
            TenantKey.Platform, async () => (await new TenantGrains(factory, TenantKey.Platform).Directory.Register("bench", "bench.example")).Value, "bench");
        var grains = new TenantGrains(factory, school);
        var profile = new SchoolProfile(
            ImmutableDictionary<string, string>.Empty.Add("en", "Bench"), ImmutableDictionary<string, string>.Empty, ["en"], "#123456", "UTC", "", "office@bench.example");
        await TenantScope.Run(school, () => grains.School.Found(new FoundSchool(school, "bench", profile, RulesPresets.NoticeOnly)), "bench");
        return grains;
    }

    /// <summary>Milliseconds of one call.</summary>
    public static Task<double> Once(Id<Tenant> school, Func<Task> work) => TenantScope.Run(
        school,
        async () =>
        {
            var clock = Stopwatch.StartNew();
            await work();
            return clock.Elapsed.TotalMilliseconds;
        },
        "bench");

    /// <summary>Milliseconds of the middle one of many.</summary>
    public static Task<double> Median(Id<Tenant> school, int rounds, Func<Task> work) => TenantScope.Run(
        school,
        async () =>
        {
            var times = new double[rounds];

            for (var round = 0; round < rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                await work();
                times[round] = clock.Elapsed.TotalMilliseconds;
            }

            return times.Order().ElementAt(rounds / 2);
        },
        "bench");

    /// <summary>A table of figures, a column a size.</summary>
    public static void Print(ImmutableArray<int> sizes, IReadOnlyList<Dictionary<string, double>> figures)
    {
        Console.WriteLine($"{"",-42}{string.Concat(sizes.Select(size => $"{size,12:N0}"))}   last / one before");

        foreach (var what in figures[0].Keys)
        {
            var row = figures.Select(each => each[what]).ToArray();
            var ratio = row.Length > 1 ? $"{row[^1] / row[^2],12:N2}" : "";
            Console.WriteLine($"{what,-42}{string.Concat(row.Select(each => $"{each,12:N3}"))}{ratio}");
        }
    }
}
