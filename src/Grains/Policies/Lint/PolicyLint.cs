using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>
/// What a person should look at before a text is published: mistakes that a machine can see in it, held against what
/// the school and the software are. Nothing is changed and nothing is decided here.
/// </summary>
/// <remarks>Pure: the same texts and context give the same findings, in the same order.</remarks>
public static class PolicyLint
{
    /// <summary>More than these a person does not read; those that weigh most come first.</summary>
    public const int MostFindings = 300;

    private static readonly ImmutableArray<Func<LintText, LintContext, IEnumerable<LintFinding>>> rules =
    [
        ContactRules.Find, ReferenceRules.Find, LinkRules.Find, HeadingRules.Find, DateRules.Find, PrecedenceRules.Find,
        CategoryRules.Find, TimeRules.Find, PeriodRules.Find, ResidueRules.Find, DataRules.Find, PromiseRules.Find,
        ContradictionRules.Find, CoverageRules.Find, VariableRules.Find,
    ];

    /// <summary>The findings in these texts, the weightiest first, then by language and as they stand in the text.</summary>
    /// <param name="texts">By language; all that would be published together.</param>
    public static ImmutableArray<LintFinding> Of(IReadOnlyDictionary<string, PolicyText> texts, LintContext context)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(context);

        var findings = new List<LintFinding>(
        [
            .. PrecedenceRules.OfAll(texts, context), .. ConflictRules.OfAll(texts, context), .. GlossaryRules.OfAll(texts, context),
            .. RequiredRules.OfAll(texts, context),
        ]);

        foreach (var (_, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var sheet = new LintText(text, context.Document);
            var places = sheet.Parts.Select((part, index) => (part.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index, StringComparer.Ordinal);
            findings.AddRange(rules.SelectMany(rule => rule(sheet, context))
                .OrderBy(finding => places.GetValueOrDefault(finding.Section)));
        }

        return [.. findings.DistinctBy(finding => finding.Fingerprint, StringComparer.Ordinal)
            .OrderByDescending(finding => finding.Severity).Take(MostFindings)];
    }
}
