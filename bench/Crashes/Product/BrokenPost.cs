using Darsgah.Gateway.Mail;

namespace Darsgah.Crashes.Product;

/// <summary>A transport that sends each letter twice, or says that it has before it does. For the known-bad runs.</summary>
internal sealed class BrokenPost(IMailTransport inner, Promise promise) : IMailTransport
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(300);

    public async Task Send(OutgoingMail mail, CancellationToken cancellation)
    {
        if (promise == Promise.Unsent)
        {
            _ = Task.Delay(Later, CancellationToken.None).ContinueWith(
                _ => inner.Send(mail, CancellationToken.None), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return;
        }

        await inner.Send(mail, cancellation);
        await inner.Send(mail, cancellation);
    }
}
