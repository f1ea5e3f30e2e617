using System.Globalization;

namespace Darsgah.Gateway.Mail;

/// <summary>
/// Header fields whose content can never become a field, a recipient or a command of its own (SEC-H01).
/// </summary>
/// <remarks>
/// Words of people leave as RFC 2047 encoded words of base64 whatever they hold, so a line end, a quotation mark or an
/// encoded word somebody typed is only ever text to the reader's program.
/// </remarks>
internal static class MailHeaders
{
    private const int MostBytesPerWord = 45; // 60 base64 characters, within the 75 of RFC 2047, section 2
    private const int LongestText = 300;

    /// <summary>A field of free text: <c>Subject: =?utf-8?B?…?=</c>, folded.</summary>
    public static string Text(string name, string text) => $"{name}: {Words(text)}";

    /// <summary>A field with one address and a name to show for it.</summary>
    public static string Address(string name, string display, string address) =>
        display.Length == 0 ? $"{name}: {Bare(address)}" : $"{name}: {Words(display)}\r\n {Bare(address)}";

    /// <summary>A field with one address.</summary>
    public static string Address(string name, string address) => $"{name}: {Bare(address)}";

    /// <summary>RFC 5322, section 3.3: <c>Sun, 22 Nov 2026 03:00:00 +0000</c>.</summary>
    public static string Date(DateTimeOffset at) =>
        $"Date: {at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000";

    /// <summary>
    /// True for an address that is safe in a header and in an SMTP command: printable ASCII, one @, an unquoted local
    /// part.
    /// </summary>
    public static bool IsSafe(string address) =>
        address.Length is > 2 and <= 254
        && address.Count(character => character == '@') == 1
        && address[0] is not ('@' or '-') && address[^1] != '@'
        && address.All(character => character is > ' ' and < '\u007F'
            && character is not ('<' or '>' or '(' or ')' or '[' or ']' or '\\' or ',' or ';' or ':' or '"'));

    private static string Bare(string address) => IsSafe(address)
        ? $"<{address}>"
        : throw new MailRefusedException("mail.bad_address");

    private static string Words(string text)
    {
        var clean = Clean(text);

        if (clean.Length == 0)
            return "";

        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> encoded = stackalloc byte[4];

        // Cut between whole characters, so that every word can be read by itself.
        foreach (var rune in clean.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(encoded);

            if (bytes.Count + count > MostBytesPerWord)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(encoded[..count]);
        }

        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static string Clean(string text)
    {
        var spaced = string.Concat(text.Select(character =>
            char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();

        return spaced.Length <= LongestText ? spaced : spaced[..LongestText];
    }
}
