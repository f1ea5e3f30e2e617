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
/// <param name="Members">How many people the school has.</param>
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
    int Members,
    DateOnly Today,
    PolicyReview Review)
{
    public int NextNumber => (Latest?.Number ?? 0) + 1;
}

/// <summary>What differs in one language.</summary>
public sealed record LanguageChange(string Language, bool IsNew, PolicyChange Change);
