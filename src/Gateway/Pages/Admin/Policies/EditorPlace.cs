using System.Globalization;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Where a section stood when the form was loaded, so that two people can move and number sections at once.</summary>
/// <param name="At">Its place among the sections, from 0.</param>
/// <param name="Number">The number that was printed before its heading; empty for none.</param>
public sealed record EditorPlace(int At, string Number)
{
    /// <summary>As the form carries it: <c>3 4.1.</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At} {Number}");

    internal static EditorPlace? Read(string sent)
    {
        var parts = sent.Split(' ', 2);

        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new(at, parts.ElementAtOrDefault(1) ?? "") : null;
    }
}
