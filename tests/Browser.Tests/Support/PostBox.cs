using Darsgah.Gateway.Mail;

namespace Darsgah.Browser.Tests.Support;

/// <summary>The mailbox of a development run, that also says when a letter has come.</summary>
internal sealed class PostBox(MailFolder folder) : IMailTransport
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly List<OutgoingMail> letters = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Send(OutgoingMail mail, CancellationToken cancellation)
    {
        await folder.Send(mail, cancellation);

        lock (gate)
        {
            letters.Add(mail);
            arrived.TrySetResult();
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits for the first letter to an address, or for the first that says something.</summary>
    public async Task<OutgoingMail> Wait(string address, string words = "")
    {
        while (true)
        {
            Task more;

            lock (gate)
            {
                if (letters.Find(letter => letter.To == address && letter.Text.Contains(words, StringComparison.Ordinal)) is { } letter)
                    return letter;

                more = arrived.Task;
            }

            await more.WaitAsync(patience);
        }
    }
}
