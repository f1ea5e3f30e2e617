using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Mail;

/// <summary>Hands mail to the configured server, one connection a mail.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options, TimeProvider clock) : IMailTransport
{
    public async Task Send(OutgoingMail mail, CancellationToken cancellation)
    {
        var smtp = options.Value.Smtp;

        if (!MailHeaders.IsSafe(mail.To))
            throw new MailRefusedException("mail.bad_address");

        await using var conversation = new SmtpConversation(smtp, clock);
        await conversation.Open(cancellation);
        await conversation.Send(smtp.From, mail.To, MimeMessage.Write(mail, smtp.From), cancellation);
        await conversation.Close(cancellation);
    }
}
