using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>A question about a lesson, and what was replied to it: 20 replies a page, so that thousands cost what ten cost.</summary>
/// <remarks>
/// Key <c>tenant/{course}.{lesson}.{question}</c>. Whoever calls has made sure that the person is in the course or teaches
/// it; whose post it is, is decided here.
/// </remarks>
[Alias("community.question"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
public interface IQuestionGrain : ITenantScopedGrain
{
    /// <summary>Asks it, and tells who teaches the course. Repeating it changes nothing.</summary>
    /// <returns>The question; or a refused text.</returns>
    [Alias("ask")]
    Task<Outcome<Question>> Ask(Poster by, string title, string text);

    /// <summary>The question with a page of replies, from 1; a page that does not exist is the nearest that does. Null without one.</summary>
    [Alias("thread")]
    Task<QuestionThread?> Thread(int page);

    /// <summary>Changes the question, by whoever asked.</summary>
    /// <returns>The question; or <see cref="CommunityErrors.NotHers"/>, <see cref="CommunityErrors.Gone"/>, a refused text.</returns>
    [Alias("edit")]
    Task<Outcome<Question>> Edit(Id<Person> by, string title, string text);

    /// <summary>Replies, and tells whoever asked.</summary>
    /// <param name="id">Names the reply; under the same one nothing is added twice.</param>
    /// <returns>Where it stands; or <see cref="CommunityErrors.Gone"/>, a refused text.</returns>
    [Alias("reply")]
    Task<Outcome<PostPlace>> Reply(Id<Post> id, Poster by, string text);

    /// <summary>Changes a reply, by whoever wrote it.</summary>
    [Alias("edit_reply")]
    Task<Outcome<Question>> EditReply(PostPlace place, Id<Person> by, string text);

    /// <summary>Takes the question or a reply away, by whoever wrote it; it is kept as removed.</summary>
    [Alias("remove")]
    Task<Outcome<Question>> Remove(PostPlace place, Id<Person> by);

    /// <summary>Makes a reply the accepted answer, or no longer. By the asker or a teacher.</summary>
    /// <returns>The question; or <see cref="CommunityErrors.NotYoursToAccept"/>, <see cref="CommunityErrors.Gone"/>.</returns>
    [Alias("accept")]
    Task<Outcome<Question>> Accept(PostPlace place, Poster by, bool accepted);

    /// <summary>Votes for the question or a reply, or takes the vote back. One a person; repeating it changes nothing.</summary>
    /// <returns>How many votes it has; or <see cref="CommunityErrors.OwnPost"/>, <see cref="CommunityErrors.Gone"/>.</returns>
    [Alias("vote")]
    Task<Outcome<int>> Vote(PostPlace place, Id<Person> by, bool up);

    /// <summary>Reports the question or a reply to the moderators. One a person; repeating it changes nothing.</summary>
    [Alias("report")]
    Task<Outcome<Question>> Report(PostPlace place, Id<Person> by, string reason);

    /// <summary>Decides, as a moderator, and tells whoever wrote it. The audit trail has it.</summary>
    /// <returns>The question; or as <see cref="Community.Post.Judged"/>.</returns>
    [Alias("judge")]
    Task<Outcome<Question>> Judge(PostPlace place, Judgement judgement, string reason, bool runsSchool);

    /// <summary>
    /// Takes the question or a reply away for somebody who is erased: her name and her words go, that something stood there stays.
    /// Repeating it changes nothing, nor does it with another's post.
    /// </summary>
    [Alias("forget")]
    Task Forget(PostPlace place, Id<Person> by);
}

/// <summary>A post of a thread.</summary>
/// <param name="Page">The page of replies that it stands on, from 1; 0 for the question itself.</param>
[GenerateSerializer, Immutable, Alias("community.post_place")]
public sealed record PostPlace(Id<Post> Post, int Page);

/// <param name="Title">In one line.</param>
/// <param name="Post">What she asks; its id is the question's.</param>
[GenerateSerializer, Immutable, Alias("community.question_head"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record Question(Id<Course> Course, Id<Lesson> Lesson, string Title, Post Post)
{
    /// <summary>Replies that were ever written, removed ones too.</summary>
    [Id(4)] public int Replies { get; init; }

    /// <summary>The accepted answer; null without one.</summary>
    [Id(5)] public PostPlace? Accepted { get; init; }

    /// <summary>A teacher has replied.</summary>
    [Id(6)] public bool TeacherReplied { get; init; }

    /// <summary>Replies of a page.</summary>
    public const int PageSize = PostSegment.Most;

    /// <summary>Pages of replies, at least 1.</summary>
    public int Pages => Math.Max(1, (Replies + PageSize - 1) / PageSize);

    /// <summary>Nobody has answered yet: no accepted answer, and no reply of a teacher.</summary>
    public bool IsOpen => Post.IsShown && Accepted is null && !TeacherReplied;

    /// <summary>Where it is read.</summary>
    public string Path => $"/courses/{Course}/lessons/{Lesson}/questions/{Post.Id}";
}

/// <param name="Replies">Of the page, oldest first.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Accepted">The accepted answer, on whatever page it stands; null without one.</param>
[GenerateSerializer, Immutable, Alias("community.question_thread"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record QuestionThread(Question Question, ImmutableArray<Post> Replies, int Page, Post? Accepted);
