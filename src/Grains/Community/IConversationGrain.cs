using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>What a student and the teachers of one course write to each other: one thread, 20 messages a page.</summary>
/// <remarks>
/// Key <c>tenant/{person}.{course}</c>, the student's; kept sealed with her key. Whoever calls has made sure that it is her
/// own, or that she teaches the course. Neither side's address is in it, nor in the mail that tells of it (M21).
/// </remarks>
[Alias("community.conversation"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
public interface IConversationGrain : ITenantScopedGrain
{
    /// <summary>A page of messages, from 1; the newest page for 0 and for one that does not exist.</summary>
    [Alias("read")]
    Task<ConversationPage> Read(int page);

    /// <summary>Writes a message, and tells the other side.</summary>
    /// <param name="id">Names the message; under the same one nothing is added twice.</param>
    /// <param name="student">The student's name as teachers see it.</param>
    /// <returns>Where it stands; or a refused text, <see cref="Courses.CourseErrors.NoSuchCourse"/>.</returns>
    [Alias("send")]
    Task<Outcome<PostPlace>> Send(Id<Post> id, Poster by, string student, string text);

    /// <summary>Takes a message away, by whoever wrote it; it is kept as removed.</summary>
    [Alias("remove")]
    Task<Outcome<Done>> Remove(PostPlace place, Id<Person> by);

    /// <summary>Reports a message to those who run the school.</summary>
    [Alias("report")]
    Task<Outcome<Done>> Report(PostPlace place, Id<Person> by, string reason);

    /// <summary>Decides, as a moderator, and tells whoever wrote it. The audit trail has it.</summary>
    /// <returns>Nothing; or as <see cref="Post.Judged"/>.</returns>
    [Alias("judge")]
    Task<Outcome<Done>> Judge(PostPlace place, Judgement judgement, string reason, bool runsSchool);

    /// <summary>
    /// Takes it out of the teachers' lists because the student is erased; the messages go with her key. Repeating it changes
    /// nothing.
    /// </summary>
    [Alias("forget")]
    Task Forget();
}

/// <param name="Student">The student's name as teachers see it; empty before the first message.</param>
/// <param name="Posts">Oldest first.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
[GenerateSerializer, Immutable, Alias("community.conversation_page"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record ConversationPage(string Student, ImmutableArray<Post> Posts, int Page, int Pages);

/// <summary>One page of a conversation.</summary>
/// <remarks>Key <c>tenant/{person}.{course}.{n}</c>; kept sealed with the student's key.</remarks>
[Alias("community.message_segment"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
internal interface IMessageSegmentGrain : ITenantScopedGrain
{
    /// <inheritdoc cref="IPostSegmentGrain.Posts"/>
    [Alias("posts")]
    Task<ImmutableArray<Post>> Posts();

    /// <inheritdoc cref="IPostSegmentGrain.Put"/>
    [Alias("put")]
    Task<int> Put(Post post);
}

/// <summary>A conversation as stored; its messages are in segments of their own.</summary>
[GenerateSerializer, Immutable, Alias("community.conversation.state")]
internal sealed record ConversationRecord
{
    [Id(0)] public string Student { get; init; } = "";

    /// <summary>Messages that were ever written.</summary>
    [Id(1)] public int Messages { get; init; }

    /// <summary>When the last one was.</summary>
    [Id(2)] public DateTimeOffset LastAt { get; init; }

    /// <summary>The student wrote last.</summary>
    [Id(3)] public bool Waits { get; init; }

    /// <summary>Its place among the course's conversations; 0 before.</summary>
    [Id(4)] public int OnCourse { get; init; }

    /// <summary>Its place among those that wait for a teacher; 0 while it does not.</summary>
    [Id(5)] public int OnWaiting { get; init; }

    public int Pages => Math.Max(1, (Messages + PostSegment.Most - 1) / PostSegment.Most);

    public ConversationRecord Sent(Post post, string student, int page, int onPage) => this with
    {
        Student = student,
        Messages = Math.Max(Messages, ((page - 1) * PostSegment.Most) + onPage),
        LastAt = post.At,
        Waits = !post.By.Teaches,
    };
}
