using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Courses;

/// <param name="Page">Published courses that were found, one page of them.</param>
/// <param name="Query">What was looked for, as typed; empty for everything.</param>
public sealed record CourseListModel(CataloguePage Page, string Query)
{
    /// <summary>What the reviews of each course come to.</summary>
    public Ratings Ratings { get; init; } = new([]);

    private const int PageSize = 24;

    /// <summary>The school has published a course at all.</summary>
    public bool Any => Page.Listed > 0;

    /// <summary>Address of the page before; null on the first.</summary>
    public string? Previous => CourseQuery.Previous(Places.Courses, Query, Page);

    /// <summary>Address of the page after; null on the last.</summary>
    public string? Next => CourseQuery.Next(Places.Courses, Query, Page, PageSize);

    /// <summary>A page of the published courses that have every word of the query, whatever keyboard typed it.</summary>
    /// <param name="page">The page asked for; one that does not exist is the nearest that does.</param>
    public static async Task<CourseListModel> Of(ICatalogueGrain catalogue, string? query, int page)
    {
        var asked = CourseQuery.Of(query);
        return new(await catalogue.Page(asked.Words, page, PageSize), asked.Typed);
    }
}

/// <param name="Enrollment">Her place in the course, or null.</param>
/// <param name="SignedIn">Somebody is signed in.</param>
/// <param name="Now">The hour, for what opens later.</param>
public sealed record CoursePageModel(CourseOutline Outline, Enrollment? Enrollment, bool SignedIn, DateTimeOffset Now)
{
    /// <summary>Her place where she was in the course and is not now; null else.</summary>
    public Enrollment? Former { get; init; }

    /// <summary>She is in the course no more, and finished it when she was: the certificate is hers.</summary>
    public bool HasEarned => Former is { } former && CompletionRules.IsFinished(Outline, former);

    /// <summary>Her way through it, where she is in it.</summary>
    public CourseWay? Way { get; } = Enrollment is null ? null : new(Outline, Enrollment) { Now = Now };

    /// <summary>Who teaches it, by name.</summary>
    public ImmutableArray<string> Teachers { get; init; } = [];

    /// <summary>Courses that have to be finished before, those that are published.</summary>
    public ImmutableArray<CourseCard> Prerequisites { get; init; } = [];

    /// <summary>Why nobody joins now; null where it takes people.</summary>
    public Error? NotTaking => Description.IsArchived ? LearningErrors.JoinOver() : JoinRules.Check(Description, Now);

    /// <summary>What its reviews come to.</summary>
    public Rating Rating { get; init; } = Rating.None;

    /// <summary>Its authors look at the draft; nobody can do anything on it.</summary>
    public bool IsPreview { get; init; }

    /// <summary>She teaches it, or runs the school.</summary>
    public bool Teaches { get; init; }

    /// <summary>What its page says.</summary>
    public CourseDescription Description => Outline.Description;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the course's language.</summary>
    public string Direction => Description.HtmlDirection;

    /// <summary>Its address.</summary>
    public string Address => $"/courses/{Description.Slug}";

    /// <summary>Address of a lesson of it, for whoever looks.</summary>
    public string AddressOf(LessonHead lesson) =>
        IsPreview ? AdminPlaces.LessonAsLearner(Description.Slug, lesson.Id) : $"{Address}/lessons/{lesson.Id}";
}

/// <param name="Published">The version of the lesson that she goes through.</param>
/// <param name="Now">The hour, for what opens later.</param>
public sealed record LessonPageModel(CourseOutline Outline, Enrollment Enrollment, PublishedLesson Published, DateTimeOffset Now)
{
    /// <summary>What she wrote beside it; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>What she typed and was refused; else null.</summary>
    public string? TypedNote { get; init; }

    /// <summary>Its authors look at the draft; what they do there is recorded nowhere.</summary>
    public bool IsPreview { get; init; }

    /// <summary>She put a mark to it.</summary>
    public bool Bookmarked { get; init; }

    /// <summary>It as its course has it.</summary>
    public LessonHead Head => Outline.Find(Lesson.Id)!;

    /// <summary>What completes it.</summary>
    public CompletionRule Completion => CompletionRules.Of(Head, Outline.Description, Rules);

    /// <summary>Her own word completes it.</summary>
    public bool TakesHerWord => DoneAt is not null || CompletionRules.TakesHerWord(Head, Completion, Enrollment);

    /// <summary>What the school asks where neither lesson nor course says it.</summary>
    public LearningRules Rules { get; init; } = LearningRules.Unset;

    /// <summary>What it says.</summary>
    public LessonContent Lesson => Published.Content;

    /// <summary>Her way through the course.</summary>
    public CourseWay Way { get; } = new(Outline, Enrollment) { Now = Now };

    /// <summary>A live session that has not begun.</summary>
    public bool IsAhead => Lesson.Live is { } live && Now < live.At;

    /// <summary>A live session that has ended.</summary>
    public bool IsOver => Lesson.Live is { } live && Now >= live.End;

    /// <summary>Language of the content.</summary>
    public string Language => Outline.Description.Language;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    public string Direction => Outline.Description.HtmlDirection;

    /// <summary>Address of the course.</summary>
    public string Course => $"/courses/{Outline.Description.Slug}";

    /// <summary>Address of a lesson of it, for whoever looks.</summary>
    public string Address(LessonHead lesson) =>
        IsPreview ? AdminPlaces.LessonAsLearner(Outline.Description.Slug, lesson.Id) : $"{Course}/lessons/{lesson.Id}";

    /// <summary>Below it is what plays in it.</summary>
    public string Files => $"{Course}/lessons/{Lesson.Id}";

    /// <summary>When she finished it; null before.</summary>
    public DateTimeOffset? DoneAt => Enrollment.Completed.FirstOrDefault(done => done.Lesson == Lesson.Id)?.At;
}

/// <param name="Ways">Her courses, the one she was in last first.</param>
public sealed record LearnPageModel(ImmutableArray<CourseWay> Ways)
{
    /// <summary>The course to go on with: the last one that is not finished.</summary>
    public CourseWay? Continue => Ways.FirstOrDefault(way => way.Continue is not null);

    /// <summary>Her courses; one that is gone counts no more.</summary>
    public static LearnPageModel Of(IEnumerable<CourseWay?> ways) =>
        new([.. ways.OfType<CourseWay>().OrderByDescending(way => way.LastAt)]);
}
