using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>Pages of the catalogue and searches in it, beside going through every card.</summary>
public class CatalogueCardsTests
{
    private static readonly ImmutableArray<Id<Person>> Teachers = [Id<Person>.Parse("ada"), Id<Person>.Parse("eve")];
    private static readonly string[] Syllables = ["al", "ge", "bra", "no", "ک", "ي", "ته", "بر", "x", "7", "۷", "é"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_search_finds_what_reading_every_card_finds(int seed)
    {
        var random = new Random(seed);
        var cards = new CatalogueCards();
        var slow = new List<CourseCard>();

        // More than are looked up for a word, so that common and rare words go their different ways.
        for (var change = 0; change < 3 * CardSearch.Few; change++)
        {
            var number = random.Next(2 * CardSearch.Few);
            var isArchived = random.Next(8) == 0;
            var card = Card(number, Text(random), Text(random)) with
            {
                Published = !isArchived && random.Next(8) > 0,
                Access = isArchived ? CourseAccess.Archived : CourseAccess.Public,
                IsGone = random.Next(12) == 0,
                Lessons = random.Next(2),
                Tags = [Text(random)],
                Teachers = [.. Teachers.Where(_ => random.Next(3) == 0)],
            };
            cards.Put(card);

            if (slow.FindIndex(other => other.Slug == card.Slug) is var index and >= 0)
                slow[index] = card;
            else
                slow.Add(card);

            if (change % 100 == 0)
                Compare(cards, slow, random);
        }

        Compare(cards, slow, random);
    }

    [Theory]
    [InlineData("algebra", true)]
    [InlineData("lgeb", true)] // in the middle of a word
    [InlineData("gebra nadia", true)]
    [InlineData("كتاب ۷", true)] // letters and digits of another keyboard
    [InlineData("algebranadia", false)]
    [InlineData("a z", false)]
    public void Every_word_has_to_be_somewhere_in_the_card(string words, bool found)
    {
        var cards = new CatalogueCards();
        cards.Put(Card(1, "Algebra", "کتاب 7"));

        Assert.Equal(found ? 1 : 0, cards.Page(TextFold.Fold(words), 1, 24).Found);
    }

    [Fact]
    public void Courses_are_counted_to_an_end_and_shown_beyond_it()
    {
        var cards = new CatalogueCards();

        for (var number = 0; number < CatalogueCards.MostCounted + 30; number++)
            cards.Put(Card(number, "Algebra", ""));

        var first = cards.Page("algebra", 1, 24);
        var last = cards.Page("algebra", 12, 24);

        Assert.Equal((CatalogueCards.MostCounted, true, CatalogueCards.MostCounted + 30), (first.Found, first.IsMore, first.Listed));
        Assert.Equal((CatalogueCards.MostCounted + 30, false, 12, 6), (last.Found, last.IsMore, last.Number, last.Cards.Length));
        Assert.Equal(12, cards.Page("algebra", int.MaxValue, 24).Number);
        Assert.Equal((1, CatalogueCards.MostCounted + 30), (cards.Page("", -1, 24).Number, cards.Page("", -1, 24).Found));
    }

    private static void Compare(CatalogueCards cards, List<CourseCard> slow, Random random)
    {
        slow = [.. slow.Where(card => !card.IsGone)];
        Assert.Equal(slow, cards.All);
        Assert.Equal(
            new CatalogueCounts(
                slow.Count, slow.Count(card => card.Published), slow.Count(card => card.Lessons > 0), slow.Count(card => card is { Published: true, Lessons: > 0 })),
            cards.Counts);

        foreach (var query in new[] { "", Syllables[random.Next(Syllables.Length)], Text(random), Text(random)[..1], Text(random)[1..] + " " + Text(random)[..2] })
        {
            var words = TextFold.Fold(query);

            Compare(slow.Where(card => card.IsListed), words, page => cards.Page(words, page, 100));
            foreach (var archived in new[] { true, false })
            {
                Compare(slow.Where(card => card.IsArchived == archived), words, page => cards.StaffPage(null, archived, words, page, 100));

                foreach (var teacher in Teachers)
                    Compare(slow.Where(card => card.IsArchived == archived && card.Teachers.Contains(teacher)), words, page => cards.StaffPage(teacher, archived, words, page, 100));
            }
        }

        foreach (var drafts in new[] { true, false })
        {
            var after = slow[random.Next(slow.Count)].Slug;
            Assert.Equal(
                slow.SkipWhile(card => card.Slug != after).Skip(1).Where(card => drafts || card.IsListed).Take(7), cards.After(after, 7, drafts));
            Assert.Equal(slow.Where(card => drafts || card.IsListed).Take(7), cards.After(default, 7, drafts));
        }
    }

    private static void Compare(IEnumerable<CourseCard> among, string words, Func<int, CataloguePage> ask)
    {
        var found = among.Where(card => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            TextFold.Fold($"{card.Title} {card.Subtitle} {card.Summary} {card.Instructor} {string.Join(' ', card.Tags)}").Contains(word, StringComparison.Ordinal)))
            .ToList();
        var shown = new List<CourseCard>();
        CataloguePage page;

        do
        {
            page = ask((shown.Count / 100) + 1);
            shown.AddRange(page.Cards);
            Assert.Equal(found.Count > page.Found, page.IsMore);
        }
        while (shown.Count < page.Found || page.IsMore);

        Assert.Equal(found, shown);
        Assert.Equal(found.Count, page.Found);
        Assert.Equal(among.Count(), page.Listed);
    }

    private static CourseCard Card(int number, string title, string summary) =>
        new(Id<Course>.Parse($"course-{number}"), "en", title, summary, "Nadia", Lessons: 1, Published: true);

    private static string Text(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 3)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]))));
}
