using System.Text;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>A row of a file of people to invite.</summary>
/// <param name="Line">Line of the file that it begins on, from 1.</param>
/// <param name="Email">The address as written; empty where the row is at fault before it.</param>
/// <param name="Normal">Its normal form.</param>
/// <param name="Language">UI language of her letter; empty for the school's.</param>
/// <param name="Fault">What is wrong, the end of a text's key; null for a good row.</param>
/// <param name="Other">For a duplicate, the line that has the address already.</param>
public sealed record InvitationRow(int Line, string Email, string Normal, string Name, string Language, string? Fault, int Other = 0);

/// <summary>
/// Reads a file of people to invite row by row: comma, semicolon or tab between cells, quotes as in RFC 4180, UTF-8 or UTF-16
/// with a byte order mark. However long it is, only a number for each address is kept.
/// </summary>
internal static class InvitationRows
{
    /// <summary>Rows of one file.</summary>
    public const int Most = 100_000;

    private const int LongestName = 100;

    private static readonly string[] Known = ["email", "name", "language"];

    /// <summary>The rows behind the header, good and bad; or why the file as a whole cannot be read.</summary>
    /// <returns>Rows; or a refusal: no column of addresses, an unknown column.</returns>
    public static Outcome<IEnumerable<InvitationRow>> Read(Stream file)
    {
        var cells = new CsvCells(new StreamReader(file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true));

        if (!cells.Next(out var header))
            return Error.Invalid("teaching.csv_empty", "The file is empty.", "file");

        var columns = header.Cells.Select(cell => cell.Trim().ToLowerInvariant()).ToArray();

        if (columns.FirstOrDefault(column => !Known.Contains(column)) is { } unknown)
        {
            var named = unknown.Length > 40 ? unknown[..40] : unknown;
            return Error.Invalid(
                "teaching.csv_column", $"The first line names a column '{named}'. Known ones are email, name, language.", "file", ("column", named));
        }

        if (!columns.Contains("email") || columns.Distinct(StringComparer.Ordinal).Count() != columns.Length)
            return Error.Invalid("teaching.csv_no_email", "The first line names the columns: email, and if you like name and language, each once.", "file");

        return new Outcome<IEnumerable<InvitationRow>> { Value = Rows(cells, columns) };
    }

    private static IEnumerable<InvitationRow> Rows(CsvCells cells, string[] columns)
    {
        var seen = new Dictionary<UInt128, int>();

        while (cells.Next(out var row))
        {
            if (row.Cells is [{ Length: 0 }])
                continue;

            if (seen.Count == Most)
            {
                yield return new InvitationRow(row.Line, "", "", "", "", "too_many");
                yield break;
            }

            var read = Read(row, columns);

            if (read.Fault is null && !seen.TryAdd(KeyOf(read.Normal), row.Line))
                read = read with { Fault = "duplicate", Other = seen[KeyOf(read.Normal)] };

            yield return read;
        }
    }

    private static InvitationRow Read(CsvRow row, string[] columns)
    {
        string Cell(string column) => Array.IndexOf(columns, column) is >= 0 and var index && index < row.Cells.Length ? row.Cells[index].Trim() : "";

        InvitationRow Bad(string fault) => new(row.Line, Shown(Cell("email")), "", "", "", fault);

        if (row.IsTooLong)
            return new InvitationRow(row.Line, "", "", "", "", "too_long");

        if (row.Cells.Any(cell => cell.Contains('\uFFFD', StringComparison.Ordinal) || cell.Contains('\0', StringComparison.Ordinal)))
            return Bad("encoding");

        if (row.Cells.Length > columns.Length)
            return Bad("cells");

        if (Cell("email").Length == 0)
            return Bad("no_email");

        if (!EmailAddress.Read(Cell("email")).Succeeded(out var email, out _))
            return Bad("bad_email");

        var name = Cell("name");

        if (name.Length > 0 && !PersonNames.Read(name, "name").Succeeded(out name, out _))
            return Bad(Cell("name").Length > LongestName ? "long_name" : "bad_name");

        return Cell("language") is { Length: > 0 } tag && UiLanguages.Find(tag) is null
            ? Bad("language")
            : new InvitationRow(row.Line, email.Text, email.Normal, name!, UiLanguages.Find(Cell("language"))?.Tag ?? "", null);
    }

    // 128 of SHA-256's bits: two addresses that share them are not found by anybody.
    private static UInt128 KeyOf(string normal) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(normal)));

    private static string Shown(string text) => text.Length > 80 ? text[..79] + "…" : text;
}

/// <param name="Line">Line that it begins on, from 1.</param>
/// <param name="IsTooLong">It was cut off; reading goes on behind the next line end.</param>
internal sealed record CsvRow(int Line, string[] Cells, bool IsTooLong);

/// <summary>Cells of a CSV file, a row at a time.</summary>
internal sealed class CsvCells(TextReader text)
{
    private const int LongestRow = 4_000;

    private int line = 1;
    private char separator;

    /// <summary>Reads the next row; false at the end.</summary>
    public bool Next([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CsvRow? row)
    {
        var (start, length, quoted, closed, tooLong, any) = (line, 0, false, false, false, false);
        var cells = new List<string>();
        var cell = new StringBuilder();

        while (text.Read() is >= 0 and var read)
        {
            var character = (char)read;
            any = true;

            if (character == '\n')
                line++;

            if (tooLong)
            {
                if (character == '\n')
                    break;

                continue;
            }

            if (++length > LongestRow)
            {
                tooLong = true;

                if (character == '\n')
                    break;

                continue;
            }

            if (quoted)
            {
                if (character != '"')
                    cell.Append(character);
                else
                    (quoted, closed) = (false, true);
            }
            else if (character == '"' && closed)
            {
                // Two of them inside a quoted cell are one.
                cell.Append('"');
                (quoted, closed) = (true, false);
            }
            else if (character == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (character == '\n')
            {
                break;
            }
            else if (IsSeparator(character))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                closed = false;
            }
            else if (character != '\r')
            {
                cell.Append(character);
            }
        }

        cells.Add(cell.ToString());

        // The header says what stands between cells; one column alone may go without.
        separator = separator == default ? ',' : separator;
        row = any ? new CsvRow(start, [.. cells], tooLong) : null;
        return any;
    }

    private bool IsSeparator(char character)
    {
        if (separator == default && character is ',' or ';' or '\t')
            separator = separator == default ? character : separator;

        return character == separator;
    }
}
