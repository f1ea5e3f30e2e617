using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Community;

/// <summary>A question as stored, and the rules for changing it. Its replies are in segments of their own.</summary>
[GenerateSerializer, Immutable, Alias("community.question.state")]
internal sealed record QuestionRecord
{
    [Id(0)] public Question? Question { get; init; }

    /// <summary>Its segment on the lesson's board; 0 before.</summary>
    [Id(1)] public int OnLesson { get; init; }

    /// <summary>On the course's board.</summary>
    [Id(2)] public int OnCourse { get; init; }

    /// <summary>Among those of the course that wait; 0 while it does not.</summary>
    [Id(3)] public int OnOpen { get; init; }

    public Outcome<QuestionRecord> Ask(Id<Course> course, Id<Lesson> lesson, Post post, string title)
    {
        if (Question is not null)
            return this;

        return (PostText.CheckTitle(title) ?? PostText.Check(post.Text)) is { } refusal
            ? refusal
            : this with { Question = new Question(course, lesson, CardNumbers.Mask(title.Trim()), post) };
    }

    public Outcome<QuestionRecord> Edit(Id<Person> by, string title, string text, DateTimeOffset at)
    {
        if (Question is not { } question)
            return CommunityErrors.NoSuchPost();

        if (PostText.CheckTitle(title) is { } refusal)
            return refusal;

        title = CardNumbers.Mask(title.Trim());
        return question.Post.Edit(by, text, at).Then(post => title == question.Title
            ? With(post)
            : this with { Question = question with { Title = title, Post = post with { EditedAt = at } } });
    }

    /// <summary>A reply was added: as many as its page says, and a teacher's is an answer.</summary>
    public QuestionRecord Replied(Post reply, int page, int onPage) => Question is not { } question ? this : this with
    {
        Question = question with
        {
            Replies = Math.Max(question.Replies, ((page - 1) * PostSegment.Most) + onPage),
            TeacherReplied = question.TeacherReplied || (reply.By.Teaches && reply.By.Person != question.Post.By.Person),
        },
    };

    /// <summary>A reply is the accepted answer, or no longer.</summary>
    public Outcome<QuestionRecord> Accept(PostPlace place, Post reply, Poster by, bool accepted) =>
        Question is not { } question ? CommunityErrors.NoSuchPost()
        : by.Person != question.Post.By.Person && !by.Teaches ? CommunityErrors.NotYoursToAccept()
        : accepted && !reply.IsShown ? CommunityErrors.Gone()
        : accepted && question.Accepted != place ? this with { Question = question with { Accepted = place } }
        : !accepted && question.Accepted?.Post == place.Post ? this with { Question = question with { Accepted = null } }
        : this;

    /// <summary>A reply changed: one that is no longer shown is no answer.</summary>
    public QuestionRecord Changed(PostPlace place, Post reply) =>
        Question is { } question && !reply.IsShown && question.Accepted?.Post == place.Post
            ? this with { Question = question with { Accepted = null } }
            : this;

    /// <summary>Whoever asked is erased: no word of hers is left, nor her name.</summary>
    public QuestionRecord Forgotten(Post post) =>
        Question is not { } question ? this : this with { Question = question with { Title = "", Post = post } };

    public QuestionRecord With(Post post) =>
        Question is not { } question || question.Post == post ? this : this with { Question = question with { Post = post } };
}
