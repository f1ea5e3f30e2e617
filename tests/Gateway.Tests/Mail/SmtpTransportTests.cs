using System.Text;
using System.Text.RegularExpressions;
using Darsgah.Gateway.Mail;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>What reaches a mail server, read byte by byte.</summary>
public class SmtpTransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly OutgoingMail Letter = new(
        "north.ada-1", "School of the North", "office@north.example", "ada@example.org", "Confirm your address",
        "Dear Ada,\r\n.\r\nGood bye.\r\n", "<p>Dear Ada</p>", "en", new DateTimeOffset(
            2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_letter_is_handed_over_whole()
    {
        await using var sink = new SmtpSink();
        await Send(sink, Letter);

        var message = Assert.Single(sink.Messages);
        Assert.Equal(
            [
                "EHLO mail.example", "MAIL FROM:<no-reply@mail.example>", "RCPT TO:<ada@example.org>", "DATA", "QUIT",
            ],
            sink.Commands);
        Assert.Contains("Date: Mon, 02 Mar 2026 09:00:00 +0000\r\n", message, StringComparison.Ordinal);
        Assert.Contains("To: <ada@example.org>\r\n", message, StringComparison.Ordinal);
        Assert.Contains("Reply-To: <office@north.example>\r\n", message, StringComparison.Ordinal);
        Assert.Equal("Confirm your address", Decoded(Header(message, "Subject")));
        Assert.Equal(Letter.Text, Part(message, "text/plain"));
        Assert.Equal(Letter.Html, Part(message, "text/html"));
    }

    [Fact]
    [Trait("Threat", "SEC-H03")]
    public async Task Sent_twice_it_has_the_same_message_id()
    {
        await using var sink = new SmtpSink();
        await Send(sink, Letter);
        await Send(sink, Letter with { At = Letter.At.AddHours(3) });

        Assert.Equal("Message-ID: <north.ada-1@mail.example>", Line(sink.Messages[0], "Message-ID"));
        Assert.Equal(Line(sink.Messages[0], "Message-ID"), Line(sink.Messages[1], "Message-ID"));
    }

    public static TheoryData<string> Poison =>
    [
        "x\r\nBcc: all@evil.example", "x\nBcc: all@evil.example", "x\rBcc: all@evil.example", "x\r\n\r\nbody", "x\0y",
        "x\u2028Bcc: all@evil.example", "x\u0085Bcc: all@evil.example", "=?utf-8?B?DQpCY2M6IGFsbEBldmlsLmV4YW1wbGU=?=",
        "=?utf-8?Q?=0D=0ABcc:_all@evil.example?=", "\"quoted\" <all@evil.example>", "a, b <all@evil.example>",
        "x\r\n.\r\nRCPT TO:<all@evil.example>",
        "(comment)", "x\\\r\n y", "<script>", "\u202Egro.elpmaxe@live", "مکتب\r\nشمال", new string('س', 500),
    ];

    [Theory]
    [MemberData(nameof(Poison))]
    [Trait("Threat", "SEC-H01")]
    public async Task No_word_of_anybody_becomes_a_header_a_recipient_or_a_command(string poison)
    {
        await using var sink = new SmtpSink();
        await Send(
            sink, Letter with { FromName = poison, Subject = poison, Text = poison, Html = poison, ReplyTo = poison });

        Assert.Equal(5, sink.Commands.Count);
        Assert.Single(sink.Commands, command => command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));
        var message = Assert.Single(sink.Messages);
        var head = message[..message.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        var names = head.Split("\r\n").Where(line => !line.StartsWith(' ')).Select(line => line.Split(':')[0]);
        Assert.Equal(
            [
                "Date", "From", "To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version",
                "Content-Type",
            ],
            names,
            StringComparer.Ordinal);
        Assert.Equal(poison, Part(message, "text/plain"));
        Assert.All(
            sink.Sessions, session =>
                Assert.DoesNotContain(
                    "evil.example>\r\n", session.Replace(
                        "\n ", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ada@example.org\r\nRCPT TO:<all@evil.example>")]
    [InlineData("ada@example.org> <all@evil.example")]
    [InlineData("\"ada\"@example.org")]
    [InlineData("ada@example.org,all@evil.example")]
    [InlineData("ada @example.org")]
    [InlineData("ada@exämple.org")]
    [InlineData("-oQ/tmp@example.org")]
    [InlineData("ada@a@b")]
    [InlineData("")]
    [Trait("Threat", "SEC-H01")]
    public async Task An_address_that_is_none_is_refused_before_a_connection_is_made(string to)
    {
        await using var sink = new SmtpSink();

        await Assert.ThrowsAsync<MailRefusedException>(() => Send(sink, Letter with { To = to }));

        Assert.Empty(sink.Sessions);
    }

    [Fact]
    [Trait("Threat", "SEC-H02")]
    public async Task Nothing_in_a_message_ends_it_early()
    {
        await using var sink = new SmtpSink();
        var smuggled = "a\n.\nMAIL FROM:<x@evil.example>\r\n.\r\nDATA\r.\r\n" + new string('x', 1 << 18);
        await Send(sink, Letter with { Text = smuggled, Html = smuggled });

        var raw = Assert.Single(sink.Sessions);
        Assert.Single(sink.Messages);
        Assert.Equal(5, sink.Commands.Count);
        Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)", raw);
        Assert.All(raw.Split("\r\n"), line => Assert.True(line.Length <= 200 && line.All(char.IsAscii)));
        Assert.Equal(smuggled, Part(sink.Messages[0], "text/plain"));
    }

    [Theory]
    [InlineData("RCPT", "550 no such mailbox", "mail.refused_550")]
    [InlineData("END", "554 spam", "mail.refused_554")]
    public async Task A_no_for_good_is_final_and_names_nobody(string command, string answer, string reason)
    {
        await using var sink = new SmtpSink();
        sink.Answers[command] = answer;

        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Send(sink, Letter));

        Assert.Equal(reason, refused.Reason);
        Assert.DoesNotContain("ada", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", "451 later")]
    [InlineData("MAIL", "421 closing")]
    [InlineData("CONNECT", "554-no\r\n554 go away")]
    [InlineData("EHLO", "nonsense")]
    public async Task Anything_else_is_tried_again(string command, string answer)
    {
        await using var sink = new SmtpSink();
        sink.Answers[command] = answer;

        var failure = await Record.ExceptionAsync(() => Send(sink, Letter));

        Assert.IsType<IOException>(failure);
        Assert.Empty(sink.Messages);
    }

    [Fact]
    public async Task Where_TLS_is_asked_for_and_not_offered_no_password_and_no_letter_leaves()
    {
        await using var sink = new SmtpSink { Offers = ["AUTH PLAIN"] };

        await Assert.ThrowsAsync<IOException>(() => Send(sink, Letter, smtp =>
        {
            smtp.StartTls = true;
            smtp.User = "school";
            smtp.Password = "secret";
        }));

        Assert.Equal(["EHLO mail.example"], sink.Commands);
    }

    [Fact]
    public async Task A_line_slipped_in_before_TLS_ends_the_conversation()
    {
        await using var sink = new SmtpSink { Offers = ["STARTTLS"] };
        sink.Answers["STARTTLS"] = "220 go on\r\n250 slipped in";

        await Assert.ThrowsAsync<IOException>(() => Send(sink, Letter, smtp => smtp.StartTls = true));

        Assert.Equal(["EHLO mail.example", "STARTTLS"], sink.Commands);
    }

    [Fact]
    public async Task It_signs_in_with_the_configured_name()
    {
        await using var sink = new SmtpSink { Offers = ["AUTH PLAIN"] };

        await Send(sink, Letter, smtp =>
        {
            smtp.User = "school";
            smtp.Password = "sécret";
        });

        var token = Assert.Single(
            sink.Commands, command => command.StartsWith("AUTH PLAIN ", StringComparison.Ordinal))[11..];
        Assert.Equal("\0school\0sécret", Encoding.UTF8.GetString(Convert.FromBase64String(token)));
    }

    private static Task Send(SmtpSink sink, OutgoingMail mail, Action<SmtpOptions>? configure = null)
    {
        var smtp = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = sink.Port,
            StartTls = false,
            From = "no-reply@mail.example",
        };
        configure?.Invoke(smtp);
        return new SmtpTransport(
            Options.Create(new MailOptions { Smtp = smtp }), TimeProvider.System).Send(mail, default);
    }

    private static string Line(string message, string header) =>
        message.Split("\r\n").First(line => line.StartsWith(header + ":", StringComparison.Ordinal));

    private static string Header(string message, string name) =>
        Regex.Match(
            message, $"^{name}: (?<value>.*?)\r\n(?! )", RegexOptions.Multiline | RegexOptions.Singleline, Patience)
            .Groups["value"].Value;

    private static string Decoded(string header) => string.Concat(Regex
        .Matches(header, @"=\?utf-8\?B\?(?<word>[^?]+)\?=", RegexOptions.ExplicitCapture, Patience)
        .Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["word"].Value))));

    private static string Part(string message, string type)
    {
        var start = message.IndexOf($"Content-Type: {type}", StringComparison.Ordinal);
        var body = message.IndexOf("\r\n\r\n", start, StringComparison.Ordinal) + 4;
        var end = message.IndexOf("\r\n--", body, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(
            Convert.FromBase64String(message[body..end].Replace("\r\n", "", StringComparison.Ordinal)));
    }
}
