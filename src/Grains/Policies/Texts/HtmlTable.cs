using System.Text;
using AngleSharp.Dom;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Copies a table into a pipe table; its cells keep their words only.</summary>
internal static class HtmlTable
{
    private const int MostColumns = 20;

    public static void Copy(IElement table, Action<string> append)
    {
        var rows = table.QuerySelectorAll("tr")
            .Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").Select(Words).ToList())
            .Where(row => row.Count > 0).ToList();

        if (rows.Count == 0)
            return;

        var columns = rows.Max(row => row.Count);
        if (columns is 1 or > MostColumns)
        {
            // A table that only lays out: its cells are paragraphs.
            foreach (var cell in rows.SelectMany(row => row).Where(cell => cell.Length > 0))
                append(MarkdownEscapes.AtLineStart(cell));

            return;
        }

        var markdown = new StringBuilder();
        for (var index = 0; index < rows.Count; index++)
        {
            var cells = rows[index].Concat(Enumerable.Repeat("", columns - rows[index].Count));
            markdown.Append("| ").AppendJoin(" | ", cells).Append(index < rows.Count - 1 || index == 0 ? " |\n" : " |");
            if (index == 0)
                markdown.Append('|').Insert(markdown.Length, " --- |", columns).Append(rows.Count > 1 ? "\n" : "");
        }

        append(markdown.ToString());
    }

    private static string Words(IElement cell) =>
        MarkdownEscapes.Inline(
            string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
