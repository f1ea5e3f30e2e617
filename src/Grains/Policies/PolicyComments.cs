using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>The comments about a document, and the rules for making and settling them.</summary>
[GenerateSerializer, Immutable, Alias("policies.comments.state")]
internal sealed record PolicyComments
{
    /// <summary>Characters of all comments together, so that the record stays below 256 KB in any script.</summary>
    public const int MostCharacters = 60_000;

    private const int LongestHeading = 200;

    /// <summary>In the order in which they were begun.</summary>
    [Id(0)] public ImmutableArray<CommentThread> Threads { get; init; } = [];

    public CommentThread? Thread(string id) => Threads.FirstOrDefault(thread => thread.Id == id);

    /// <summary>The thread that a comment begins.</summary>
    public Outcome<CommentThread> Begin(BeginThread command, string id, DateTimeOffset at) =>
        Written(command.Text).Then(text => new CommentThread(
            id,
            command.Section,
            command.Heading.Length <= LongestHeading ? command.Heading : command.Heading[..LongestHeading],
            [new Comment(command.Actor, at, text)],
            Settled: null));

    /// <summary>The thread with one more comment; the same comment sent twice is one.</summary>
    public Outcome<CommentThread> Reply(string thread, string text, string actor, DateTimeOffset at)
    {
        if (Thread(thread) is not { } known)
            return PolicyErrors.NoSuchThread();

        if (known.Comments[^1] is { } last && last.By == actor && last.Text == PlainText.Block(text).Trim())
            return known;

        return Written(text).Then(written => known with { Comments = known.Comments.Add(new Comment(actor, at, written)), Settled = null });
    }

    public Outcome<CommentThread> Settle(string thread, bool settled, Confirmation by) => Thread(thread) switch
    {
        null => PolicyErrors.NoSuchThread(),
        { } known when known.IsOpen != settled => known,
        { } known => known with { Settled = settled ? by : null },
    };

    public Outcome<CommentThread> Remove(string thread) => Thread(thread) switch
    {
        null => PolicyErrors.NoSuchThread(),
        { IsOpen: true } => PolicyErrors.ThreadOpen(),
        { } known => known,
    };

    /// <summary>With a thread as it is now, in the place where it was.</summary>
    public PolicyComments With(CommentThread thread) => Thread(thread.Id) is { } known
        ? this with { Threads = Threads.Replace(known, thread) }
        : this with { Threads = Threads.Add(thread) };

    public PolicyComments Without(CommentThread thread) => this with { Threads = Threads.RemoveAll(known => known.Id == thread.Id) };

    private Outcome<string> Written(string text)
    {
        var written = PlainText.Block(text).Trim();

        if (written.Length is 0 or > Comment.LongestText)
            return PolicyErrors.CommentNeeded();

        return Threads.Sum(thread => thread.Heading.Length + thread.Comments.Sum(comment => comment.Text.Length + 100)) + written.Length > MostCharacters
            ? PolicyErrors.CommentsFull()
            : written;
    }
}
