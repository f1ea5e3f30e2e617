using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Darsgah.Crashes.Product;
using Darsgah.Silo.Storage;

namespace Darsgah.Crashes.Town;

/// <summary>A letter as it arrived.</summary>
/// <param name="Life">From which process, counted by <see cref="PostOffice.NewLife"/>.</param>
internal sealed record Letter(string To, string MessageId, string Text, int Life)
{
    /// <summary>Path and query of the link in it.</summary>
    public string Path => new Uri(Text.Split("\r\n").First(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;
}

/// <summary>A letter did not come.</summary>
internal sealed class LetterLostException(string message) : ViolationException(message);

/// <summary>A mail server outside the product: it outlives every kill and keeps every letter it has taken.</summary>
internal sealed class PostOffice : IDisposable
{
    // Two schools of the town send letters. What of them is under way as a process ends, the next one sends again.
    private static readonly int UnderWay = 2 * new StorageOptions().ParallelMessages;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, ImmutableList<Letter>> letters = new(StringComparer.Ordinal);
    private int lives;
    private volatile TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PostOffice()
    {
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How long a letter may be on its way.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(90);

    public int Taken => letters.Values.Sum(some => some.Count);

    /// <summary>How many of them had come before.</summary>
    public int Repeated => Taken - letters.Values.Sum(Different);

    /// <summary>Another process of the product is about to begin.</summary>
    public void NewLife() => Interlocked.Increment(ref lives);

    /// <summary>Letters that came more often than at-least-once explains: twice from one process, or more than were under way as processes ended.</summary>
    public IEnumerable<string> TooOften()
    {
        var again = letters.Values.SelectMany(some => some).GroupBy(letter => (letter.MessageId, letter.Life)).Where(same => same.Count() > 1)
            .Select(same => $"a letter to {same.First().To} came {same.Count()} times from one process");

        return Repeated <= lives * UnderWay ? again : again.Append($"{Repeated} letters were repeated in {lives} processes, each of which may leave {UnderWay}");
    }

    /// <summary>Letters to an address, with repeats.</summary>
    public ImmutableList<Letter> To(string address) => letters.GetValueOrDefault(address, []);

    /// <summary>Waits until a number of different letters to an address are there, and gives the newest.</summary>
    /// <exception cref="LetterLostException">They did not come.</exception>
    public async Task<Letter> Wait(string address, int number, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var more = arrived.Task;

                if (To(address) is { IsEmpty: false } some && Different(some) >= number)
                    return some[^1];

                await more.WaitAsync(Patience, cancellation);
            }
        }
        catch (TimeoutException)
        {
            throw new LetterLostException($"mail to {address}: {Different(To(address))} of {number} letters arrived");
        }
    }

    /// <summary>How many letters these are, repeats of the same one counted once.</summary>
    public static int Different(IEnumerable<Letter> some) => some.Select(letter => letter.MessageId).Distinct(StringComparer.Ordinal).Count();

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            // Closed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                var life = Volatile.Read(ref lives);

                await Say(stream, "220 post.example");
                var to = "";

                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
                        to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

                    if (line is "DATA")
                    {
                        await Say(stream, "354 go on");
                        Take(Read(to, await Message(reader), life));
                    }

                    await Say(stream, line is "QUIT" ? "221 bye" : "250 ok");
                }
            }
        }
        catch (IOException)
        {
            // The sender was killed in the middle.
        }
    }

    private void Take(Letter letter)
    {
        letters.AddOrUpdate(letter.To, [letter], (_, some) => some.Add(letter));
        Interlocked.Exchange(ref arrived, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private static async Task<List<string>> Message(StreamReader reader)
    {
        var lines = new List<string>();

        while (await reader.ReadLineAsync() is { } line)
        {
            if (line is ".")
                return lines;

            lines.Add(line);
        }

        throw new IOException("The sender broke off.");
    }

    // The first part is the plain text, in base64.
    private static Letter Read(string to, List<string> lines, int life)
    {
        var id = lines.First(line => line.StartsWith("Message-ID:", StringComparison.Ordinal))["Message-ID:".Length..].Trim();
        var start = lines.FindIndex(line => line.StartsWith("Content-Transfer-Encoding", StringComparison.Ordinal)) + 2;
        var text = string.Concat(lines.Skip(start).TakeWhile(line => line.Length > 0));
        return new Letter(to, id, Encoding.UTF8.GetString(Convert.FromBase64String(text)), life);
    }

    private static async Task Say(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
