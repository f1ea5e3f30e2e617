using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <param name="Latest">The newest version, which the draft is compared with; null before the first.</param>
/// <param name="HasDraft">False where there is nothing to publish, perhaps since a moment ago.</param>
/// <param name="Changes">By language, the one that binds first.</param>
/// <param name="Proposed">How much it seems to change; she confirms it.</param>
/// <param name="BindingMissing">The language that binds, where its text is not in the draft (M02).</param>
/// <param name="Reach">Whom it is for, how many they are, and when they are asked.</param>
/// <param name="Effects">What each class does to people.</param>
/// <param name="Letters">What members would be written, in each language of the interface; empty where nobody is.</param>
/// <param name="Review">What the linter finds, the dates of the form taken into account.</param>
public sealed record PublishModel(
    Id<Document> Document,
    PublishForm Form,
    PolicyVersionHead? Latest,
    bool HasDraft,
    ImmutableArray<LanguageChange> Changes,
    ChangeProposal Proposed,
    ImmutableArray<DraftLanguage> Languages,
    string? BindingMissing,
    SchoolRules Rules,
    DocumentReach Reach,
    ImmutableArray<ClassEffect> Effects,
    ImmutableArray<LetterText> Letters,
    DateOnly Today,
    PolicyReview Review)
{
    public int NextNumber => (Latest?.Number ?? 0) + 1;

    /// <summary>Texts old and new beside each other, not in one.</summary>
    public bool SideBySide { get; init; }

    /// <summary>She asked to see what her answers do, and nothing is published.</summary>
    public bool IsChecked { get; init; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>What waits for a second person; null where nothing does.</summary>
    public WaitingVersion? Waiting { get; init; }

    /// <summary>Threads of comments that nobody has settled. They stop nothing, and are never published.</summary>
    public int OpenComments { get; init; }

    /// <summary>Earlier versions whose class somebody decided, newest first.</summary>
    public ImmutableArray<DecidedVersion> Decided { get; init; } = [];
}

/// <summary>A version that waits for a second person.</summary>
/// <param name="AskedBy">Her name.</param>
/// <param name="IsHers">Whoever looks at the page asked for it herself.</param>
/// <param name="Holds">The draft is still what was asked for.</param>
public sealed record WaitingVersion(PublishRequest Request, string AskedBy, bool IsHers, bool Holds);

/// <summary>A version whose class somebody decided.</summary>
/// <param name="By">Name of who published it, or asked for it.</param>
/// <param name="ApprovedBy">Name of the second person; empty without one.</param>
public sealed record DecidedVersion(PolicyVersionHead Head, ClassDecision Decision, string By, string ApprovedBy);
