namespace Darsgah.Gateway.Mail;

/// <summary>A letter as written: ready to be sent.</summary>
/// <param name="Id">Stable over repeated sending; the Message-ID is made from it (SEC-H03).</param>
/// <param name="FromName">The school's name.</param>
/// <param name="ReplyTo">The school's contact; empty for none.</param>
/// <param name="To">One address.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="At">When it was written, UTC.</param>
public sealed record OutgoingMail(
    string Id,
    string FromName,
    string ReplyTo,
    string To,
    string Subject,
    string Text,
    string Html,
    string Language,
    DateTimeOffset At);

/// <summary>Brings mail on its way.</summary>
public interface IMailTransport
{
    /// <summary>Returns once the next server, or the folder, has taken the mail.</summary>
    /// <exception cref="MailRefusedException">It never will be taken.</exception>
    Task Send(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>A mail server refused a mail for good, or it cannot be written to an address at all.</summary>
/// <param name="reason">A code without personal data: <c>mail.refused_550</c>.</param>
public sealed class MailRefusedException(string reason) : Exception($"The mail was refused for good: {reason}.")
{
    /// <inheritdoc cref="MailRefusedException(string)" path="/param[@name='reason']" />
    public string Reason { get; } = reason;
}
