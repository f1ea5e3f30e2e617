using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>A version of a document as one reader sees it, and what a record of it has to say.</summary>
/// <param name="Version">What was published.</param>
/// <param name="Rendering">What is on her screen: one language, with authoritative sections in place of missing ones.</param>
public sealed record PolicyShown(PolicyVersion Version, PolicyRendering Rendering)
{
    /// <summary>Its title in the language shown.</summary>
    public string Title => Rendering.Opening.Section.Heading;

    /// <summary>What a notice, an acceptance or a refusal records (M01, T02).</summary>
    public ShownText Text => new(
        Version.Document,
        Version.Head.Number,
        Rendering.Language,
        Rendering.ShownHash,
        Rendering.BindingLanguage ?? Version.Head.Authoritative,
        Rendering.BindingHash);

    /// <summary>Why nobody can accept it as it is shown, or null (M02).</summary>
    public Error? Blocked => Rendering.AcceptanceBlocked
        ? Error.Conflict(
            "consent.acceptance_blocked",
            $"The document '{Version.Document}' cannot be accepted for now, because the text that binds is missing or newer than "
            + "its translation.",
            null,
            ("document", Version.Document.Value))
        : null;

    /// <summary>The version for a reader.</summary>
    /// <param name="language">The language she asked for, a BCP 47 tag; null or any other text for none.</param>
    /// <param name="userInterface">The language of her interface; used where the version lacks <paramref name="language"/>.</param>
    /// <exception cref="InvalidOperationException">The version has no text, which publishing never allows.</exception>
    public static PolicyShown Of(PolicyVersion version, SchoolRules rules, string? language, string? userInterface = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(rules);

        return new(version, LanguageRules.Render(Settings(version, rules.PolicyLanguage), version.Texts, language, userInterface)
            ?? throw new InvalidOperationException($"Version {version.Head.Number} of '{version.Document}' has no text."));
    }

    /// <summary>
    /// The version for a person who is asked to accept it: in her language, or in the language that binds where only that
    /// one can be accepted.
    /// </summary>
    public static PolicyShown ToAccept(PolicyVersion version, SchoolRules rules, string? language, string? userInterface = null)
    {
        var hers = Of(version, rules, language, userInterface);

        if (hers.Blocked is null || hers.Rendering.BindingLanguage is not { } binding)
            return hers;

        var bound = Of(version, rules, binding);
        return bound.Blocked is null ? bound : hers;
    }

    // Which language binds was fixed with the version; what else holds is the school's rule of today.
    private static LanguageSettings Settings(PolicyVersion version, LanguageRule rule) => new(
        version.Head.Authoritative is { Length: > 0 } authoritative ? authoritative : null,
        rule.Precedence == Precedence.OtherDocumentPrevails && rule.PrevailingDocument == version.Document.Value
            ? Precedence.NotStated
            : rule.Precedence,
        rule.OnMissing,
        rule.OnStale,
        rule.PrevailingDocument);
}
