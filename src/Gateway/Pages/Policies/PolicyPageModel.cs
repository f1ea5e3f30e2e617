using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Policies;

/// <param name="Asked">The language that was asked for, canonical; null for none.</param>
/// <param name="Summary">What the version changed; null where the school wrote none.</param>
/// <param name="Above">The documents that stand above this one, the highest first.</param>
/// <param name="WithdrawnAt">When the school withdrew the document, UTC; null while it is in use.</param>
public sealed record PolicyPageModel(
    PolicyShown Shown,
    PolicyOverview Overview,
    string? Asked,
    ChangeSummary? Summary,
    ImmutableArray<AboveDocument> Above,
    DateTimeOffset? WithdrawnAt)
{
    /// <summary>The version's head.</summary>
    public PolicyVersionHead Head => Shown.Version.Head;

    /// <summary>The version that came into force after this one, or is to; null for none.</summary>
    public PolicyVersionHead? Next => Overview.After(Head);

    /// <summary>Where this version stands.</summary>
    public VersionState State => Overview.StateOf(Head);

    /// <summary>The language she asked for, where this version lacks it.</summary>
    public string? Lacking => Asked is not null && LanguageTag.LanguageOnly(Asked) != LanguageTag.LanguageOnly(Shown.Rendering.Language)
        ? Asked
        : null;

    /// <summary>The permanent address of this version.</summary>
    public string Permanent => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"/policies/{Overview.Document}/versions/{Head.Number}");

    /// <summary>The text in the language shown can be had as a PDF file.</summary>
    public bool HasSheet => Shown.Version.Texts.TryGetValue(Shown.Rendering.Language, out var text) && PolicySheet.CanDraw(text);

    /// <summary>Languages this version can be read in, the one shown first.</summary>
    public IEnumerable<string> Languages =>
        Shown.Rendering.Alternates.Select(alternate => alternate.Language).Prepend(Shown.Rendering.Language);

    /// <summary>The language that prevails over what is shown, where this version has it; else null.</summary>
    public string? Prevailing => Shown.Rendering is { BindingMissing: false, Prevailing: { } prevailing } rendering
        && prevailing != rendering.Language && Shown.Version.Texts.ContainsKey(prevailing) ? prevailing : null;

    /// <summary>Where a section stands in the text that prevails; null where that has none, or is the one shown.</summary>
    public string? PrevailingPlace(string section) => Prevailing is { } language && Shown.Version.Texts[language].Section(section) is not null
        ? $"{Permanent}?lang={language}#{Uri.EscapeDataString(section)}"
        : null;

    /// <summary>Sections for the table of contents.</summary>
    public IEnumerable<RenderedSection> Contents =>
        Shown.Rendering.Sections.Where(section => section.Section is { Level: 1, Heading.Length: > 0 });
}

/// <param name="Published">Documents with a version in force, in the school's order.</param>
/// <param name="OrderPrevails">An earlier one prevails over a later one.</param>
public sealed record PolicyListModel(ImmutableArray<PolicyListRow> Published, bool OrderPrevails);

/// <param name="Overview">Its versions.</param>
/// <param name="Document">Whom it is for.</param>
public sealed record PolicyListRow(PolicyOverview Overview, SchoolDocument Document);

/// <param name="Overview">Every version of one document.</param>
/// <param name="WithdrawnAt">When the school withdrew the document, UTC; null while it is in use.</param>
public sealed record PolicyHistoryModel(PolicyOverview Overview, DateTimeOffset? WithdrawnAt);

/// <param name="Languages">What would be right.</param>
public sealed record PolicyRefusedModel(Id<Document> Document, int Number, ImmutableArray<string> Languages);

/// <param name="Language">The language compared.</param>
/// <param name="WasThere">The older version had a text in that language.</param>
/// <param name="IsThere">The newer version has one.</param>
/// <param name="Languages">Languages of either version.</param>
/// <param name="Overview">All versions, to choose from.</param>
public sealed record PolicyCompareModel(
    Id<Document> Document,
    PolicyVersionHead Older,
    PolicyVersionHead Newer,
    string Language,
    PolicyChange Change,
    bool WasThere,
    bool IsThere,
    ImmutableArray<string> Languages,
    PolicyOverview Overview);
