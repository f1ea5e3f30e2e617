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
    // The catalogue's own cards, then those of each segment; and all of them in one.
    private ImmutableArray<ImmutableArray<CourseCard>> parts = [];
    private ImmutableArray<CourseCard> cards = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var segments = await Task.WhenAll(Enumerable.Range(1, catalogue.State.Segments).Select(n => Segment(n).Cards()));

        parts = [catalogue.State.Cards, .. segments];
        cards = [.. parts.SelectMany(part => part)];
    }

    public Task<ImmutableArray<CourseCard>> Cards() => Task.FromResult(cards);

    public Task<int> Revision() => Task.FromResult(catalogue.State.Revision);

    public async Task Put(CourseCard card)
    {
        // By what is written: a card that holds lists is equal only to itself.
        if (cards.FirstOrDefault(known => known.Slug == card.Slug) is { } old && LessonMark.Same(old, card))
            return;

        var place = PlaceOf(card.Slug);
        var part = CatalogueSegment.With(place < parts.Length ? parts[place] : [], card);
        var next = catalogue.State with { Revision = catalogue.State.Revision + 1 };

        // The card first: a segment is counted only after what it holds is durable.
        if (place > 0)
            await Segment(place).Put(card);

        await this.Commit(catalogue, place > 0
            ? next with { Segments = Math.Max(place, next.Segments) }
            : next with { Cards = part });

        parts = place < parts.Length ? parts.SetItem(place, part) : parts.Add(part);
        cards = [.. parts.SelectMany(cardsOfOne => cardsOfOne)];
    }

    private int PlaceOf(Id<Course> course)
    {
        for (var place = 0; place < parts.Length; place++)
        {
            if (parts[place].Any(card => card.Slug == course))
                return place;
        }

        return parts[^1].Length < CatalogueSegment.Most ? parts.Length - 1 : parts.Length;
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
