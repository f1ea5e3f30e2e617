using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Darsgah.Load.Client;

/// <summary>One kept-alive HTTP/1.1 connection with as little work for the client as can be: it shares the cores.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int headEnd;

    public Wire(int port) => socket.Connect(IPAddress.Loopback, port);

    /// <summary>The bytes of a request without a body.</summary>
    public static byte[] Get(string host, string path, string cookies = "") => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nAccept-Language: en\r\n{Cookie(cookies)}\r\n");

    /// <summary>The bytes of a form that is sent.</summary>
    public static byte[] Post(string host, string path, string cookies, string form) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nAccept-Language: en\r\n{Cookie(cookies)}"
        + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}");

    /// <summary>Sends a request and reads all of its answer. The body is good until the next call.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Send(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        filled = 0;
        var start = headEnd = await Find("\r\n\r\n"u8.ToArray(), 0) + 4;
        var status = int.Parse(buffer.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var body = Header(start, "\r\nContent-Length: "u8) is { } length
            ? await Exactly(start, int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture))
            : Header(start, "\r\nTransfer-Encoding: "u8) is "chunked" ? await Chunks(start)
            : ReadOnlyMemory<byte>.Empty;

        return (status, body);
    }

    /// <summary>Cookies that the last answer gave, as they are sent back.</summary>
    public string Given() => string.Join("; ", Encoding.ASCII.GetString(buffer, 0, headEnd).Split("\r\n")
        .Where(line => line.StartsWith("Set-Cookie: ", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[12..].Split(';')[0]));

    public void Dispose() => socket.Dispose();

    private static string Cookie(string cookies) => cookies.Length == 0 ? "" : $"Cookie: {cookies}\r\n";

    private string? Header(int end, ReadOnlySpan<byte> name)
    {
        var head = buffer.AsSpan(0, end);

        if (head.IndexOf(name) is not (>= 0 and var at))
            return null;

        var value = head[(at + name.Length)..];
        return Encoding.ASCII.GetString(value[..value.IndexOf("\r\n"u8)]);
    }

    private async ValueTask<ReadOnlyMemory<byte>> Exactly(int start, int length)
    {
        await Fill(start + length);
        return buffer.AsMemory(start, length);
    }

    // Each chunk is moved up behind the one before, over the lines that say how long they are.
    private async ValueTask<ReadOnlyMemory<byte>> Chunks(int start)
    {
        var (read, written) = (start, start);

        while (true)
        {
            var end = await Find("\r\n"u8.ToArray(), read);
            var size = int.Parse(
                buffer.AsSpan(read, end - read), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            await Fill(end + 2 + size + 2);
            buffer.AsSpan(end + 2, size).CopyTo(buffer.AsSpan(written));
            written += size;
            read = end + 2 + size + 2;

            if (size == 0)
                return buffer.AsMemory(start, written - start);
        }
    }

    private async ValueTask<int> Find(byte[] mark, int from)
    {
        int found;

        while ((found = buffer.AsSpan(from, Math.Max(0, filled - from)).IndexOf(mark)) < 0)
            await Fill(filled + 1);

        return from + found;
    }

    private async ValueTask Fill(int upTo)
    {
        while (filled < upTo)
        {
            if (buffer.Length - filled < 4096)
                Array.Resize(ref buffer, buffer.Length * 2);

            var count = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled += count > 0 ? count : throw new WrongAnswerException("The server closed a connection in the middle of an answer.");
        }
    }
}
