namespace Darsgah.Grains.Courses;

/// <summary>All cards of a school in memory, in the order they were made, and the pages that visitors see of them.</summary>
/// <remarks>A page, a search and one more card cost the same at any number of cards.</remarks>
internal sealed class CatalogueCards
{
    /// <summary>Courses found are counted so far; of more it is said that there are more.</summary>
    public const int MostCounted = 240;

    private readonly List<CourseCard> cards = [];
    private readonly Dictionary<Id<Course>, int> places = [];

    // Places of those that visitors find, in their order.
    private readonly List<int> listed = [];

    // From the first search on.
    private CardSearch? search;

    /// <summary>All of them, published or not. Copied once after each change.</summary>
    public ImmutableArray<CourseCard> All
    {
        get => field.IsDefault ? field = [.. cards] : field;
        private set;
    }

    /// <summary>How many.</summary>
    public int Count => cards.Count;

    /// <summary>Where a course's card is, from 0; null for a course that has none.</summary>
    public int? PlaceOf(Id<Course> course) => places.TryGetValue(course, out var place) ? place : null;

    /// <summary>The card at a place.</summary>
    public CourseCard this[int place] => cards[place];

    /// <summary>Adds a card, or puts it into the place of the course's old one.</summary>
    public void Put(CourseCard card)
    {
        if (PlaceOf(card.Slug) is not { } place)
        {
            place = places[card.Slug] = cards.Count;
            cards.Add(card);
        }

        cards[place] = card;
        All = default;
        List(place, card.IsListed);
        search?.Put(place, Text(card));
    }

    /// <summary>The cards that visitors find by all of some words; all for none.</summary>
    /// <param name="words">Folded (<see cref="TextFold"/>), separated by spaces.</param>
    /// <param name="page">From 1; one that does not exist is the nearest that does.</param>
    public CataloguePage Page(string words, int page, int size)
    {
        size = Math.Clamp(size, 1, 100);
        page = Math.Clamp(page, 1, Pages(listed.Count));
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        if (wanted.Length == 0)
            return Shown(listed, listed.Count, isMore: false);

        search ??= Read();
        var most = Math.Max(MostCounted, page * size);
        var found = search.Find(wanted, listed).Take(most + 1).ToList();

        return Shown(found, Math.Min(found.Count, most), found.Count > most);

        CataloguePage Shown(List<int> from, int count, bool isMore)
        {
            page = Math.Min(page, Pages(count));
            var start = (page - 1) * size;

            return new([.. from.GetRange(start, Math.Min(size, count - start)).Select(place => cards[place])], page, count, isMore, listed.Count);
        }

        int Pages(int count) => Math.Max(1, (count + size - 1) / size);
    }

    private void List(int place, bool isListed)
    {
        var index = listed.BinarySearch(place);

        if (isListed && index < 0)
            listed.Insert(~index, place);
        else if (!isListed && index >= 0)
            listed.RemoveAt(index);
    }

    private CardSearch Read()
    {
        var read = new CardSearch();

        foreach (var place in listed)
            read.Put(place, Text(cards[place]));

        return read;
    }

    // Title, what stands under it, teacher and tags; of a course that visitors do not find, nothing.
    private static string? Text(CourseCard card) => card.IsListed
        ? TextFold.Fold($"{card.Title} {card.Subtitle} {card.Summary} {card.Instructor} {string.Join(' ', card.Tags)}")
        : null;
}
