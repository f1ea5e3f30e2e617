using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>How one person appears to others, that she confirmed it, and how much she writes.</summary>
/// <remarks>Key <c>tenant/{person}</c>; kept sealed with her own key.</remarks>
[Alias("community.member"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
public interface ICommunityMemberGrain : ITenantScopedGrain
{
    /// <summary>Where she stands.</summary>
    [Alias("standing")]
    Task<CommunityMember> Standing();

    /// <summary>
    /// Records that she read who sees her name and confirmed it, before anything of hers is shown (M23). Once an edition of
    /// the school's text; repeating it keeps the first record, and a name given with it becomes hers.
    /// </summary>
    /// <param name="edition">Edition of the school's text that was on screen.</param>
    /// <param name="language">Language it was shown in.</param>
    /// <param name="text">The words themselves, as evidence.</param>
    /// <param name="name">The name she chose to be shown by; empty for the account's own.</param>
    /// <param name="surface">Where: a path of the site.</param>
    /// <returns>Her standing; or <see cref="CommunityErrors.NameBad"/>.</returns>
    [Alias("confirm")]
    Task<Outcome<CommunityMember>> Confirm(int edition, string language, string text, string name, string surface);

    /// <summary>Counts one more thing that she writes.</summary>
    /// <returns>Done; or <see cref="CommunityErrors.TooFast"/>.</returns>
    [Alias("take")]
    Task<Outcome<Done>> Take();
}

/// <param name="Name">The name she chose to be shown by; empty for the account's own.</param>
/// <param name="Notices">What she confirmed, oldest first.</param>
[GenerateSerializer, Immutable, Alias("community.member_standing"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record CommunityMember(string Name, ImmutableArray<NameNotice> Notices)
{
    /// <summary>Whether she confirmed an edition of the school's text.</summary>
    public bool Confirmed(int edition) => Notices.Any(notice => notice.Edition == edition);
}

/// <summary>That somebody was told who sees her name, and confirmed it (M23).</summary>
/// <param name="Edition">Edition of the school's text.</param>
/// <param name="Language">Language it was shown in.</param>
/// <param name="Text">The words that were on screen.</param>
/// <param name="Surface">Where: a path of the site.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("community.name_notice"), PersonalData(DataCategory.Communications)]
public sealed record NameNotice(int Edition, string Language, string Text, string Surface, DateTimeOffset At);

/// <summary>A person in one course's community: what she voted for, and her review.</summary>
/// <remarks>Key <c>tenant/{person}.{course}</c>; kept sealed with her own key.</remarks>
[Alias("community.place"), ServesPurpose("community", DataCategory.Communications)]
public interface ICommunityPlaceGrain : ITenantScopedGrain
{
    /// <summary>The posts she voted for.</summary>
    [Alias("votes")]
    Task<ImmutableHashSet<Id<Post>>> Votes();

    /// <summary>Notes a vote, or that it was taken back.</summary>
    [Alias("note_vote")]
    Task NoteVote(Id<Post> post, bool up);

    /// <summary>The segment of the course's reviews that hers is in; 0 for none.</summary>
    [Alias("review")]
    Task<int> Review();

    /// <summary>Notes where her review is.</summary>
    [Alias("note_review")]
    Task NoteReview(int segment);

    /// <summary>The questions and replies she wrote, oldest first; removed ones too.</summary>
    [Alias("posts")]
    Task<ImmutableArray<NotedPost>> Posts();

    /// <summary>Notes where something is that she wrote. Repeating it changes nothing.</summary>
    [Alias("note_post")]
    Task NotePost(NotedPost post);
}

/// <summary>Where a question or a reply of hers is.</summary>
/// <param name="Question">The question, or the one that she replied to.</param>
[GenerateSerializer, Immutable, Alias("community.noted_post"), PersonalData(DataCategory.Communications)]
public sealed record NotedPost(Id<Lesson> Lesson, Id<Post> Question, PostPlace Place);
