using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Darsgah.TestKit;

/// <summary>Requests as bytes, for those that no HTTP client makes.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends the bytes on a connection of their own and reads one answer.</summary>
    /// <param name="request">Latin-1; lines end as they are written.</param>
    public static async Task<RawAnswer> Send(int port, string request)
    {
        using var socket = new TcpClient { NoDelay = true };
        using var timeout = new CancellationTokenSource(Patience);

        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
            return await Read(stream, timeout.Token);
        }
        catch (Exception reset) when (IsReset(reset))
        {
            // A server that wants no more of an address may be quicker than the handshake, or than our bytes.
            return RawAnswer.Parse("", closed: true);
        }
    }

    private static bool IsReset(Exception failure) =>
        (failure as SocketException ?? failure.InnerException as SocketException)?.SocketErrorCode
            is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown;

    /// <summary>A GET with a Host header, and the connection closed after it.</summary>
    public static Task<RawAnswer> Get(int port, string host, string path = "/", string more = "") =>
        Send(port, $"GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n");

    private static async Task<RawAnswer> Read(NetworkStream stream, CancellationToken cancellation)
    {
        var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var closed = false;

        while (!IsWhole(received))
        {
            int read;

            try
            {
                read = await stream.ReadAsync(buffer, cancellation);
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                closed = true;
                break;
            }

            received.Write(buffer, 0, read);
        }

        return RawAnswer.Parse(Encoding.Latin1.GetString(received.ToArray()), closed);
    }

    private static bool IsWhole(MemoryStream received)
    {
        var text = Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length);
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);

        if (head < 0)
            return false;

        var answer = RawAnswer.Parse(text, closed: false);

        return answer.Headers.TryGetValue("content-length", out var length)
            ? text.Length - head - 4 >= int.Parse(length, CultureInfo.InvariantCulture)
            : answer.Headers.ContainsKey("transfer-encoding") && text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
    }
}

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">0 where the connection was closed without an answer.</param>
/// <param name="Body">Latin-1, chunks and all.</param>
/// <param name="Closed">The server closed the connection.</param>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, bool Closed)
{
    internal static RawAnswer Parse(string text, bool closed)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);

        if (end < 0)
            return new RawAnswer(0, new Dictionary<string, string>(StringComparer.Ordinal), text, closed);

        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .GroupBy(pair => pair[0].ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(pair => pair[1].Trim())), StringComparer.Ordinal);

        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, text[(end + 4)..], closed);
    }
}
