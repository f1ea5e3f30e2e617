using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Two sections under one heading, which readers and references cannot tell apart (T04).</summary>
internal static class HeadingRules
{
    public static IEnumerable<LintFinding> Find(LintText text, LintContext context) => text.Source.Sections
        .Where(section => section.Heading.Length > 0)
        .GroupBy(section => SourceItem.Plain(section.Heading), StringComparer.Ordinal)
        .Where(same => same.Key.Length > 0)
        .SelectMany(same => same.Skip(1))
        .Select(section => text.At(
            LintRules.HeadingTwice, LintSeverity.Warning, new LintClause(section.Key, section.Heading), section.Heading));
}
