using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Admin.Policies;

public sealed record DocumentsModel(ImmutableArray<DocumentRow> Rows);

/// <param name="Latest">The newest version, in force or not; null before the first.</param>
/// <param name="Current">Number of the one in force.</param>
public sealed record DocumentRow(Id<Document> Document, PolicyVersionHead? Latest, int? Current, bool HasDraft);

/// <param name="SavedBy">Name of whoever saved the draft last; empty without one.</param>
/// <param name="Languages">The draft's languages, the one that binds first.</param>
/// <param name="Review">What the linter finds in the draft, or in the newest version.</param>
/// <param name="Done">What was just done, as the address says it.</param>
public sealed record DocumentModel(
    PolicyOverview Overview, PolicyDraft Draft, string SavedBy, ImmutableArray<DraftLanguage> Languages, PolicyReview Review, string? Done)
{
    public Id<Document> Document => Overview.Document;
}
