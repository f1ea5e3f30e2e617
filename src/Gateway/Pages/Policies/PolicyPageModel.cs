using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Policies;

/// <param name="Asked">The language that was asked for, canonical; null for none.</param>
/// <param name="Summary">What the version changed; null where the school wrote none.</param>
/// <param name="PrevailingIsPublished">The document that stands above this one can be read here.</param>
public sealed record PolicyPageModel(
    PolicyShown Shown, PolicyOverview Overview, string? Asked, ChangeSummary? Summary, bool PrevailingIsPublished)
{
    /// <summary>The version's head.</summary>
    public PolicyVersionHead Head => Shown.Version.Head;

    /// <summary>The version after this one, or null.</summary>
    public PolicyVersionHead? Next => Overview.Versions.FirstOrDefault(head => head.Number == Head.Number + 1);

    /// <summary>A newer version is in force.</summary>
    public bool IsOlder => Overview.Current > Head.Number;

    /// <summary>It is published, and its day has not come.</summary>
    public bool IsToCome => Overview.Current is null || Overview.Current < Head.Number;

    /// <summary>The language she asked for, where this version lacks it.</summary>
    public string? Lacking => Asked is not null && LanguageTag.LanguageOnly(Asked) != LanguageTag.LanguageOnly(Shown.Rendering.Language)
        ? Asked
        : null;

    /// <summary>The permanent address of this version.</summary>
    public string Permanent => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"/policies/{Overview.Document}/versions/{Head.Number}");

    /// <summary>Languages this version can be read in, the one shown first.</summary>
    public IEnumerable<string> Languages =>
        Shown.Rendering.Alternates.Select(alternate => alternate.Language).Prepend(Shown.Rendering.Language);

    /// <summary>Sections for the table of contents.</summary>
    public IEnumerable<RenderedSection> Contents =>
        Shown.Rendering.Sections.Where(section => section.Section is { Level: 1, Heading.Length: > 0 });
}

/// <param name="Published">Documents with a version in force.</param>
public sealed record PolicyListModel(ImmutableArray<PolicyOverview> Published);

/// <param name="Overview">Every version of one document.</param>
public sealed record PolicyHistoryModel(PolicyOverview Overview);

/// <param name="Languages">What would be right.</param>
public sealed record PolicyRefusedModel(Id<Document> Document, int Number, ImmutableArray<string> Languages);

/// <param name="Language">The language compared.</param>
/// <param name="WasThere">The older version had a text in that language.</param>
/// <param name="Languages">Languages of the newer version.</param>
public sealed record PolicyCompareModel(
    Id<Document> Document,
    PolicyVersionHead Older,
    PolicyVersionHead Newer,
    string Language,
    PolicyChange Change,
    bool WasThere,
    ImmutableArray<string> Languages);
