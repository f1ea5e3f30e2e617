using System.Net;
using System.Net.Sockets;
using System.Text;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.People;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>A mail server that is out of order, in every way: people are served, and no letter is lost (SEC-M10).</summary>
public class MailOutageTests
{
    [Theory]
    [InlineData("refuses")]
    [InlineData("hangs")]
    [InlineData("babbles")]
    [InlineData("hangs up")]
    [InlineData("says 421")]
    [InlineData("floods")]
    [Trait("Threat", "SEC-M10")]
    public async Task Pages_and_writes_go_on_and_the_letter_leaves_when_the_server_is_well(string trouble)
    {
        await using var broken = new BrokenServer(trouble);
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Mail:Smtp:Host"] = "127.0.0.1",
                ["Mail:Smtp:Port"] = $"{broken.Port}",
                ["Mail:Smtp:StartTls"] = "false",
                ["Mail:Smtp:From"] = "no-reply@schools.example",
            },
        });
        var school = await site.CreateSchool("north");
        var accounts = site.Services.GetRequiredService<Accounts>();
        using var visitor = site.Visit(school);

        var invited = await site.In(school, grains => accounts.CreateInvited(
            grains, school, new NewPerson { Email = "ada@ten.example", Name = "Ada", Roles = [Role.Student] }));
        await broken.Tried;

        Assert.Null(invited.Error);
        Assert.Equal(200, (await visitor.Get("/")).Status);
        Assert.Equal(200, (await visitor.Get("/sign-up")).Status);

        // Well again. Restarting ends the attempt under way; time brings the next.
        broken.Repair();

        for (var times = 0; times < 10 && broken.Letters.IsEmpty; times++)
        {
            await site.Restart();
            site.Clock.Advance(TimeSpan.FromMinutes(40));
        }

        await broken.Arrived;
        Assert.Single(broken.Letters.Distinct(StringComparer.Ordinal));
    }

    /// <summary>A mail server with one fault, until it is repaired. It keeps the Message-IDs of what it takes.</summary>
    private sealed class BrokenServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stop = new();
        private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task running;
        private volatile string trouble;

        public BrokenServer(string trouble)
        {
            this.trouble = trouble;
            listener.Start();
            running = Accept();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public System.Collections.Concurrent.ConcurrentQueue<string> Letters { get; } = new();

        /// <summary>Somebody has tried it.</summary>
        public Task Tried => tried.Task.WaitAsync(TimeSpan.FromSeconds(60));

        /// <summary>A letter was taken.</summary>
        public Task Arrived => arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Repair() => trouble = "";

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            listener.Dispose();
            await running;
            stop.Dispose();
        }

        private async Task Accept()
        {
            var open = new List<Task>();

            try
            {
                while (true)
                    open.Add(Serve(await listener.AcceptTcpClientAsync(stop.Token)));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(open);
            }
        }

        private async Task Serve(TcpClient client)
        {
            using var _ = client;

            try
            {
                await using var stream = client.GetStream();
                await (trouble switch
                {
                    "" => Take(stream),
                    "refuses" => Reset(client),
                    "hangs" => Hang(),
                    "babbles" => Say(stream, "\u0007\u0000<html>hello"),
                    "says 421" => Say(stream, "421 not now"),
                    "floods" => Flood(stream),
                    _ => Task.CompletedTask,
                });
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side has gone, or the test is over.
            }
            finally
            {
                tried.TrySetResult();
            }
        }

        private static Task Reset(TcpClient client)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            return Task.CompletedTask;
        }

        private Task Hang()
        {
            tried.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
        }

        // A greeting without an end.
        private async Task Flood(NetworkStream stream)
        {
            var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("220-and so on\r\n", 1000)));

            while (true)
                await stream.WriteAsync(lines, stop.Token);
        }

        private async Task Take(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await Say(stream, "220 well");

            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                if (line is "DATA")
                {
                    await Say(stream, "354 go on");

                    while (await reader.ReadLineAsync(stop.Token) is { } part and not ".")
                    {
                        if (part.StartsWith("Message-ID", StringComparison.Ordinal))
                            Letters.Enqueue(part);
                    }

                    arrived.TrySetResult();
                }

                await Say(stream, line is "QUIT" ? "221 bye" : "250 ok");
            }
        }

        private static async Task Say(NetworkStream stream, string line) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
    }
}
