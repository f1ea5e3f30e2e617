using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <param name="Authoritative">The text that is translated; null in the text that binds, and while that is missing.</param>
/// <param name="States">Of what is saved, by section.</param>
/// <param name="Changes">By section: what changed in the authoritative text since it was translated, where that is known.</param>
/// <param name="Confirmed">By section: who found it still correct after its source changed, and why.</param>
public sealed record EditorModel(
    Id<Document> Document,
    string Language,
    EditorForm Form,
    PolicyText? Authoritative,
    ImmutableDictionary<string, SectionState> States,
    ImmutableDictionary<string, SourceChange> Changes,
    ImmutableDictionary<string, StillCorrect> Confirmed)
{
    /// <summary>What somebody else saved where she typed too, by section.</summary>
    public ImmutableDictionary<string, PolicySection> Theirs { get; init; } = ImmutableDictionary<string, PolicySection>.Empty;

    /// <summary>The order somebody else put the sections in, where she moved them too; empty otherwise.</summary>
    public ImmutableArray<PolicySection> TheirOrder { get; init; } = [];

    /// <summary>What the linter finds in what is saved and nobody has decided about, by section.</summary>
    public ILookup<string, JudgedFinding> Findings { get; init; } = Array.Empty<JudgedFinding>().ToLookup(_ => "", StringComparer.Ordinal);

    /// <summary>What those who work on it say about its sections, by section.</summary>
    public ILookup<string, CommentThread> Comments { get; init; } = Array.Empty<CommentThread>().ToLookup(_ => "", StringComparer.Ordinal);

    /// <summary>The text whose sections are asked for: the authoritative one, or else this one as it is saved.</summary>
    public PolicyText? Binding { get; init; }

    /// <summary>What asks for its sections, by section.</summary>
    public ILookup<string, RequiredSection> Required { get; init; } = Array.Empty<RequiredSection>().ToLookup(_ => "", StringComparer.Ordinal);

    /// <summary>Sections that something asks for and that the form has no more.</summary>
    public ImmutableArray<RequiredSection> Lost { get; init; } = [];

    /// <summary>Who confirmed translations, by the actor as it is kept.</summary>
    public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The section to go on at; -1 for none.</summary>
    public int At { get; init; } = -1;

    /// <summary>Sections were added, moved or removed on the form, and nothing of it is saved yet.</summary>
    public bool IsArranged { get; init; }

    public bool IsSaved { get; init; }

    /// <summary>The number that the draft would have as a version.</summary>
    public int NextNumber { get; init; } = 1;

    /// <summary>The text as the newest version has it; null where a translation is edited, or there is none.</summary>
    public PolicyText? Newest { get; init; }

    /// <summary>Sections of the newest version that are not on the form, or emptied there.</summary>
    public ImmutableArray<PolicySection> Removed =>
        [.. (Newest?.Sections ?? []).Where(section => Form.Sections.All(part => part.Key != section.Key || part.IsEmpty))];

    /// <summary>Sections that wait for the translator, in the order of the form.</summary>
    public ImmutableArray<EditorPart> Open => Authoritative is null
        ? []
        : [.. Form.Sections.Prepend(Form.Opening).Where(part => States.GetValueOrDefault(part.Key) != SectionState.Current)];
}
