using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Darsgah.Gateway;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.TestKit;

/// <summary>The whole product in this process: Kestrel on a loopback port, real grains, real storage, a clock of the test's.</summary>
public sealed class Site : IAsyncDisposable
{
    /// <summary>The operators' console.</summary>
    public const string PlatformHost = "operator.localhost";

    private readonly SiteOptions options;
    private WebApplication app;

    private Site(SiteOptions options, string folder, WebApplication app)
    {
        this.options = options;
        this.app = app;
        Folder = folder;
    }

    /// <summary>The time that the product sees.</summary>
    public ManualClock Clock => options.Clock;

    /// <summary>What it logged, over restarts.</summary>
    public LogBook Logs => options.Logs;

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>The loopback port it listens on.</summary>
    public int Port => new Uri(app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>The product's own services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>What an operator does with schools.</summary>
    public Schools Schools => Services.GetRequiredService<Schools>();

    /// <summary>Starts the product on an empty data folder.</summary>
    public static async Task<Site> Open(SiteOptions? options = null)
    {
        options ??= new SiteOptions();
        var folder = Directory.CreateTempSubdirectory("darsgah-").FullName;
        return new Site(options, folder, await Started(options, folder));
    }

    /// <summary>Stops the product and starts it again on the same data.</summary>
    public async Task Restart()
    {
        await app.DisposeAsync();
        app = await Started(options, Folder);
    }

    /// <summary>Makes a school that is reached at <c>{slug}.localhost</c>.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public async Task<School> CreateSchool(string slug, SchoolRules? rules = null, SchoolProfile? profile = null)
    {
        var made = await Schools.Create(
            new NewSchool(slug, $"{slug}.localhost", profile ?? Profile(slug), rules ?? new SchoolRules()), "operator:test");

        return made.Succeeded(out var school, out var refusal)
            ? school
            : throw new InvalidOperationException($"The school '{slug}' was refused: {refusal.Code}: {refusal.Message}");
    }

    /// <summary>Runs work on a school's grains.</summary>
    public Task<T> In<T>(School school, Func<TenantGrains, Task<T>> work, string? actor = null) =>
        Schools.In(school.Id, work, actor);

    /// <summary>Somebody with a new browser at a school.</summary>
    public Visitor Visit(School school) => new(Port, school.Hosts[0]);

    /// <summary>Somebody with a new browser at any host.</summary>
    public Visitor Visit(string host) => new(Port, host);

    /// <summary>A school with three languages, named after its slug.</summary>
    public static SchoolProfile Profile(string slug) => new(
        ImmutableDictionary.CreateRange(StringComparer.Ordinal,
            [KeyValuePair.Create("en", $"School {slug}"), KeyValuePair.Create("fa-AF", $"مکتب {slug}"), KeyValuePair.Create("ar", $"مدرسة {slug}")]),
        ImmutableDictionary<string, string>.Empty,
        ["en", "fa-AF", "ar"],
        "#0f5c63",
        "Asia/Kabul",
        "AF",
        $"office@{slug}.example");

    /// <summary>Stops the product for good; whoever goes on with its data folder deletes it.</summary>
    public ValueTask Leave() => app.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<WebApplication> Started(SiteOptions options, string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(GatewayHost).Assembly.GetName().Name,
            ContentRootPath = folder,
            EnvironmentName = Environments.Production,
            WebRootPath = WebRoot(),
        });

        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Folder"] = folder,
            ["Platform:Host"] = PlatformHost,
            ["Gateway:Burst"] = "1000000",
            ["Gateway:PerSecond"] = "1000000",
            ["Gateway:MaxConnectionsPerPeer"] = "4000",
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(options.Logs);
        builder.Services.AddSingleton<TimeProvider>(options.Clock)
            // The silo's own housekeeping goes on while the test's clock stands.
            .AddKeyedSingleton(TimeProviderNames.Membership, TimeProvider.System)
            .AddKeyedSingleton(TimeProviderNames.SystemTimers, TimeProvider.System)
            .AddKeyedSingleton(TimeProviderNames.GrainDirectory, TimeProvider.System);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(gatewayPort: 0).AddDarsgah());
        builder.AddGateway();
        options.Services(builder.Services);

        var built = builder.Build();
        built.UseGateway();
        options.Routes(built);
        await built.StartAsync();
        return built;
    }

    // Style sheets and scripts as they are in the tree; the pages link to them by their content.
    private static string WebRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src/Gateway/wwwroot"));
}
