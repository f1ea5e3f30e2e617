using Darsgah.Gateway.Demo;
using Darsgah.Silo;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Gateway.CommandLine;

/// <param name="Urls">Addresses to listen on.</param>
/// <param name="Data">The data folder; null for what the settings say.</param>
/// <param name="Demo">Whether an empty data folder gets the demo schools.</param>
public sealed record ServeOptions(string Urls, string? Data, bool Demo);

/// <summary>Serves: one process with grains and web, until it is told to stop.</summary>
public static class Serving
{
    /// <summary>Runs the server. Returns when it has stopped; 1 where it could not start.</summary>
    public static async Task<int> Run(ServeOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);

        try
        {
            await using var app = Build(options);
            await app.StartAsync(cancellation);
            await FirstStart.Run(app.Services, options.Demo, Console.Out);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        catch (Exception error) when (error is StoreException or IOException or UnauthorizedAccessException or FormatException or OptionsValidationException or OrleansException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>The server, built and not started.</summary>
    /// <param name="configure">Last changes before it is built: a test's clock, its settings.</param>
    public static WebApplication Build(ServeOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Serving).Assembly.GetName().Name,
        });

        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries));

        if (options.Data is not null)
            builder.Configuration["Storage:Folder"] = options.Data;

        builder.UseOrleans(silo => silo.UseLocalhostClustering(gatewayPort: 0).AddDarsgah());
        builder.AddGateway();
        configure?.Invoke(builder);

        return builder.Build().UseGateway();
    }
}
