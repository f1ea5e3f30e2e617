using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Sections that a setting, a law or a promise is from, and that the text has not, or has emptied.</summary>
internal static class RequiredRules
{
    public static IEnumerable<LintFinding> OfAll(IReadOnlyDictionary<string, PolicyText> texts, LintContext context)
    {
        if (context.Required.IsEmpty || context.Rules.PolicyLanguage.TextOf(texts) is not { } text)
            return [];

        var sheet = new LintText(text, context.Document);
        var kept = RequiredSections.Said(text).ToHashSet(StringComparer.Ordinal);

        // One a section: who decides about it decides for all that ask for it. A text that comes to prevail has sections of its own, and
        // nothing was taken out of it: that is told, and stops nothing.
        return context.Required.Where(required => !required.KeptBy.Any(kept.Contains)).GroupBy(required => required.Section, StringComparer.Ordinal)
            .Select(lost => sheet.Nowhere(
                LintRules.RequiredLost,
                lost.Any(required => required.Languages.IsDefault || required.Languages.Contains(text.Language, StringComparer.Ordinal)) ? LintSeverity.Error : LintSeverity.Warning,
                lost.Key, ("heading", lost.First().Heading),
                ("settings", string.Join(' ', lost.Select(required => required.Setting).Distinct(StringComparer.Ordinal)))));
    }
}
