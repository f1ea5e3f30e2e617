using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo;
using Darsgah.Silo.Storage;
using Orleans.Hosting;

namespace Darsgah.Gateway.CommandLine;

/// <summary>Runs one command on the data folder: grains without a web server, from start to stop.</summary>
internal sealed class Desk(IServiceProvider services, bool json, TextWriter output, TextWriter errors)
{
    /// <summary>Who the audit trail says it was.</summary>
    public const string Actor = "operator:command-line";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Schools.</summary>
    public Schools Schools => Get<Schools>();

    /// <summary>A part of the product.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Gives a command its work, and turns what can go wrong into words and an exit code.</summary>
    public static void Work(Command command, Func<Desk, ParseResult, Task<int>> work) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

            try
            {
                using var host = Build(parsed.GetValue(Commands.Data));
                await host.StartAsync(cancellation);

                try
                {
                    return await work(new Desk(host.Services, parsed.GetValue(Commands.Json), output, errors), parsed);
                }
                finally
                {
                    await host.StopAsync(CancellationToken.None);
                }
            }
            catch (Exception error) when (error is StoreException or IOException or UnauthorizedAccessException or FormatException)
            {
                await errors.WriteLineAsync(error.Message);
                return 1;
            }
        });

    /// <summary>Prints what became of it.</summary>
    public int Say<T>(Outcome<T> outcome, Func<T, string> words)
    {
        if (outcome.Succeeded(out var value, out var refusal))
            return Say(value, words(value));

        if (json)
            errors.WriteLine(JsonSerializer.Serialize(refusal, Format));
        else
            errors.WriteLine(refusal.Message);

        return 1;
    }

    /// <summary>Prints a value: as JSON where asked for, else in words.</summary>
    public int Say<T>(T value, string words, int code = 0)
    {
        output.WriteLine(json ? JsonSerializer.Serialize(value, Format) : words);
        return code;
    }

    /// <summary>Prints a text that is what it is in every format: a file's content, ended by a line feed.</summary>
    public int Print(string text)
    {
        output.Write(text);
        return 0;
    }

    /// <summary>Finds a school and does something with it.</summary>
    public async Task<int> With<T>(string slug, Func<School, Task<Outcome<T>>> work, Func<T, string> words) =>
        (await Schools.Find(slug)).Succeeded(out var school, out var refusal)
            ? Say(await work(school), words)
            : Say<T>(refusal, words);

    private static IHost Build(string? data)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = false });

        if (data is not null)
            builder.Configuration["Storage:Folder"] = data;

        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(gatewayPort: 0).AddDarsgah(deliver: false));
        builder.Services.AddOperations();
        builder.Services.AddPeople();
        builder.Services.AddSingleton<OwnCookies>();
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration("Gateway");
        builder.Services.AddOptions<PlatformOptions>().BindConfiguration("Platform");

        // What only a web server has is registered with the rest and never asked for here.
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = false }));

        return builder.Build();
    }
}
