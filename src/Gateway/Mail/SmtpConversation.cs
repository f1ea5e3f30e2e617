using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Darsgah.Gateway.Mail;

/// <summary>One connection to a mail server, spoken line by line (RFC 5321).</summary>
/// <remarks>
/// Written here because the framework's client cannot be given a date, cannot do TLS from the first byte, and its own
/// documentation advises against it for new code.
/// </remarks>
internal sealed class SmtpConversation(SmtpOptions options, TimeProvider clock) : IAsyncDisposable
{
    private const int ImplicitTlsPort = 465;
    private const int LongestLine = 4096;
    private const int MostLines = 100;

    private readonly TcpClient client = new();
    private readonly byte[] buffer = new byte[4096];
    private Stream stream = Stream.Null;
    private int filled;
    private int taken;
    private bool isOpen;
    private HashSet<string> offers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Connects, secures the connection and signs in.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        await Patiently(token => client.ConnectAsync(options.Host, options.Port, token).AsTask(), cancellation);
        stream = client.GetStream();

        if (options.Port == ImplicitTlsPort)
            await Secure(cancellation);

        await Expect(220, cancellation);
        await Greet(cancellation);

        if (options.StartTls && options.Port != ImplicitTlsPort)
        {
            // A server that offers none, or somebody in between who hides the offer, gets no password and no mail.
            if (!offers.Contains("STARTTLS"))
                throw new IOException("The mail server offers no STARTTLS, and Mail:Smtp:StartTls asks for it.");

            await Ask("STARTTLS", 220, cancellation);

            // What came in the clear after the answer would be taken for part of the secured conversation.
            if (taken < filled)
                throw new IOException(
                    "The mail server sent more before TLS than its answer; the connection is not safe.");

            await Secure(cancellation);
            await Greet(cancellation);
        }

        if (options.User.Length > 0)
            await SignIn(cancellation);

        isOpen = true;
    }

    /// <summary>Hands one message over; returns when the server has taken it.</summary>
    /// <exception cref="MailRefusedException">The server said no for good (5xx).</exception>
    /// <exception cref="IOException">It said "later" (4xx), or the connection broke.</exception>
    public async Task Send(string from, string to, byte[] message, CancellationToken cancellation)
    {
        await Ask($"MAIL FROM:<{from}>", 250, cancellation);
        await Ask($"RCPT TO:<{to}>", 250, cancellation);
        await Ask("DATA", 354, cancellation);
        await Write(message, cancellation);
        await Ask(message.AsSpan().EndsWith("\r\n"u8) ? "." : "\r\n.", 250, cancellation);
    }

    /// <summary>Says goodbye, as far as the server still listens.</summary>
    public async Task Close(CancellationToken cancellation)
    {
        try
        {
            await Ask("QUIT", 221, cancellation);
        }
        catch (Exception gone) when (gone is IOException or MailRefusedException or SocketException)
        {
            // The message was taken; how the server hangs up does not matter.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }

    private async Task Greet(CancellationToken cancellation)
    {
        var name = options.From[(options.From.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var answer = await Ask($"EHLO {name}", 250, cancellation);
        offers = answer.Skip(1).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private async Task SignIn(CancellationToken cancellation)
    {
        // PLAIN (RFC 4616) is what every submission server has; inside TLS it is as good as any.
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{options.User}\0{options.Password}"));
        await Ask($"AUTH PLAIN {token}", 235, cancellation);
    }

    private async Task Secure(CancellationToken cancellation)
    {
        var secured = new SslStream(stream);
        stream = secured;
        await Patiently(
            token => secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = options.Host }, token),
            cancellation);
    }

    private async Task<List<string>> Ask(string command, int wanted, CancellationToken cancellation)
    {
        await Write(Encoding.UTF8.GetBytes(command + "\r\n"), cancellation);
        return await Expect(wanted, cancellation);
    }

    private Task<bool> Write(byte[] bytes, CancellationToken cancellation) =>
        Patiently(token => stream.WriteAsync(bytes, token).AsTask(), cancellation);

    private async Task<List<string>> Expect(int wanted, CancellationToken cancellation)
    {
        var lines = new List<string>();
        string line;

        do
        {
            line = await ReadLine(cancellation);

            if (line.Length < 3
                || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new IOException("The mail server does not speak SMTP.");

            lines.Add(line.Length > 4 ? line[4..] : "");
        }
        while (line.Length > 3 && line[3] == '-' && lines.Count < MostLines);

        var code = int.Parse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);

        return code == wanted || (code / 10 == 25 && wanted == 250)
            ? lines
            : throw Refusal(code);
    }

    // The server's own words are left out: they have addresses in them (SEC-I13). A refusal before there is a letter,
    // and one of our sign-in (530–539), says nothing of the letter and is the operator's to mend, so it is tried again.
    private Exception Refusal(int code) => isOpen && code is (>= 500 and < 530) or (>= 540 and < 600)
        ? new MailRefusedException(string.Create(CultureInfo.InvariantCulture, $"mail.refused_{code}"))
        : new IOException(string.Create(CultureInfo.InvariantCulture, $"The mail server answered {code}."));

    private async Task<string> ReadLine(CancellationToken cancellation)
    {
        var line = new StringBuilder();

        while (true)
        {
            if (taken == filled)
            {
                taken = 0;
                filled = await Patiently(token => stream.ReadAsync(buffer, token).AsTask(), cancellation);

                if (filled == 0)
                    throw new IOException("The mail server closed the connection.");
            }

            var character = (char)buffer[taken++];

            if (character == '\n')
                return line.ToString().TrimEnd('\r');

            if (line.Append(character).Length > LongestLine)
                throw new IOException("The mail server's answer has no end.");
        }
    }

    private async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);

        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException tooLate) when (late.IsCancellationRequested)
        {
            throw new IOException("The mail server did not answer in time.", tooLate);
        }
    }

    private Task<bool> Patiently(Func<CancellationToken, Task> work, CancellationToken cancellation) => Patiently(
        async token =>
        {
            await work(token);
            return true;
        },
        cancellation);
}
