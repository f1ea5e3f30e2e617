using System.Runtime.InteropServices;

namespace Darsgah.Grains.Courses;

/// <summary>All cards of a school in memory, in the order they were made, and the pages that people see of them.</summary>
/// <remarks>A page, a search and one more card cost the same at any number of cards.</remarks>
internal sealed class CatalogueCards
{
    /// <summary>Courses found are counted so far; of more it is said that there are more.</summary>
    public const int MostCounted = 240;

    private readonly List<CourseCard> cards = [];
    private readonly Dictionary<Id<Course>, int> places = [];

    // Places in their order: of all, of those that visitors find, and for the school's own people of those that are archived and of
    // the others, all of them and those that somebody teaches.
    private readonly List<int> all = [];
    private readonly List<int> listed = [];
    private readonly Dictionary<bool, List<int>> kept = new() { [true] = [], [false] = [] };
    private readonly Dictionary<(Id<Person>, bool), List<int>> taught = [];

    // From the first search on.
    private CardSearch? search;

    /// <summary>All of them, published or not. Copied once after each change.</summary>
    public ImmutableArray<CourseCard> All
    {
        get => field.IsDefault ? field = [.. all.Select(place => cards[place])] : field;
        private set;
    }

    /// <summary>How many, and how far they are.</summary>
    public CatalogueCounts Counts { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Where a course's card is, from 0; null for a course that has none.</summary>
    public int? PlaceOf(Id<Course> course) => places.TryGetValue(course, out var place) ? place : null;

    /// <summary>The card at a place.</summary>
    public CourseCard this[int place] => cards[place];

    /// <summary>Adds a card, or puts it into the place of the course's old one.</summary>
    public void Put(CourseCard card)
    {
        if (PlaceOf(card.Slug) is { } place)
        {
            Leave(cards[place], place);
            cards[place] = card;
        }
        else
        {
            place = places[card.Slug] = cards.Count;
            cards.Add(card);
        }

        Enter(card, place);
        All = default;
        search?.Put(place, Text(card));
    }

    /// <summary>The cards that visitors find by all of some words; all for none.</summary>
    /// <inheritdoc cref="Page(List{int}, string, int, int)"/>
    public CataloguePage Page(string words, int page, int size) => Page(listed, words, page, size);

    /// <summary>The cards that the school's own people find by all of some words, drafts too; all for none.</summary>
    /// <param name="teacher">Only what she teaches; null for every course.</param>
    /// <param name="archived">Those that are archived, instead of all others.</param>
    /// <inheritdoc cref="Page(List{int}, string, int, int)"/>
    public CataloguePage StaffPage(Id<Person>? teacher, bool archived, string words, int page, int size) =>
        Page(teacher is { } person ? taught.GetValueOrDefault((person, archived)) ?? [] : kept[archived], words, page, size);

    /// <summary>The cards after a course's, from the first where that course has none.</summary>
    /// <param name="most">Cards at most.</param>
    /// <param name="drafts">Those too that visitors do not find.</param>
    public ImmutableArray<CourseCard> After(Id<Course> course, int most, bool drafts)
    {
        var among = drafts ? all : listed;
        var start = 0;

        if (PlaceOf(course) is { } place)
        {
            var index = among.BinarySearch(place);
            start = index >= 0 ? index + 1 : ~index;
        }

        return [.. among.GetRange(start, Math.Min(most, among.Count - start)).Select(next => cards[next])];
    }

    /// <param name="words">Folded (<see cref="TextFold"/>), separated by spaces.</param>
    /// <param name="page">From 1; one that does not exist is the nearest that does.</param>
    /// <param name="size">Cards of a page, 1 to 100.</param>
    private CataloguePage Page(List<int> among, string words, int page, int size)
    {
        size = Math.Clamp(size, 1, 100);
        page = Math.Clamp(page, 1, Pages(among.Count));
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        if (wanted.Length == 0)
            return Shown(among, among.Count, isMore: false);

        search ??= Read();
        var most = Math.Max(MostCounted, page * size);
        var found = search.Find(wanted, among).Take(most + 1).ToList();

        return Shown(found, Math.Min(found.Count, most), found.Count > most);

        CataloguePage Shown(List<int> from, int count, bool isMore)
        {
            page = Math.Min(page, Pages(count));
            var start = (page - 1) * size;

            return new([.. from.GetRange(start, Math.Min(size, count - start)).Select(place => cards[place])], page, count, isMore, among.Count);
        }

        int Pages(int count) => Math.Max(1, (count + size - 1) / size);
    }

    private void Enter(CourseCard card, int place)
    {
        Counts += CatalogueCounts.Of(card);

        if (card.IsGone)
            return;

        Insert(all, place);
        Insert(kept[card.IsArchived], place);

        if (card.IsListed)
            Insert(listed, place);

        foreach (var teacher in card.Teachers.Distinct())
            Insert(CollectionsMarshal.GetValueRefOrAddDefault(taught, (teacher, card.IsArchived), out _) ??= [], place);
    }

    private void Leave(CourseCard card, int place)
    {
        Counts -= CatalogueCounts.Of(card);

        if (card.IsGone)
            return;

        Take(all, place);
        Take(kept[card.IsArchived], place);

        if (card.IsListed)
            Take(listed, place);

        foreach (var teacher in card.Teachers.Distinct())
        {
            var hers = (teacher, card.IsArchived);
            Take(taught[hers], place);

            if (taught[hers].Count == 0)
                taught.Remove(hers);
        }
    }

    private static void Insert(List<int> ordered, int place) => ordered.Insert(~ordered.BinarySearch(place), place);

    private static void Take(List<int> ordered, int place) => ordered.RemoveAt(ordered.BinarySearch(place));

    private CardSearch Read()
    {
        var read = new CardSearch();

        foreach (var place in all)
            read.Put(place, Text(cards[place]));

        return read;
    }

    // Title, what stands under it, teacher and tags.
    private static string Text(CourseCard card) =>
        TextFold.Fold(TextFold.PlainSigns($"{card.Title} {card.Subtitle} {card.Summary} {card.Instructor} {string.Join(' ', card.Tags)}"));
}
