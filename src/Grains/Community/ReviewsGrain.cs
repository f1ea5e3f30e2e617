using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

[GrainType("community.reviews")]
internal sealed class ReviewsGrain(
    [PersistentState("reviews", Storage.School)] IPersistentState<ReviewsRecord> record,
    TimeProvider clock) : Grain, IReviewsGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    public Task<Rating> Rating() => Task.FromResult(record.State.Rating);

    public async Task<ReviewPage> Read(int page)
    {
        var pages = Math.Max(1, record.State.Parts.Length);
        page = Math.Clamp(page, 1, pages);
        var reviews = record.State.Parts.IsEmpty ? [] : await Segment(pages + 1 - page).Reviews();

        return new ReviewPage([.. reviews.Where(review => review.Post.RemovedAt is null).Reverse()], page, pages, record.State.Rating);
    }

    public async Task<Review?> Of(Id<Person> person) => (await Find(person)).Review;

    public async Task<Outcome<Review>> Write(Id<Post> id, Poster by, int stars, string text)
    {
        if (stars is < 1 or > 5)
            return CommunityErrors.StarsBad();

        if (PostText.Check(text) is { } refusal)
            return refusal;

        var (segment, known) = await Find(by.Person);

        if (known is { Post.Hidden: not null })
            return CommunityErrors.Gone();

        var now = clock.GetUtcNow();
        var review = known is null
            ? new Review(Post.Of(id, by, text, now), stars, Answer: null)
            : known with { Post = known.Post with { By = by, Text = CardNumbers.Mask(text), EditedAt = now }, Stars = stars };

        if (segment == 0)
        {
            // Where it is noted first, so that there is never a second one of hers.
            segment = await Room();
            await Grains.CommunityPlace(by.Person, Course).NoteReview(segment);
        }

        await Put(segment, review);
        return review;
    }

    public async Task<Outcome<Done>> Remove(Id<Person> by)
    {
        var (segment, known) = await Find(by);

        if (known is null)
            return Done.Value;

        if (known.Post.Hidden is not null)
            return CommunityErrors.Gone();

        await Put(segment, known with { Post = known.Post with { RemovedAt = clock.GetUtcNow() } });
        await Grains.CommunityPlace(by, Course).NoteReview(0);
        return Done.Value;
    }

    public async Task Forget(Id<Person> by)
    {
        var (segment, known) = await Find(by);

        if (known is null)
            return;

        var post = await Queue(segment, known.Post.Forgotten(clock.GetUtcNow()));
        await Put(segment, known with { Post = post });
        await Grains.CommunityPlace(by, Course).NoteReview(0);
    }

    public Task<Outcome<Done>> Answer(PostPlace place, Id<Post> id, Poster by, string text) => Change(place, review =>
        !by.Teaches ? CommunityErrors.NotATeacher()
        : PostText.Check(text) is { } refusal ? refusal
        : review with { Answer = Post.Of(id, by, text, clock.GetUtcNow()) });

    public async Task<Outcome<Done>> Report(PostPlace place, Id<Person> by, string reason) =>
        reason.Trim().Length is 0 or > Community.Report.Longest
            ? CommunityErrors.ReasonMissing()
            : await Change(
                place,
                review => review.Post.Reported(new Report(by, reason.Trim(), clock.GetUtcNow())).Then(post => review with { Post = post }),
                "community.reported");

    public Task<Outcome<Done>> Judge(PostPlace place, Judgement judgement, string reason, bool runsSchool) => Change(
        place,
        review => review.Post.Judged(judgement, new Verdict(TenantScope.Actor, reason.Trim(), clock.GetUtcNow()), runsSchool)
            .Then(post => review with { Post = post }),
        ReportQueue.ActionOf(judgement));

    private async Task<(int Segment, Review? Review)> Find(Id<Person> person)
    {
        var segment = await Grains.CommunityPlace(person, Course).Review();

        return segment == 0
            ? (0, null)
            : (segment, (await Segment(segment).Reviews()).LastOrDefault(review => review.Post.By.Person == person && review.Post.RemovedAt is null));
    }

    // A place names the segment, which is counted from the oldest and stays; pages are counted from the newest.
    private async Task<Outcome<Done>> Change(PostPlace place, Func<Review, Outcome<Review>> change, string? action = null)
    {
        if (place.Page < 1 || place.Page > record.State.Parts.Length
            || (await Segment(place.Page).Reviews()).FirstOrDefault(known => known.Post.Id == place.Post) is not { } review)
            return CommunityErrors.NoSuchPost();

        if (!change(review).Succeeded(out var next, out var refusal))
            return refusal;

        var post = await Queue(place.Page, next.Post);
        var row = action is null ? null : new AuditRow(action, TenantScope.Actor, place.Post.Value, clock.GetUtcNow(), this.Key().Name);
        await Put(place.Page, next with { Post = post }, row);
        await post.TellVerdict(review.Post, Grains, Course, PathOf(place));

        return Done.Value;
    }

    private Task<Post> Queue(int segment, Post post) => post.Queued(
        Grains, Course, new BoardRow(post.Id.Value, BoardKind.Review, "", post.By.Name, post.At, PathOf(new(post.Id, segment))));

    private string PathOf(PostPlace place) => $"/courses/{Course}/reviews?at={place.Page.ToString(CultureInfo.InvariantCulture)}#p-{place.Post}";

    private async Task<int> Room()
    {
        var last = Math.Max(1, record.State.Parts.Length);
        return (await Segment(last).Reviews()).Length < ReviewSegment.Most ? last : last + 1;
    }

    private async Task Put(int segment, Review review, AuditRow? row = null)
    {
        var rating = await Segment(segment).Put(review);
        await this.Commit(record, record.State.Counted(segment, rating), row is null ? null : new Effects { Audit = [row] });
        await Grains.Ratings.Put(Course, record.State.Rating);
    }

    private IReviewSegmentGrain Segment(int number) => Grains.ReviewSegment(Course, number);
}

/// <summary>What each segment of a course's reviews comes to.</summary>
[GenerateSerializer, Immutable, Alias("community.reviews.state")]
internal sealed record ReviewsRecord
{
    /// <summary>By segment, the first at the start.</summary>
    [Id(0)] public ImmutableArray<Rating> Parts { get; init; } = [];

    public Rating Rating => new(Parts.Sum(part => part.Count), Parts.Sum(part => part.Stars));

    public ReviewsRecord Counted(int segment, Rating rating) =>
        segment <= Parts.Length && Parts[segment - 1] == rating ? this
        : segment <= Parts.Length ? this with { Parts = Parts.SetItem(segment - 1, rating) }
        : this with { Parts = Parts.Add(rating) };
}

/// <summary>One page of a course's reviews.</summary>
/// <remarks>Key <c>tenant/{course}.{n}</c>.</remarks>
[Alias("community.review_segment"), ServesPurpose("community", DataCategory.Profile, DataCategory.Feedback)]
internal interface IReviewSegmentGrain : ITenantScopedGrain
{
    /// <summary>Oldest first, removed ones too.</summary>
    [Alias("reviews")]
    Task<ImmutableArray<Review>> Reviews();

    /// <summary>Adds a review or replaces the one with its id; returns what those that are shown come to.</summary>
    [Alias("put")]
    Task<Rating> Put(Review review);
}

/// <summary>At most <see cref="Most"/> reviews.</summary>
[GenerateSerializer, Immutable, Alias("community.review_segment.state")]
internal sealed record ReviewSegment
{
    /// <summary>Reviews of one state: 10 with their answers.</summary>
    public const int Most = 10;

    [Id(0)] public ImmutableArray<Review> Reviews { get; init; } = [];

    public Rating Rating => new(Reviews.Count(Counts), Reviews.Where(Counts).Sum(review => review.Stars));

    public ReviewSegment With(Review review) =>
        Reviews.FirstOrDefault(known => known.Post.Id == review.Post.Id) is { } old
            ? this with { Reviews = Reviews.Replace(old, review) }
            : this with { Reviews = Reviews.Add(review) };

    private static bool Counts(Review review) => review.Post.IsShown;
}

[GrainType("community.review_segment")]
internal sealed class ReviewSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<ReviewSegment> segment) : Grain, IReviewSegmentGrain
{
    public Task<ImmutableArray<Review>> Reviews() => Task.FromResult(segment.State.Reviews);

    public async Task<Rating> Put(Review review)
    {
        await this.Commit(segment, segment.State.With(review));
        return segment.State.Rating;
    }
}

/// <summary>What the reviews of all courses come to, as stored.</summary>
[GenerateSerializer, Immutable, Alias("community.ratings.state")]
internal sealed record RatingsRecord
{
    /// <summary>Courses whose rating lists show; some 64 bytes each.</summary>
    public const int Most = 3_000;

    [Id(0)] public ImmutableArray<CourseRating> Courses { get; init; } = [];

    [Id(1)] public int Revision { get; init; }

    public RatingsRecord With(CourseRating rating)
    {
        var old = Courses.FirstOrDefault(known => known.Course == rating.Course);

        return old == rating || (old is null && (rating.Rating.Count == 0 || Courses.Length >= Most)) ? this : this with
        {
            Courses = old is null ? Courses.Add(rating) : Courses.Replace(old, rating),
            Revision = Revision + 1,
        };
    }
}

[GrainType("community.ratings")]
internal sealed class RatingsGrain(
    [PersistentState("ratings", Storage.School)] IPersistentState<RatingsRecord> record) : Grain, IRatingsGrain
{
    public Task<Ratings> All() => Task.FromResult(new Ratings(record.State.Courses));

    public Task<int> Revision() => Task.FromResult(record.State.Revision);

    public Task Put(Id<Course> course, Rating rating) =>
        record.State.With(new CourseRating(course, rating)) is var next && next != record.State
            ? this.Commit(record, next)
            : Task.CompletedTask;
}
