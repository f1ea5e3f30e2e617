using System.Text;

namespace Darsgah.Gateway.Mail;

/// <summary>A mail as it goes over the wire: text and HTML as alternatives (RFC 2045–2047, 5322).</summary>
/// <remarks>
/// Both bodies are base64, so no line is longer than 78 bytes, none begins with a dot and none ends in a bare LF: there
/// is nothing that two servers could read differently (SEC-H02).
/// </remarks>
internal static class MimeMessage
{
    private const int LineLength = 76;

    /// <param name="from">The sending address; the Message-ID carries its domain.</param>
    public static byte[] Write(OutgoingMail mail, string from)
    {
        var boundary = "=_" + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(mail.Id)).AsSpan(0, 16));
        var lines = new List<string>
        {
            MailHeaders.Date(mail.At),
            MailHeaders.Address("From", mail.FromName, from),
            MailHeaders.Address("To", mail.To),
            MailHeaders.Text("Subject", mail.Subject),
            $"Message-ID: <{IdPart(mail.Id)}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}>",
            $"Content-Language: {IdPart(mail.Language)}",
            "Auto-Submitted: auto-generated", // RFC 3834: out-of-office programs do not answer
            "MIME-Version: 1.0",
            $"Content-Type: multipart/alternative; boundary=\"{boundary}\"",
        };

        if (mail.ReplyTo.Length > 0 && MailHeaders.IsSafe(mail.ReplyTo))
            lines.Insert(3, MailHeaders.Address("Reply-To", mail.ReplyTo));

        lines.Add("");
        Part(lines, boundary, "text/plain", mail.Text);
        Part(lines, boundary, "text/html", mail.Html);
        lines.Add($"--{boundary}--");
        lines.Add("");

        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines));
    }

    private static void Part(List<string> lines, string boundary, string type, string content)
    {
        lines.Add($"--{boundary}");
        lines.Add($"Content-Type: {type}; charset=utf-8");
        lines.Add("Content-Transfer-Encoding: base64");
        lines.Add("");
        lines.AddRange(
            Convert.ToBase64String(Encoding.UTF8.GetBytes(content)).Chunk(LineLength).Select(line => new string(line)));
        lines.Add("");
    }

    private static string IdPart(string id) =>
        string.Concat(id.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.'));
}
