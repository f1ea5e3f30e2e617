using Darsgah.Grains.Policies.Variables;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Names in double braces that publishing would leave as they are: unknown ones, and those without a value (T49).</summary>
/// <remarks>The text that is looked at has its values; what is left has none.</remarks>
internal static class VariableRules
{
    public static IEnumerable<LintFinding> Find(LintText text, LintContext context) =>
        from part in text.Source.Parts
        from name in PolicyVariables.In(part.Heading).Concat(PolicyVariables.In(part.Markdown)).Distinct(StringComparer.Ordinal)
        let known = VariableValues.Names.Contains(name, StringComparer.Ordinal)
        select text.At(
            known ? LintRules.VariableEmpty : LintRules.VariableUnknown,
            LintSeverity.Error,
            new LintClause(part.Key, $"{{{{{name}}}}}"),
            name,
            ("name", name));
}
