using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>What those who finished a course think of it, 20 a page. Everybody reads it, visitors too.</summary>
/// <remarks>Key <c>tenant/{course}</c>. Whoever calls has made sure that the person finished the course, or teaches it.</remarks>
[Alias("community.reviews"), ServesPurpose("community", DataCategory.Profile, DataCategory.Feedback)]
public interface IReviewsGrain : ITenantScopedGrain
{
    /// <summary>How many there are, and what they say on average.</summary>
    [Alias("rating")]
    Task<Rating> Rating();

    /// <summary>A page, newest first; page 1 is the newest.</summary>
    [Alias("read")]
    Task<ReviewPage> Read(int page);

    /// <summary>A person's own review; null without one.</summary>
    [Alias("of")]
    Task<Review?> Of(Id<Person> person);

    /// <summary>Writes her review, or changes it: one a person.</summary>
    /// <param name="id">Names a new one.</param>
    /// <param name="stars">1 to 5.</param>
    /// <returns>The review; or <see cref="CommunityErrors.StarsBad"/>, <see cref="CommunityErrors.Gone"/> where hers was hidden, a refused text.</returns>
    [Alias("write")]
    Task<Outcome<Review>> Write(Id<Post> id, Poster by, int stars, string text);

    /// <summary>Takes her review away. She can write another one.</summary>
    /// <returns>Nothing; or <see cref="CommunityErrors.Gone"/> where it was hidden: another one would be shown in its place.</returns>
    [Alias("remove")]
    Task<Outcome<Done>> Remove(Id<Person> by);

    /// <summary>Takes her review away because she is erased: her name and her words go. Repeating it changes nothing.</summary>
    [Alias("forget")]
    Task Forget(Id<Person> by);

    /// <summary>A teacher's answer to a review, or a new one in its place.</summary>
    [Alias("answer")]
    Task<Outcome<Done>> Answer(PostPlace place, Id<Post> id, Poster by, string text);

    /// <summary>Reports a review.</summary>
    [Alias("report")]
    Task<Outcome<Done>> Report(PostPlace place, Id<Person> by, string reason);

    /// <summary>Decides, as a moderator, and tells whoever wrote it. The audit trail has it; what is hidden does not count.</summary>
    /// <returns>Nothing; or as <see cref="Post.Judged"/>.</returns>
    [Alias("judge")]
    Task<Outcome<Done>> Judge(PostPlace place, Judgement judgement, string reason, bool runsSchool);
}

/// <param name="Post">Who, when and what.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Answer">A teacher's answer; null without one.</param>
[GenerateSerializer, Immutable, Alias("community.review"), PersonalData(DataCategory.Profile, DataCategory.Feedback)]
public sealed record Review(Post Post, int Stars, Post? Answer);

/// <param name="Reviews">Newest first.</param>
/// <param name="Page">Which page, from 1; its segment is <paramref name="Pages"/> + 1 - this.</param>
[GenerateSerializer, Immutable, Alias("community.review_page"), PersonalData(DataCategory.Profile, DataCategory.Feedback)]
public sealed record ReviewPage(ImmutableArray<Review> Reviews, int Page, int Pages, Rating Rating);

/// <summary>What the reviews of a course come to. About nobody.</summary>
/// <param name="Count">Reviews that are shown.</param>
/// <param name="Stars">All their stars.</param>
[GenerateSerializer, Immutable, Alias("community.rating")]
public sealed record Rating(int Count, int Stars)
{
    /// <summary>None yet.</summary>
    public static Rating None { get; } = new(0, 0);

    /// <summary>With one decimal, half away from zero; 0 without reviews.</summary>
    public decimal Average => Count == 0 ? 0 : decimal.Round((decimal)Stars / Count, 1, MidpointRounding.AwayFromZero);
}

/// <summary>What the reviews of all courses come to, for lists of courses: one call for a whole page.</summary>
/// <remarks>Key <c>tenant/ratings</c>; at most <see cref="RatingsRecord.Most"/> courses.</remarks>
[Alias("community.ratings")]
public interface IRatingsGrain : ITenantScopedGrain
{
    /// <summary>All courses that have a review.</summary>
    [Alias("all")]
    Task<Ratings> All();

    /// <summary>One more with each change.</summary>
    [Alias("revision")]
    Task<int> Revision();

    /// <summary>What a course's reviews come to now.</summary>
    [Alias("put")]
    Task Put(Id<Course> course, Rating rating);
}

/// <param name="Courses">In the order of their first review.</param>
[GenerateSerializer, Immutable, Alias("community.ratings_list")]
public sealed record Ratings(ImmutableArray<CourseRating> Courses)
{
    /// <summary>A course's; none where nobody has reviewed it.</summary>
    public Rating Of(Id<Course> course) => Courses.FirstOrDefault(known => known.Course == course)?.Rating ?? Rating.None;
}

/// <summary>A course and its rating.</summary>
[GenerateSerializer, Immutable, Alias("community.course_rating")]
public sealed record CourseRating(Id<Course> Course, Rating Rating);
