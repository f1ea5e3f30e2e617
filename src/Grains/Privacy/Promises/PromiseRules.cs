using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>Works out what keeps each clause of a live text. Nothing here is stored: settings, text and law decide.</summary>
internal static class PromiseRules
{
    private const string Contradiction = "lint.contradiction_";

    /// <param name="text">The text that binds, or the first where it is missing.</param>
    /// <param name="settings">As they count at the school today, in the catalogue's order.</param>
    /// <param name="purposes">The school's purposes, each with the clause of this text that it is from.</param>
    /// <param name="kept">Where the clauses that settings name stand in it, and what people said.</param>
    /// <param name="findings">What the linter finds in the live texts.</param>
    public static PromiseRegister Of(
        int version,
        PolicyText text,
        ImmutableArray<ResolvedSetting> settings,
        ImmutableArray<Purpose> purposes,
        PromiseBindings kept,
        ImmutableArray<JudgedFinding> findings)
    {
        var bySetting = settings.ToDictionary(resolved => resolved.Setting.Path, Keeper, StringComparer.Ordinal);
        var byClause = kept.Places
            .Where(place => bySetting.ContainsKey(place.Key))
            .SelectMany(place => place.Value.Sections.Select(section => (Section: section, Path: place.Key)))
            .ToLookup(pair => pair.Section, pair => pair.Path, StringComparer.Ordinal);
        var against = findings
            .Where(finding => finding.Decision is null && finding.Finding.Rule.StartsWith(Contradiction, StringComparison.Ordinal))
            .ToLookup(finding => finding.Finding.Section, finding => finding.Finding.Rule, StringComparer.Ordinal);
        var pursued = purposes
            .SelectMany(purpose => ClauseReference.Sections(purpose.Terms.Clause, text)
                .Select(section => (Section: section, Purpose: new PromisePurpose(purpose.Key, purpose.State))))
            .ToLookup(pair => pair.Section, pair => pair.Purpose, StringComparer.Ordinal);
        var promises = text.Parts
            .Where(section => !string.IsNullOrWhiteSpace(section.Markdown))
            .Select(section => Promise(section, byClause[section.Key], [.. pursued[section.Key]], against[section.Key], bySetting, kept))
            .ToImmutableArray();
        var spoken = promises.SelectMany(promise => promise.Keepers).Select(keeper => keeper.Setting).ToHashSet(StringComparer.Ordinal);

        return new(
            version,
            text.Language,
            promises,
            [.. settings.Where(resolved => !spoken.Contains(resolved.Setting.Path)).Select(Keeper)],
            [.. kept.Bindings.Where(binding => text.Section(binding.Section)?.Hash != binding.SectionHash).Reverse()],
            kept.IsPublic);
    }

    private static Promise Promise(
        PolicySection section,
        IEnumerable<string> named,
        ImmutableArray<PromisePurpose> purposes,
        IEnumerable<string> against,
        Dictionary<string, PromiseKeeper> settings,
        PromiseBindings kept)
    {
        var bindings = kept.Bindings
            .Where(binding => binding.Section == section.Key && binding.SectionHash == section.Hash).ToImmutableArray();
        var bound = bindings.Where(binding => binding.Basis == PromiseBasis.Setting).Select(binding => binding.Setting);
        var keepers = named.Concat(bound).ToHashSet(StringComparer.Ordinal) is var paths
            ? settings.Where(setting => paths.Contains(setting.Key)).Select(setting => setting.Value).ToImmutableArray() : [];
        var contradictions = against.Distinct(StringComparer.Ordinal).ToImmutableArray();

        return new(section.Key, Kind(keepers, purposes, bindings, contradictions), keepers, purposes, bindings, contradictions);
    }

    private static PromiseKind Kind(
        ImmutableArray<PromiseKeeper> keepers,
        ImmutableArray<PromisePurpose> purposes,
        ImmutableArray<PromiseBinding> bindings,
        ImmutableArray<string> contradictions)
    {
        bool By(SettingEnforcement who) => keepers.Any(keeper => keeper.Enforcement == who);
        bool Said(PromiseBasis basis) => bindings.Any(binding => binding.Basis == basis);

        return !contradictions.IsEmpty ? PromiseKind.Contradictory
            : By(SettingEnforcement.Automatic) || !purposes.IsEmpty ? PromiseKind.Enforced
            : By(SettingEnforcement.Procedural) || Said(PromiseBasis.Procedure) ? PromiseKind.Procedural
            : By(SettingEnforcement.StatementOnly) || Said(PromiseBasis.Statement) ? PromiseKind.StatementOnly
            : PromiseKind.Uncovered;
    }

    private static PromiseKeeper Keeper(ResolvedSetting resolved) =>
        new(resolved.Setting.Path, resolved.Value, resolved.From.Layer, resolved.Setting.Enforcement);
}
