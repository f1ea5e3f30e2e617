using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Darsgah.Gateway.Tests.Media;

/// <summary>An upload to the product as a process of its own, which is killed in the middle of a piece (SEC-K01).</summary>
public sealed class KilledUploadTests
{
    private static readonly byte[] Film = [.. Made.Mp4(60), .. Enumerable.Range(0, 3_000_000).Select(index => (byte)(index * 7))];

    [Fact]
    public async Task An_upload_goes_on_after_SIGKILL_and_loses_nothing_that_was_acknowledged()
    {
        var (folder, school, session) = await Prepared();

        try
        {
            string upload;

            using (var first = await Start(folder))
            {
                using var admin = Enter(first, session);
                var token = await admin.Token();
                upload = (await admin.Create(token, "film.mp4", Film.Length)).Location!;
                Assert.Equal("1000000", (await admin.Piece(token, upload, 0, new ByteArrayContent(Film[..1_000_000]))).Headers["upload-offset"]);

                // The second piece stops in its middle, and there the process dies.
                using var stuck = new Halting(Film.AsMemory(1_000_000, 700_000), Film.Length - 1_000_000);
                var piece = admin.Piece(token, upload, 1_000_000, stuck);
                await Task.WhenAny(stuck.Halted, piece);
                first.Process.Kill();
                await first.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
                stuck.GiveUp();
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => piece);
            }

            using var second = await Start(folder);
            using var again = Enter(second, session);
            var key = await again.Token();
            var offset = await again.Offset(upload);
            Assert.InRange(offset, 1_000_000, 1_700_000);

            Assert.Equal(204, (await again.Piece(key, upload, offset, new ByteArrayContent(Film[(int)offset..]))).Status);
            var content = await again.Get($"{Studio.Library}/{upload[(upload.LastIndexOf('/') + 1)..]}/content");
            second.Process.Kill();
            await second.Process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(Film, content.Bytes);
            Assert.Single(Directory.GetFiles(Path.Combine(folder, "tenants", school, "files")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A school with an admin who is signed in, made by the product in this process.
    private static async Task<(string Folder, string School, Cookie Session)> Prepared()
    {
        var clock = new ManualClock();
        clock.Advance(TimeProvider.System.GetUtcNow() - ManualClock.Start);
        var site = await Site.Open(new SiteOptions
        {
            Clock = clock,
            Routes = routes => routes.MapGet("/test/enter/{person}", async (Id<Person> person, TenantRequest request, HttpContext http) =>
            {
                var account = await request.Grains.Person(person).Account(PurposeUses.AccountChange);
                await SessionCookie.Issue(http, request.Tenant, account!, account!.Sessions[0].Id, remember: false);
                return Results.Text("in");
            }),
        });
        var school = await site.CreateSchool("north");
        var id = Id<Person>.Parse("admin");
        await site.In(school, grains => grains.Person(id).Create(
            new PersonAccount(id, 0)
            {
                Email = "admin@north.example",
                NormalizedEmail = "admin@north.example",
                EmailConfirmed = true,
                Name = "Admin",
                Roles = [Role.Admin],
                SecurityStamp = "stamp",
                Sessions = [new Session("session", clock.GetUtcNow(), "test")],
            },
            []));
        using var browser = site.Visit(school);
        await browser.Get($"/test/enter/{id}");
        var session = browser.Cookies.GetCookies(browser.Origin)["session"]!;
        await site.Leave();
        return (site.Folder, school.Id.Value, session);
    }

    private static Visitor Enter(Server server, Cookie session)
    {
        var visitor = new Visitor(server.Port, "north.localhost");
        visitor.Cookies.Add(visitor.Origin, new Cookie(session.Name, session.Value, "/"));
        return visitor;
    }

    // It prints its addresses once it listens, so that line is the signal.
    private static async Task<Server> Start(string folder)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [typeof(GatewayHost).Assembly.Location, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), "--data", folder, "--no-demo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
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
        return new Server(process, port);
    }

    private sealed record Server(Process Process, int Port) : IDisposable
    {
        public void Dispose()
        {
            if (!Process.HasExited)
                Process.Kill();

            Process.Dispose();
        }
    }

    // Sends what it has of what it announced, says so, and then nothing more.
    private sealed class Halting(ReadOnlyMemory<byte> content, long announced) : HttpContent
    {
        private readonly TaskCompletionSource halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Halted => halted.Task;

        // A client waits for its own body to end, whatever became of the other side.
        public void GiveUp() => over.SetException(new HttpRequestException("The server is gone."));

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content);
            await stream.FlushAsync();
            halted.SetResult();
            await over.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = announced;
            return true;
        }
    }
}
