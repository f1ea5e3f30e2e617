namespace Darsgah.Grains.Policies;

/// <summary>What those who work on a document say to each other about its sections. Never published.</summary>
/// <remarks>
/// Key <c>tenant/{document}</c>. A thread belongs to a section's key, which edits, renumbering, publishing and discarding leave
/// alone; where the section is gone, its thread stays under the heading that it was begun at.
/// </remarks>
[Alias("policies.comments")]
public interface IPolicyCommentsGrain : ITenantScopedGrain
{
    /// <summary>All threads, in the order in which they were begun.</summary>
    [Alias("threads")]
    Task<ImmutableArray<CommentThread>> Threads();

    /// <summary>Begins a thread.</summary>
    /// <returns>The thread; or <see cref="PolicyErrors.CommentNeeded"/>, <see cref="PolicyErrors.CommentsFull"/>.</returns>
    [Alias("begin")]
    Task<Outcome<CommentThread>> Begin(BeginThread command);

    /// <summary>Adds to a thread. A thread that was settled is opened again by it.</summary>
    /// <returns>The thread; or <see cref="PolicyErrors.NoSuchThread"/>, or what <see cref="Begin"/> refuses.</returns>
    [Alias("reply")]
    Task<Outcome<CommentThread>> Reply(string thread, string text, string actor);

    /// <summary>Settles a thread, or opens it again; twice is once.</summary>
    /// <returns>The thread; or <see cref="PolicyErrors.NoSuchThread"/>.</returns>
    [Alias("settle")]
    Task<Outcome<CommentThread>> Settle(string thread, bool settled, string actor);

    /// <summary>Takes away a thread that is settled.</summary>
    /// <returns>What it was; or <see cref="PolicyErrors.NoSuchThread"/>, <see cref="PolicyErrors.ThreadOpen"/>.</returns>
    [Alias("remove")]
    Task<Outcome<CommentThread>> Remove(string thread, string actor);
}

/// <param name="Section">Key of the section.</param>
/// <param name="Heading">What the section is called where the thread begins.</param>
/// <param name="Text">1 to <see cref="Comment.LongestText"/> characters.</param>
[GenerateSerializer, Immutable, Alias("policies.begin_thread")]
public sealed record BeginThread(string Section, string Heading, string Text, string Actor);

/// <summary>Comments about one section, one after another.</summary>
/// <param name="Id">Names the thread in its document.</param>
/// <param name="Section">Key of the section.</param>
/// <param name="Heading">What the section was called when the thread began.</param>
/// <param name="Comments">Oldest first, at least one.</param>
/// <param name="Settled">Who settled it, and when; null while it is open.</param>
[GenerateSerializer, Immutable, Alias("policies.comment_thread")]
public sealed record CommentThread(
    string Id, string Section, string Heading, ImmutableArray<Comment> Comments, Tenancy.Confirmation? Settled)
{
    /// <summary>Somebody still has to do something about it.</summary>
    public bool IsOpen => Settled is null;
}

/// <param name="By">Who: a person's id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Text">Plain text.</param>
[GenerateSerializer, Immutable, Alias("policies.comment")]
public sealed record Comment(string By, DateTimeOffset At, string Text)
{
    /// <summary>Characters of a comment.</summary>
    public const int LongestText = 2000;
}
