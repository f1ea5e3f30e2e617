using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>A grade in the grade book.</summary>
/// <param name="Points">What she got.</param>
/// <param name="OutOf">What there was to get.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="ByHand">Staff gave it, in place of what the software reckoned or of nothing.</param>
[GenerateSerializer, Immutable, Alias("teaching.cell"), PersonalData(DataCategory.Learning)]
public sealed record GradeCell(decimal Points, decimal OutOf, bool Passed, bool ByHand);

/// <summary>The grades of one student in the columns of one sheet, in a few characters: <c>8.5/10+;;3/10*</c>.</summary>
public static class GradeCells
{
    /// <summary>Columns of one sheet.</summary>
    public const int Columns = 20;

    /// <summary>The cells as text, without empty ones at the end.</summary>
    public static string Write(IEnumerable<GradeCell?> cells) => string.Join(';', cells.Select(One)).TrimEnd(';');

    /// <summary>As many cells as a sheet has columns.</summary>
    public static ImmutableArray<GradeCell?> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var cells = text.Split(';');
        return [.. Enumerable.Range(0, Columns).Select(index => index < cells.Length ? One(cells[index]) : null)];
    }

    private static string One(GradeCell? cell) => cell is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{cell.Points}/{cell.OutOf}{(cell.Passed ? "+" : "")}{(cell.ByHand ? "*" : "")}");

    private static GradeCell? One(string text)
    {
        var numbers = text.TrimEnd('+', '*');

        return numbers.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && decimal.TryParse(numbers.AsSpan(0, slash), NumberStyles.Number, CultureInfo.InvariantCulture, out var points)
            && decimal.TryParse(numbers.AsSpan(slash + 1), NumberStyles.Number, CultureInfo.InvariantCulture, out var outOf)
                ? new(points, outOf, text.Contains('+', StringComparison.Ordinal), text.EndsWith('*'))
                : null;
    }
}
