using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>
/// The conflict list: what the languages of a document do not say alike. A section that only some of them have, and
/// sections of one key that state different numbers, periods, ages or addresses (M01, T01).
/// </summary>
/// <remarks>
/// Held against the text that binds, and where none does against the first by tag: then nobody can tell which of the two
/// is right. A section that is only not translated yet is mere advice, for the binding one stands in for it.
/// </remarks>
internal static class ConflictRules
{
    private const string Nothing = "–";

    public static IEnumerable<LintFinding> OfAll(IReadOnlyDictionary<string, PolicyText> texts, LintContext context)
    {
        if (texts.Count < 2)
            return [];

        var binding = context.Rules.PolicyLanguage.Authoritative is { Length: > 0 } stated ? stated : null;
        var sheets = texts.Values.OrderBy(text => text.Language == binding ? 0 : 1).ThenBy(text => text.Language, StringComparer.Ordinal)
            .Select(text => new LintText(text, context.Document)).ToList();

        return [.. Absent(texts, sheets, binding), .. Different(sheets)];
    }

    private static IEnumerable<LintFinding> Absent(IReadOnlyDictionary<string, PolicyText> texts, List<LintText> sheets, string? binding) =>
        from conflict in LanguageRules.Conflicts(texts)
        let sheet = sheets.First(sheet => conflict.In.Contains(sheet.Source.Language, StringComparer.Ordinal))
        select sheet.At(
            LintRules.SectionInSome,
            sheet.Source.Language == binding ? LintSeverity.Advice : LintSeverity.Warning,
            LintClause.Naming(sheet.Source.Section(conflict.Key)!),
            string.Join(' ', conflict.MissingFrom),
            ("languages", string.Join(' ', conflict.In)),
            ("missing", string.Join(' ', conflict.MissingFrom)));

    private static IEnumerable<LintFinding> Different(List<LintText> sheets)
    {
        var known = new Dictionary<string, (string Language, StatedFacts Facts)>(StringComparer.Ordinal);

        foreach (var sheet in sheets)
        {
            foreach (var part in sheet.Parts.Where(part => !part.Lines.IsEmpty))
            {
                var facts = StatedFacts.In(part);

                if (!known.TryAdd(part.Key, (sheet.Source.Language, facts)) && Between(sheet, part, facts, known[part.Key]) is { } finding)
                    yield return finding;
            }
        }
    }

    private static LintFinding? Between(LintText sheet, LintPart part, StatedFacts here, (string Language, StatedFacts Facts) there)
    {
        var (own, others) = (here.NotIn(there.Facts), there.Facts.NotIn(here));

        if (own.IsEmpty && others.IsEmpty)
            return null;

        var clause = own.Select(fact => fact.Clause).FirstOrDefault(clause => clause is not null) ?? LintClause.Naming(part.Section);

        return sheet.At(
            LintRules.LanguagesDiffer, LintSeverity.Warning, clause, $"{Words(own)} / {Words(others)}",
            ("language", there.Language), ("here", Words(own)), ("there", Words(others)));
    }

    private static string Words(ImmutableArray<StatedFact> facts) =>
        facts.IsEmpty ? Nothing : string.Join(" · ", facts.Select(fact => fact.Words));
}
