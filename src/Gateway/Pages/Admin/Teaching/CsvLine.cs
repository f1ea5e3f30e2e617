using System.Buffers;
using System.Globalization;
using System.Text;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>Lines of a file that a spreadsheet opens (RFC 4180, UTF-8 with a byte order mark).</summary>
internal static class CsvLine
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\"\r\n\t");

    /// <summary>One line. A cell that a spreadsheet would take for a formula begins with an apostrophe (CWE-1236).</summary>
    public static string Of(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length + 2);

        if (text.Length > 0 && (text[0] is '=' or '+' or '@' or '\t' or '\r' or '\n' || (text[0] == '-' && !IsNumber(text))))
            cell.Append('\'');

        cell.Append(text.Replace("\"", "\"\"", StringComparison.Ordinal));

        return text.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{cell}\"" : cell.ToString();
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
