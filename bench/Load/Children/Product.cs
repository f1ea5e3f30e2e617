using Darsgah.Gateway.CommandLine;
using Darsgah.Gateway.Mail;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;
using Orleans.Configuration;

namespace Darsgah.Load.Children;

/// <summary>The product as it ships, but for the limits on one visitor: all of this load comes from one address.</summary>
internal static class Product
{
    /// <summary>After so long without a visit a <c>restful</c> product has put everything away.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(18);

    /// <param name="post">Takes the mail; the folder of development mail where null.</param>
    /// <param name="restful">Grains and files that nobody uses are put away within seconds, where it ships with minutes.</param>
    public static async Task<int> Run(string folder, IMailTransport? post = null, bool restful = false)
    {
        await using var app = Build(folder, post, restful);
        await app.StartAsync();
        await Console.Out.WriteLineAsync($"{PortOf(app)}");

        Allocations? allocations = null;

        while (await Console.In.ReadLineAsync() is { } question)
        {
            await Console.Out.WriteLineAsync(question switch
            {
                "allocated" => $"{GC.GetTotalAllocatedBytes(precise: true)}",
                "heap" => $"{GC.GetTotalMemory(forceFullCollection: false)}",
                "types" => (allocations ??= new()).Shares(most: 60),
                _ => $"{GC.GetTotalMemory(forceFullCollection: true)}",
            });
        }

        allocations?.Dispose();

        await app.StopAsync();
        return 0;
    }

    public static WebApplication Build(string folder, IMailTransport? post = null, bool restful = false) => Serving.Build(
        new ServeOptions("http://127.0.0.1:0", folder, Demo: false),
        builder =>
        {
            builder.Configuration["Gateway:Burst"] = "100000000";
            builder.Configuration["Gateway:PerSecond"] = "100000000";
            builder.Configuration["Gateway:MaxConnectionsPerPeer"] = "4000";
            builder.Configuration["People:FailuresPerNetwork"] = "100000000";
            builder.Configuration["People:MailRequestsPerNetwork"] = "100000000";
            Quiet(builder);

            if (restful)
            {
                builder.Configuration["Storage:IdleTime"] = "00:00:05";
                builder.Services.Configure<GrainCollectionOptions>(collection =>
                    (collection.CollectionAge, collection.CollectionQuantum) = (TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(2)));
            }

            if (post is not null)
                builder.Services.AddSingleton(post);
        });

    /// <summary>Standard output is for the parent; what goes wrong is on standard error.</summary>
    public static void Quiet(WebApplicationBuilder builder) => builder.Logging.ClearProviders()
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddFilter<ConsoleLoggerProvider>(category: null, LogLevel.Error);

    public static int PortOf(WebApplication app) => new Uri(app.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
