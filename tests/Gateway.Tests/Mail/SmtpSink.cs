using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>A mail server that takes everything and keeps every byte of every session.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<StringBuilder> sessions = [];
    private readonly Task running;

    public SmtpSink()
    {
        listener.Start();
        running = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>
    /// What to answer to a command, by its first word; unnamed ones are answered as a good server does.
    /// </summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Extensions offered after EHLO.</summary>
    public string[] Offers { get; init; } = [];

    /// <summary>Commands of a session, without the message.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Messages as received, dot-stuffing removed.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>All that clients sent, one text a connection.</summary>
    public IReadOnlyList<string> Sessions => [.. sessions.Select(session => session.ToString())];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await running;
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await Serve(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception error) when (
            error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            var raw = new StringBuilder();
            sessions.Add(raw);
            var stream = client.GetStream();
            await Say(stream, Answers.GetValueOrDefault("CONNECT", "220 sink.example"));

            try
            {
                while (await Line(stream, raw) is { } line)
                {
                    Commands.Add(line);
                    var word = line.Split(' ', ':')[0].ToUpperInvariant();

                    if (Answers.TryGetValue(word, out var answer))
                    {
                        await Say(stream, answer);
                        continue;
                    }

                    switch (word)
                    {
                        case "EHLO":
                            await Say(
                                stream, string.Join("\r\n", Offers.Prepend("sink.example").Select((offer, index) =>
                                (index == Offers.Length ? "250 " : "250-") + offer)));
                            break;
                        case "DATA":
                            await Say(stream, "354 go on");
                            await Message(stream, raw);
                            await Say(stream, Answers.GetValueOrDefault("END", "250 taken"));
                            break;
                        case "AUTH":
                            await Say(stream, "235 welcome");
                            break;
                        case "QUIT":
                            await Say(stream, "221 bye");
                            return;
                        default:
                            await Say(stream, "250 ok");
                            break;
                    }
                }
            }
            catch (IOException)
            {
                // The client hung up.
            }
        }
    }

    private async Task Message(NetworkStream stream, StringBuilder raw)
    {
        var message = new StringBuilder();

        while (await Line(stream, raw) is { } line && line is not ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

        Messages.Add(message.ToString());
    }

    private async Task<string?> Line(NetworkStream stream, StringBuilder raw)
    {
        var line = new StringBuilder();
        var buffer = new byte[1];

        while (await stream.ReadAsync(buffer, stop.Token) > 0)
        {
            raw.Append((char)buffer[0]);
            line.Append((char)buffer[0]);

            if (line.Length >= 2 && line[^2] == '\r' && line[^1] == '\n')
                return line.ToString(0, line.Length - 2);
        }

        return null;
    }

    private static async Task Say(NetworkStream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
