namespace Darsgah.Gateway.Mail;

/// <summary>Where mail goes. Section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>
    /// The server to hand mail to; without its host, mail is kept in the data folder and shown at /dev/mail.
    /// </summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>
    /// Shows kept mail at <c>/dev/mail</c>, to the machine itself only. Default: in the Development environment alone.
    /// </summary>
    public bool? Dev { get; set; }
}

/// <summary>A mail server. Section <c>Mail:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Host name; empty for none.</summary>
    public string Host { get; set; } = "";

    /// <summary>587 (submission, RFC 6409), 465 (TLS from the first byte, RFC 8314) or another. Default: 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>User name; empty where the server asks for none.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>
    /// Turns the connection to TLS, and sends nothing where that fails. False only for a server on the same machine or
    /// in a
    /// network of one's own. Default: true.
    /// </summary>
    public bool StartTls { get; set; } = true;

    /// <summary>The sending address of every school: <c>no-reply@example.org</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>How long to wait for each answer. Default: 20 seconds.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);
}
