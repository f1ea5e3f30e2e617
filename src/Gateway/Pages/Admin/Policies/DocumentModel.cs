using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <param name="Rows">In the order that holds.</param>
/// <param name="Revision">The school's revision, which a change of the order is made from.</param>
/// <param name="Top">The document that a privacy setting puts above all others; null for none.</param>
/// <param name="ConfirmedAt">When somebody confirmed that the order is one of precedence; null where nobody did.</param>
/// <param name="ConfirmedBy">Her name.</param>
/// <param name="Done">What was just done, as the address says it.</param>
public sealed record DocumentsModel(
    ImmutableArray<DocumentRow> Rows,
    int Revision,
    Id<Document>? Top,
    DateTimeOffset? ConfirmedAt,
    string ConfirmedBy,
    string? Done);

/// <param name="Latest">The newest version, in force or not; null before the first.</param>
/// <param name="State">Where that one stands.</param>
public sealed record DocumentRow(SchoolDocument About, PolicyVersionHead? Latest, VersionState? State, bool HasDraft)
{
    public Id<Document> Document => About.Id;
}

/// <param name="SavedBy">Name of whoever saved the draft last; empty without one.</param>
/// <param name="Languages">The draft's languages, the one that binds first.</param>
/// <param name="Review">What the linter finds in the draft, or in the newest version.</param>
/// <param name="Done">What was just done, as the address says it.</param>
/// <param name="About">Whom it is for, and when they are asked.</param>
public sealed record DocumentModel(
    PolicyOverview Overview,
    PolicyDraft Draft,
    string SavedBy,
    ImmutableArray<DraftLanguage> Languages,
    PolicyReview Review,
    string? Done,
    SchoolDocument About)
{
    public Id<Document> Document => Overview.Document;

    /// <summary>What waits for a second person; null where nothing does.</summary>
    public WaitingVersion? Waiting { get; init; }

    /// <summary>Threads of comments that nobody has settled.</summary>
    public int OpenComments { get; init; }
}

/// <summary>The form about one document.</summary>
/// <param name="Form">What is filled in.</param>
/// <param name="IsNew">There is no such document yet.</param>
/// <param name="IsPublished">It has a version, so it is withdrawn and not removed.</param>
/// <param name="Others">Documents it can depend on.</param>
/// <param name="Languages">Languages of the school, the default first: it can have a name in each.</param>
/// <param name="Words">The words of the school's own control; empty where agreement is not asked for by an act.</param>
public sealed record AboutModel(
    AboutForm Form,
    bool IsNew,
    bool IsPublished,
    SchoolDocument? Now,
    ImmutableArray<Id<Document>> Others,
    ImmutableArray<string> Languages,
    string Words);
