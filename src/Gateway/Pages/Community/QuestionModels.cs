using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Community;

/// <param name="Lesson">What they are about.</param>
/// <param name="Board">A page of them.</param>
/// <param name="Typed">What was typed into the form, after a refusal.</param>
public sealed record QuestionsModel(CourseSeat Seat, LessonHead Lesson, BoardPage Board, NameAsk Ask, TypedQuestion Typed)
{
    /// <summary>Its own address.</summary>
    public string Path => $"{Seat.Path}/lessons/{Lesson.Id}/questions";
}

/// <summary>A question as typed.</summary>
/// <param name="Id">Drawn with the form, so that a form that is sent twice asks once.</param>
public sealed record TypedQuestion(string Id, string Title, string Text);

/// <param name="Voted">The posts she voted for.</param>
/// <param name="ReplyId">Drawn with the form, so that a form that is sent twice replies once.</param>
/// <param name="Typed">The reply as typed, after a refusal.</param>
public sealed record QuestionModel(
    CourseSeat Seat, LessonHead Lesson, QuestionThread Thread, ImmutableHashSet<Id<Post>> Voted, NameAsk Ask, string ReplyId, string Typed)
{
    /// <summary>The question.</summary>
    public Question Question => Thread.Question;

    /// <summary>A post of the thread as she sees it.</summary>
    /// <param name="page">The page it stands on; 0 for the question.</param>
    public PostView View(Post post, int page) => new(
        post,
        page,
        Question.Path,
        Seat.Language,
        IsHers: post.By.Person == Seat.Person,
        HasVoted: Voted.Contains(post.Id),
        IsAccepted: Question.Accepted?.Post == post.Id,
        MayAccept: page > 0 && (Seat.Teaches || Question.Post.By.Person == Seat.Person),
        Moderates: Seat.Teaches)
    {
        RunsSchool = Seat.RunsSchool,
    };

    /// <summary>Address of another page of replies; null where there is none.</summary>
    public string? PageAddress(int page) => page >= 1 && page <= Question.Pages ? $"{Question.Path}?page={page}" : null;
}

/// <summary>A post as one person sees it.</summary>
/// <param name="Page">The page of replies it stands on; 0 for a question.</param>
/// <param name="Path">Where its forms are sent.</param>
/// <param name="Language">Language of the course.</param>
/// <param name="Moderates">She teaches the course, and reads what is hidden.</param>
public sealed record PostView(
    Post Post, int Page, string Path, string Language, bool IsHers, bool HasVoted, bool IsAccepted, bool MayAccept, bool Moderates)
{
    /// <summary>She runs the school.</summary>
    public bool RunsSchool { get; init; }

    /// <summary>She decides about it: never about her own, and about a teacher's only where she runs the school.</summary>
    public bool Decides => Moderates && !IsHers && (RunsSchool || !Post.By.Teaches);

    /// <summary>Nobody votes here: messages, announcements, reviews.</summary>
    public bool HasVotes { get; init; } = true;

    /// <summary>Whoever wrote it changes it here: no message, which stays as it was sent.</summary>
    public bool IsEditable { get; init; } = true;

    /// <summary>Whoever wrote it takes it away here: no review, which has a form of its own.</summary>
    public bool IsRemovable { get; init; } = true;

    /// <summary>She may report it.</summary>
    public bool IsReportable { get; init; } = true;

    /// <summary>Whether she may read what was written; a moderator reads what is hidden, and whoever wrote it.</summary>
    public bool IsReadable => Post.RemovedAt is null && (Post.Hidden is null || IsHers || Moderates);
}

/// <param name="Open">Only those that wait for an answer.</param>
/// <param name="Board">A page of them.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Reports">How many reports wait.</param>
public sealed record CourseQuestionsModel(CourseSeat Seat, bool Open, BoardPage Board, int Waiting, int Reports);

/// <param name="Seat">The course; null for the whole school's.</param>
/// <param name="Board">A page of what was reported.</param>
/// <param name="Path">Its own address.</param>
public sealed record ReportsModel(CourseSeat? Seat, BoardPage Board, string Path);
