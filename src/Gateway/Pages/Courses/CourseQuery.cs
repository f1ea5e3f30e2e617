using System.Globalization;
using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>What somebody looks for in a list of courses, and the addresses of the list's pages.</summary>
/// <param name="Typed">As she typed it, without space around it; empty for everything.</param>
/// <param name="Words">The same, folded (<see cref="TextFold"/>).</param>
internal readonly record struct CourseQuery(string Typed, string Words)
{
    private const int Longest = 100;

    /// <summary>Reads a query; what is too long is cut.</summary>
    public static CourseQuery Of(string? query)
    {
        var asked = (query ?? "").Trim();
        asked = asked.Length > Longest ? asked[..Longest] : asked;

        return new(asked, TextFold.Fold(TextFold.PlainSigns(WellFormed(asked))));
    }

    /// <summary>Address of the page before; null on the first.</summary>
    public static string? Previous(string list, string query, CataloguePage page) =>
        page.Number > 1 ? Address(list, query, page.Number - 1) : null;

    /// <summary>Address of the page after; null on the last.</summary>
    public static string? Next(string list, string query, CataloguePage page, int size) =>
        page.IsMore || page.Number * size < page.Found ? Address(list, query, page.Number + 1) : null;

    // A list may say in its address which courses it is of.
    private static string Address(string list, string query, int page)
    {
        var words = query.Length > 0 ? $"q={Uri.EscapeDataString(query)}&" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{words}page={page}");
    }

    // Cutting may leave half a character, which normalisation refuses.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
