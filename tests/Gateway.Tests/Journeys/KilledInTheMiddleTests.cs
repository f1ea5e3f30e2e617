using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>The product as a process of its own, killed while it is written to (SEC-K01).</summary>
public sealed class KilledInTheMiddleTests : IDisposable
{
    private const string Key = "dgo_a-key-for-this-test-alone";
    private const int Kills = 3;

    private static readonly string[] Languages = ["en"];

    private readonly string folder = Directory.CreateTempSubdirectory("darsgah-").FullName;
    private readonly int port = FreePort();
    private HttpClient client = new();

    [Fact]
    public async Task Every_acknowledged_school_is_there_after_SIGKILL()
    {
        var acknowledged = new ConcurrentBag<string>();
        var next = 0;

        for (var round = 0; round < Kills; round++)
        {
            using var server = await Start();
            var wanted = acknowledged.Count + 5 + (round * 7);

            // Writers go on until the connection breaks; what was answered 201 before that is on the list.
            var writers = Enumerable.Range(0, 4).Select(async _ =>
            {
                try
                {
                    while (true)
                    {
                        var slug = string.Create(CultureInfo.InvariantCulture, $"school-{Interlocked.Increment(ref next)}");

                        if ((await Create(slug)).StatusCode == HttpStatusCode.Created)
                            acknowledged.Add(slug);

                        if (acknowledged.Count >= wanted)
                            server.Kill();
                    }
                }
                catch (HttpRequestException)
                {
                    // The server is gone.
                }
            });

            await Task.WhenAll(writers);
            server.Kill();
            await server.WaitForExitAsync();
        }

        using var last = await Start();
        var known = await All();
        last.Kill();
        await last.WaitForExitAsync();

        Assert.True(acknowledged.Count >= Kills * 5);
        Assert.Empty(acknowledged.Except(known, StringComparer.Ordinal));
        Assert.Equal(known.Count, known.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, await Check());
    }

    public void Dispose()
    {
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Gateway(params IEnumerable<string> arguments) =>
        new("dotnet", [typeof(GatewayHost).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DARSGAH_OPERATOR_KEY"] = Key, ["Gateway__Burst"] = "1000000", ["Gateway__PerSecond"] = "1000000" },
        };

    // It prints its addresses once it listens, so that line is the signal.
    private async Task<Process> Start()
    {
        var process = Process.Start(Gateway("--urls", $"http://127.0.0.1:{port}", "--data", folder, "--no-demo"))!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => _ = line.Data switch
        {
            null => listening.TrySetException(new InvalidOperationException("The gateway ended before it listened.")),
            var text when text.Contains("operator.localhost", StringComparison.Ordinal) => listening.TrySetResult(),
            _ => false,
        };
        process.BeginOutputReadLine();
        await listening.Task;

        // Connections to the one that was killed are still in the old client's pool.
        client.Dispose();
        client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        return process;
    }

    private async Task<int> Check()
    {
        using var check = Process.Start(Gateway("check", "--data", folder))!;
        await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();
        return check.ExitCode;
    }

    private Task<HttpResponseMessage> Create(string slug) => Send(HttpMethod.Post, "/api/v1/schools", JsonContent.Create(new
    {
        slug,
        host = $"{slug}.example",
        profile = new
        {
            names = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = slug },
            taglines = new Dictionary<string, string>(StringComparer.Ordinal),
            languages = Languages,
            colour = "#0b6e4f",
            timeZone = "UTC",
            country = "",
            contact = "",
        },
        preset = "notice-only",
    }));

    private async Task<List<string>> All()
    {
        var slugs = new List<string>();
        string? after = null;

        do
        {
            var answer = await Send(HttpMethod.Get, $"/api/v1/schools?limit=100&after={after}", null);
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            slugs.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(school => school.GetProperty("slug").GetString()!));
            after = page.RootElement.GetProperty("next").GetString();
        }
        while (after is not null);

        return slugs;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{port}{path}") { Content = content };
        request.Headers.Host = "operator.localhost";
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Key);
        return await client.SendAsync(request);
    }
}
