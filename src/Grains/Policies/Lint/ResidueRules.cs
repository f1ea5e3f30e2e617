using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Buttons and messages of the web page that the text was copied from, left in the text (T42).</summary>
/// <remarks>A single word counts only at the very start or end; a whole message (“Are you sure …?”) anywhere.</remarks>
internal static class ResidueRules
{
    private const int WordsOfMessage = 3;

    public static IEnumerable<LintFinding> Find(LintText text, LintContext context)
    {
        var lines = text.Lines.ToList();
        var first = lines.TakeWhile(IsResidue).Count();
        var last = lines.Count - lines.AsEnumerable().Reverse().TakeWhile(IsResidue).Count();

        return lines.Where((line, index) => IsResidue(line)
                && (index < first || index >= last || Words.In(line.Text).Count() >= WordsOfMessage))
            .Select(line => text.At(LintRules.Residue, LintSeverity.Warning, line, line.Text));
    }

    private static bool IsResidue(LintClause line) => WebResidue.IsInterface(line.Text);
}
