using Darsgah.Gateway.Mail;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Takes mail at the edge of the product and hands it to the test.</summary>
public sealed class PostOffice : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<OutgoingMail> mails = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Refusals to give before anything is taken.</summary>
    public int Failures { get; set; }

    /// <summary>Everything that was sent, also what was refused then.</summary>
    public List<string> Attempts { get; } = [];

    public Task Send(OutgoingMail mail, CancellationToken cancellation)
    {
        lock (gate)
        {
            Attempts.Add(mail.Id);
            arrived.TrySetResult();
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

            if (Failures > 0)
            {
                Failures--;
                throw new IOException("The post office is closed.");
            }

            mails.Add(mail);
        }

        return Task.CompletedTask;
    }

    /// <summary>Mail to an address so far.</summary>
    public IReadOnlyList<OutgoingMail> To(string address)
    {
        lock (gate)
            return [.. mails.Where(mail => mail.To == address)];
    }

    /// <summary>Waits for the mail to an address with that number, from 1.</summary>
    public async Task<OutgoingMail> Wait(string address, int number = 1)
    {
        await Until(() => To(address).Count >= number);
        return To(address)[number - 1];
    }

    /// <summary>Waits for a certain mail to an address.</summary>
    public async Task<OutgoingMail> Wait(string address, Func<OutgoingMail, bool> wanted)
    {
        await Until(() => To(address).Any(wanted));
        return To(address).First(wanted);
    }

    /// <summary>Waits until so many were tried to send.</summary>
    public Task Tried(int times) => Until(() => Attempts.Count >= times);

    private async Task Until(Func<bool> reached)
    {
        while (true)
        {
            Task more;

            lock (gate)
            {
                if (reached())
                    return;

                more = arrived.Task;
            }

            await more.WaitAsync(Patience);
        }
    }

    /// <summary>Path and query of the link in a mail.</summary>
    public static string PathIn(OutgoingMail mail) => new Uri(LinkIn(mail)).PathAndQuery;

    /// <summary>The link in a mail.</summary>
    public static string LinkIn(OutgoingMail mail) =>
        mail.Text.Split("\r\n").First(line => line.StartsWith("http", StringComparison.Ordinal));
}
