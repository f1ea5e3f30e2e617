using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace Darsgah.Grains.Tests;

/// <summary>A silo as the product has it, over real files, with a clock that the test moves.</summary>
public sealed class RealSilo : IAsyncDisposable
{
    private readonly Fault fault;
    private IHost host;

    private RealSilo(IHost host, string folder, Fault fault) => (this.host, Folder, this.fault) = (host, folder, fault);

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>Its clock.</summary>
    public Clock Time { get; private init; } = new();

    /// <summary>Calls that break off: a grain's interface and method, as <c>IRosterGrain.Put</c>; null for none.</summary>
    public string? Broken
    {
        get => fault.Call;
        set => fault.Call = value;
    }

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<RealSilo> Start()
    {
        var folder = Directory.CreateTempSubdirectory("darsgah-").FullName;
        var (clock, fault) = (new Clock(), new Fault());
        return new RealSilo(await Run(folder, clock, fault), folder, fault) { Time = clock };
    }

    /// <summary>Stops it and starts another one on the same files.</summary>
    public async Task Restart()
    {
        await Stop();
        host = await Run(Folder, Time, fault);
    }

    /// <summary>Calls on behalf of a tenant.</summary>
    public Task<T> In<T>(Id<Tenant> tenant, Func<TenantGrains, Task<T>> work, string? actor = null) =>
        TenantScope.Run(tenant, () => work(new TenantGrains(Grains, tenant)), actor);

    /// <summary>A school with rules and a published privacy policy in English.</summary>
    public async Task<Id<Tenant>> School(string slug, SchoolRules? rules = null)
    {
        var id = (await In(TenantKey.Platform, platform => platform.Directory.Register(slug, $"{slug}.example"))).Value;
        var profile = new SchoolProfile(
            ImmutableDictionary<string, string>.Empty.Add("en", slug), ImmutableDictionary<string, string>.Empty, ["en"], "#123456", "UTC", "", $"office@{slug}.example");
        await In(id, tenant => tenant.School.Found(new FoundSchool(id, slug, profile, rules ?? RulesPresets.NoticeOnly)));
        await Publish(id, "What we keep is little.");
        return id;
    }

    /// <summary>Publishes the next version of the school's privacy policy.</summary>
    public async Task<PolicyVersionHead> Publish(Id<Tenant> school, string body) => await In(school, async tenant =>
    {
        var policy = tenant.Policy(Id<Document>.Parse("privacy"));
        var draft = await policy.Draft();
        var text = new PolicyText("en", [new PolicySection("first", 1, null, "First", body)], "Privacy");
        var saved = await policy.Save(text, draft.Revision, "owner");
        return (await policy.Publish(new PublishPolicy(
            saved.Value!.Revision,
            ChangeClass.Significant,
            false,
            ImmutableDictionary<string, string>.Empty.Add("en", "New text."),
            Time.GetUtcNow(),
            null,
            "owner"))).Value!;
    });

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<IHost> Run(string folder, Clock clock, Fault fault)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Storage:Folder"] = folder;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .AddDarsgah(deliver: false)
            .AddIncomingGrainCallFilter(fault));
        var built = builder.Build();
        await built.StartAsync();
        return built;
    }

    private async Task Stop()
    {
        await host.StopAsync();
        host.Dispose();
    }

    /// <summary>What a crash at one call would leave behind.</summary>
    private sealed class Fault : IIncomingGrainCallFilter
    {
        public string? Call { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            Call == $"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}"
                ? throw new IOException($"{Call} breaks off.")
                : context.Invoke();
    }

    /// <summary>Time that stands until it is moved.</summary>
    public sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
