using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Operations;

/// <summary>Rule presets by the names that the API and the command line call them.</summary>
public static class Presets
{
    /// <summary>All names.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["cautious", "convenience-translations", "dated-changes", "explicit-consent", "notice-only", "terms-above-policy"];

    /// <summary>The rules of a name; null for another.</summary>
    /// <param name="authoritative">The language that binds, where a preset needs one.</param>
    public static SchoolRules? Find(string name, string authoritative) => name switch
    {
        "cautious" => RulesPresets.Cautious("I have read this policy and agree to it"),
        "convenience-translations" => RulesPresets.ConvenienceTranslations(authoritative),
        "dated-changes" => RulesPresets.DatedChanges,
        "explicit-consent" => RulesPresets.ExplicitConsent,
        "notice-only" => RulesPresets.NoticeOnly,
        "terms-above-policy" => RulesPresets.TermsAbovePolicy,
        _ => null,
    };
}
