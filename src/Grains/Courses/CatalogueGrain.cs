namespace Darsgah.Grains.Courses;

/// <summary>The oldest cards, and how many segments hold the others.</summary>
[GenerateSerializer, Immutable, Alias("courses.catalogue.state")]
internal sealed record CatalogueRecord
{
    [Id(0)] public ImmutableArray<CourseCard> Cards { get; init; } = [];

    /// <summary>Segments in use, numbered from 1.</summary>
    [Id(1)] public int Segments { get; init; }

    [Id(2)] public int Revision { get; init; }
}

/// <summary>At most <see cref="Most"/> cards.</summary>
[GenerateSerializer, Immutable, Alias("courses.catalogue_segment.state")]
internal sealed record CatalogueSegment
{
    /// <summary>Cards of one state: 100 of at most some 1.5 KB.</summary>
    public const int Most = 100;

    [Id(0)] public ImmutableArray<CourseCard> Cards { get; init; } = [];

    /// <summary>The cards with this one among them: in the place of the course's old one, or at the end.</summary>
    public static ImmutableArray<CourseCard> With(ImmutableArray<CourseCard> cards, CourseCard card) =>
        cards.FirstOrDefault(other => other.Slug == card.Slug) is { } old ? cards.Replace(old, card) : cards.Add(card);
}

[GrainType("courses.catalogue")]
internal sealed class CatalogueGrain(
    [PersistentState("catalogue", Storage.School)] IPersistentState<CatalogueRecord> catalogue) : Grain, ICatalogueGrain
{
    private readonly CatalogueCards cards = new();

    // By place in the catalogue: 0 for the cards that it keeps itself, or the number of the segment.
    private readonly List<int> parts = [];

    // How many the last part has.
    private int last;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var segments = await Task.WhenAll(Enumerable.Range(1, catalogue.State.Segments).Select(n => Segment(n).Cards()));
        Take(0, catalogue.State.Cards);

        for (var index = 0; index < segments.Length; index++)
            Take(index + 1, segments[index]);
    }

    public Task<ImmutableArray<CourseCard>> Cards() => Task.FromResult(cards.All);

    public Task<CataloguePage> Page(string words, int page, int size) => Task.FromResult(cards.Page(words, page, size));

    public Task<CataloguePage> StaffPage(Id<Person>? teacher, bool archived, string words, int page, int size) =>
        Task.FromResult(cards.StaffPage(teacher, archived, words, page, size));

    public Task<ImmutableArray<CourseCard>> After(Id<Course> course, int most, bool drafts) =>
        Task.FromResult(cards.After(course, most, drafts));

    public Task<CatalogueCounts> Counts() => Task.FromResult(cards.Counts);

    public Task<ImmutableArray<CourseCard>> Of(ImmutableArray<Id<Course>> courses) => Task.FromResult<ImmutableArray<CourseCard>>(
        [.. courses.Select(cards.PlaceOf).OfType<int>().Select(place => cards[place]).Where(card => !card.IsGone)]);

    public Task<int> Revision() => Task.FromResult(catalogue.State.Revision);

    public async Task Put(CourseCard card)
    {
        var known = cards.PlaceOf(card.Slug);

        // By what is written: a card that holds lists is equal only to itself.
        if (known is { } at && LessonMark.Same(cards[at], card))
            return;

        var part = known is { } place ? parts[place] : last < CatalogueSegment.Most ? catalogue.State.Segments : catalogue.State.Segments + 1;
        var next = catalogue.State with { Revision = catalogue.State.Revision + 1 };

        // The card first: a segment is counted only after what it holds is durable.
        if (part > 0)
            await Segment(part).Put(card);

        await this.Commit(catalogue, part > 0
            ? next with { Segments = Math.Max(part, next.Segments) }
            : next with { Cards = CatalogueSegment.With(next.Cards, card) });

        cards.Put(card);

        if (known is null)
        {
            last = last < CatalogueSegment.Most ? last + 1 : 1;
            parts.Add(part);
        }
    }

    private void Take(int part, ImmutableArray<CourseCard> read)
    {
        foreach (var card in read)
        {
            cards.Put(card);
            parts.Add(part);
        }

        last = read.Length;
    }

    private ICatalogueSegmentGrain Segment(int number) => this.Neighbours(GrainFactory).CatalogueSegment(number);
}

[GrainType("courses.catalogue_segment")]
internal sealed class CatalogueSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<CatalogueSegment> segment) : Grain, ICatalogueSegmentGrain
{
    public Task<ImmutableArray<CourseCard>> Cards() => Task.FromResult(segment.State.Cards);

    public Task Put(CourseCard card) =>
        this.Commit(segment, new CatalogueSegment { Cards = CatalogueSegment.With(segment.State.Cards, card) });
}
