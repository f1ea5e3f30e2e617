using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>One document of a school: its draft, and its published versions, which never change.</summary>
/// <remarks>Key <c>tenant/{document}</c>, for example <c>…/privacy</c>.</remarks>
[Alias("policies.policy")]
public interface IPolicyGrain : ITenantScopedGrain
{
    /// <summary>All versions' heads, newest first, and whether there is a draft.</summary>
    [Alias("overview")]
    Task<PolicyOverview> Overview();

    /// <summary>The version in force now, with its texts; or <see cref="PolicyErrors.NotPublished"/>.</summary>
    [Alias("current")]
    Task<Outcome<PolicyVersion>> Current();

    /// <summary>A published version by its number; or <see cref="PolicyErrors.NoSuchVersion"/>.</summary>
    [Alias("version")]
    Task<Outcome<PolicyVersion>> Version(int number);

    /// <summary>The draft; before any edit, the latest version's texts, not saved.</summary>
    [Alias("draft")]
    Task<PolicyDraft> Draft();

    /// <summary>Puts one language's text into the draft.</summary>
    /// <param name="expectedRevision">The draft's revision that the edit was made from.</param>
    /// <param name="stillCorrect">
    /// By section: why a translation that says what it said fits the changed section, which it is now based on. Kept.
    /// </param>
    /// <returns>
    /// The draft; or <see cref="PolicyErrors.DraftChanged"/>, with nothing lost on either side, or
    /// <see cref="PolicyErrors.StillCorrectReasonNeeded"/>.
    /// </returns>
    [Alias("save")]
    Task<Outcome<PolicyDraft>> Save(
        PolicyText text, int expectedRevision, string actor, ImmutableDictionary<string, string>? stillCorrect = null);

    /// <summary>Puts several languages' texts into the draft at once, all or none, so that <see cref="UndoReplacement"/> can take it back.</summary>
    /// <returns>The draft; or what <see cref="Save"/> refuses.</returns>
    [Alias("replace")]
    Task<Outcome<PolicyDraft>> Replace(ImmutableArray<PolicyText> texts, int expectedRevision, string actor);

    /// <summary>The last replacement, while nothing was saved after it; null for none.</summary>
    [Alias("replacement")]
    Task<DraftReplacement?> Replacement();

    /// <summary>Puts back what stood in the draft before the last replacement.</summary>
    /// <returns>The draft; or <see cref="PolicyErrors.NothingToUndo"/> where something was saved since.</returns>
    [Alias("undo_replacement")]
    Task<Outcome<PolicyDraft>> UndoReplacement(int expectedRevision, string actor);

    /// <summary>The newest version's texts as they were written, with names where values stand in what was published; none before the first.</summary>
    [Alias("newest")]
    Task<ImmutableDictionary<string, PolicyText>> Newest();

    /// <summary>Starts the draft from the texts of a version, in force, older or called off, each language as it was written then.</summary>
    /// <param name="expectedRevision">The draft's revision that was looked at; null for whatever it is.</param>
    /// <returns>
    /// The draft; or <see cref="PolicyErrors.NoSuchVersion"/>, <see cref="PolicyErrors.DraftChanged"/>, or
    /// <see cref="PolicyErrors.DraftSaved"/> where there is one already.
    /// </returns>
    [Alias("start_from")]
    Task<Outcome<PolicyDraft>> StartFrom(int number, int? expectedRevision, string actor);

    /// <summary>Sections of the newest version, and of earlier ones, that settings, laws and promises ask for; a review says which of them a text has lost.</summary>
    [Alias("required")]
    Task<ImmutableArray<RequiredText>> Required();

    /// <summary>What the draft's translations were made from, where that says something else now, and which were found still correct.</summary>
    [Alias("translations")]
    Task<TranslationHistory> Translations();

    /// <summary>Takes a language out of the draft; the versions that have it keep it.</summary>
    /// <returns>
    /// The draft; or <see cref="PolicyErrors.DraftChanged"/>; or <see cref="PolicyErrors.BindingLeftOut"/> of the language that
    /// prevails, of the draft's last one, and of one that it does not have.
    /// </returns>
    [Alias("leave")]
    Task<Outcome<PolicyDraft>> Leave(string language, int expectedRevision, string actor);

    /// <summary>Throws the draft away.</summary>
    /// <param name="expectedRevision">The draft's revision that was looked at; null for whatever it is.</param>
    /// <returns>What the next draft starts from; or <see cref="PolicyErrors.DraftChanged"/>.</returns>
    [Alias("discard")]
    Task<Outcome<PolicyDraft>> Discard(int? expectedRevision);

    /// <summary>Makes the draft the next version.</summary>
    /// <returns>
    /// Its head; or <see cref="PolicyErrors.DraftChanged"/>, <see cref="PolicyErrors.NothingToPublish"/>,
    /// <see cref="PolicyErrors.SummaryNeeded"/>, <see cref="PolicyErrors.EffectiveDateNeeded"/>,
    /// <see cref="PolicyErrors.AuthoritativeMissing"/>, <see cref="PolicyErrors.AuthoritativeNotChosen"/>,
    /// <see cref="PolicyErrors.EffectiveBeforePublished"/>, <see cref="PolicyErrors.EffectiveBeforeScheduled"/>,
    /// <see cref="PolicyErrors.FindingsOpen"/>, <see cref="PolicyErrors.BindingLeftOut"/>, <see cref="PolicyErrors.ApprovalNeeded"/>.
    /// </returns>
    [Alias("publish")]
    Task<Outcome<PolicyVersionHead>> Publish(PublishPolicy command);

    /// <summary>What waits for a second person; null where nothing does. It may have lapsed: see <see cref="PublishRequest"/>.</summary>
    [Alias("publish_request")]
    Task<PublishRequest?> PublishRequest();

    /// <summary>Asks a second person to approve publishing the draft as it stands; the school's other admins are told by mail.</summary>
    /// <returns>
    /// The request, in place of an earlier one; or what <see cref="Publish"/> would refuse, or
    /// <see cref="PolicyErrors.ApprovalNeedsPerson"/>.
    /// </returns>
    [Alias("ask_to_publish")]
    Task<Outcome<PublishRequest>> AskToPublish(PublishPolicy command);

    /// <summary>Approves a request, which publishes it.</summary>
    /// <returns>
    /// The version's head; or <see cref="PolicyErrors.ApprovalNeedsPerson"/>, <see cref="PolicyErrors.ApprovalBySamePerson"/>,
    /// <see cref="PolicyErrors.NoPublishRequest"/>, <see cref="PolicyErrors.PublishRequestChanged"/>, or what
    /// <see cref="Publish"/> refuses by now.
    /// </returns>
    [Alias("approve_publish")]
    Task<Outcome<PolicyVersionHead>> ApprovePublish(ApprovePublish command);

    /// <summary>Takes a request back, or turns it down. The draft stays.</summary>
    /// <returns>The request; or <see cref="PolicyErrors.NoPublishRequest"/>.</returns>
    [Alias("withdraw_publish_request")]
    Task<Outcome<PublishRequest>> WithdrawPublishRequest(string request, string actor);

    /// <summary>Calls off a version whose day has not come. It stays in the history, with who did so and when.</summary>
    /// <returns>
    /// Its head, the same when it is called off already; or <see cref="PolicyErrors.NoSuchVersion"/>,
    /// <see cref="PolicyErrors.AlreadyInForce"/>.
    /// </returns>
    [Alias("call_off")]
    Task<Outcome<PolicyVersionHead>> CallOff(int number);
}

/// <summary>Where a version stands. Computed from its dates and the clock, never kept.</summary>
public enum VersionState
{
    /// <summary>Published, and its day has not come.</summary>
    Scheduled = 1,

    /// <summary>In force (M47: one at most).</summary>
    Active = 2,

    /// <summary>It was in force, until a newer one came into force.</summary>
    Superseded = 3,

    /// <summary>Called off before its day. It was never in force.</summary>
    CalledOff = 4,
}

/// <summary>How much a new version changes (decisions.md: proposed from the differences, confirmed by a person).</summary>
public enum ChangeClass
{
    /// <summary>Spelling, layout.</summary>
    Editorial = 1,

    /// <summary>Something else than spelling, but nothing that widens what is done with data.</summary>
    Ordinary = 2,

    /// <summary>Purpose, recipient, category, retention, a right, region or controller.</summary>
    Significant = 3,
}

/// <param name="Versions">Newest first.</param>
/// <param name="Current">The number in force now; null before the first is effective.</param>
/// <param name="DraftRevision">0 without a draft.</param>
[GenerateSerializer, Immutable, Alias("policies.overview")]
public sealed record PolicyOverview(
    Id<Document> Document, ImmutableArray<PolicyVersionHead> Versions, int? Current, int DraftRevision)
{
    /// <summary>Where one of <see cref="Versions"/> stands.</summary>
    public VersionState StateOf(PolicyVersionHead head)
    {
        ArgumentNullException.ThrowIfNull(head);

        return head.CalledOff is not null ? VersionState.CalledOff
            : head.Number == Current ? VersionState.Active
            : head.Number > (Current ?? 0) ? VersionState.Scheduled
            : VersionState.Superseded;
    }

    /// <summary>The version that came, or is to come, into force after one; null where there is none.</summary>
    public PolicyVersionHead? After(PolicyVersionHead head) =>
        Versions.LastOrDefault(other => other.Number > head.Number && other.CalledOff is null);
}

/// <summary>All that is known of a version but its text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StatedDate">The date the text itself carries, where it is older than the publishing here.</param>
/// <param name="EffectiveAt">From when it is in force, UTC.</param>
/// <param name="NewPurpose">It adds a purpose, recipient or category that needs a new act.</param>
/// <param name="Summaries">Summary of changes by language.</param>
/// <param name="Hashes">Content hash by language.</param>
/// <param name="Authoritative">The language that binds in this version; empty where only one exists and none was set.</param>
/// <param name="BindingHash">Hash of the authoritative text; null while that text is missing (M02).</param>
/// <param name="CalledOff">Who called it off before its day, and when; null for a version that holds.</param>
[GenerateSerializer, Immutable, Alias("policies.version_head")]
public sealed record PolicyVersionHead(
    int Number,
    DateTimeOffset PublishedAt,
    DateTimeOffset EffectiveAt,
    DateOnly? StatedDate,
    ChangeClass Class,
    bool NewPurpose,
    ImmutableDictionary<string, string> Summaries,
    ImmutableDictionary<string, string> Hashes,
    string Authoritative,
    string? BindingHash,
    string PublishedBy,
    Confirmation? CalledOff = null)
{
    /// <summary>How its class was decided; null where nobody was asked.</summary>
    [Id(0)] public ClassDecision? Decision { get; init; }

    /// <summary>Who approved it, a person's id; empty where the school asked for no second person.</summary>
    [Id(1)] public string ApprovedBy { get; init; } = "";

    /// <summary>Who published it, as its printed form says; null for a version that is older than this record.</summary>
    [Id(2)] public VersionImprint? Imprint { get; init; }

    /// <summary>What changed, in a language or in the one that binds or in any; empty where nothing was said.</summary>
    public string SummaryIn(string language) =>
        Summaries.GetValueOrDefault(language) ?? Summaries.GetValueOrDefault(Authoritative) ?? Summaries.Values.FirstOrDefault("");
}

/// <summary>A published version: what it says, in every language it was published in.</summary>
[GenerateSerializer, Immutable, Alias("policies.version")]
public sealed record PolicyVersion(
    Id<Document> Document, PolicyVersionHead Head, ImmutableDictionary<string, PolicyText> Texts);

/// <param name="Revision">More with each save, publishing and discarding, so that one number is one state of one draft.</param>
/// <param name="BasedOn">The version it started from; 0 for none.</param>
/// <param name="Texts">By language.</param>
/// <param name="SavedBy">Who saved it last; empty while nothing is saved.</param>
/// <param name="SavedAt">Null while nothing is saved.</param>
[GenerateSerializer, Immutable, Alias("policies.draft")]
public sealed record PolicyDraft(
    int Revision, int BasedOn, ImmutableDictionary<string, PolicyText> Texts, string SavedBy, DateTimeOffset? SavedAt)
{
    /// <summary>Somebody has saved something since the last version.</summary>
    public bool IsSaved => SavedAt is not null;
}

/// <param name="ExpectedRevision">The draft's revision that was looked at.</param>
/// <param name="Summaries">By canonical language tag, each of at most <see cref="LongestSummary"/> characters.</param>
/// <param name="EffectiveAt">From when it is in force; null for at once, where the school's rules allow it.</param>
/// <param name="StatedDate">The date the text itself carries.</param>
[GenerateSerializer, Immutable, Alias("policies.publish")]
public sealed record PublishPolicy(
    int ExpectedRevision,
    ChangeClass Class,
    bool NewPurpose,
    ImmutableDictionary<string, string> Summaries,
    DateTimeOffset? EffectiveAt,
    DateOnly? StatedDate,
    string Actor)
{
    /// <summary>Characters of a summary in one language.</summary>
    public const int LongestSummary = 2000;

    /// <summary>How the class was decided; kept with the version (T56).</summary>
    [Id(0)] public ClassDecision? Decision { get; init; }

    /// <summary>Languages of the draft that this version leaves out; they stay in the draft. Never the one that binds.</summary>
    [Id(1)] public ImmutableArray<string> Without { get; init; } = [];
}
