using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>Finding words whatever keyboard typed them, and showing where.</summary>
public class SearchTextTests
{
    [Theory]
    [InlineData("كتاب علي", "کتاب علی")]
    [InlineData("کِتابِ عَلی", "کتاب")]
    [InlineData("کـــتاب", "کتاب")]
    [InlineData("برنامه‌نویسی", "برنامه نویسی")]
    [InlineData("برنامه‌نویسی", "برنامه‌نویسی")]
    [InlineData("برنامه‌نویسی", "برنامهنویسی")]
    [InlineData("سال ۱۴۰۵", "1405")]
    [InlineData("سنة ١٤٤٧", "۱۴۴۷")]
    [InlineData("مسؤول إلى آخر", "مسوول الی اخر")]
    [InlineData("مدرسة", "مدرسه")]
    [InlineData("Café Algebra", "cafe ALGEBRA")]
    [InlineData("Fermat’s theorem", "fermat's")]
    [InlineData("Fermat's theorem", "Fermat’s")]
    [InlineData("well–known", "well-known")]
    public void A_word_is_found_whatever_keyboard_typed_it(string text, string query)
    {
        Assert.True(SearchText.HasAll(SearchText.Indexed(text), SearchText.Words(query)));
        Assert.Contains(SearchText.Fragment(text, SearchText.Words(query)), part => part.Found);
    }

    [Theory]
    [InlineData("algebra", "")]
    [InlineData("algebra", "  \u0640 ")]
    [InlineData("algebra one", "algebra two")]
    public void Nothing_is_found_by_no_word_nor_by_some_of_them(string text, string query) =>
        Assert.False(SearchText.HasAll(SearchText.Indexed(text), SearchText.Words(query)));

    [Fact]
    public void A_fragment_is_the_text_as_it_was_written_around_the_first_word_that_was_found()
    {
        var text = string.Join(' ', Enumerable.Range(1, 100).Select(number => $"w{number}")) + " Größe كتاب end";

        var parts = SearchText.Fragment(text, SearchText.Words("grosse کتاب groe grö"));
        var whole = string.Concat(parts.Select(part => part.Text + " "));

        Assert.Equal("Größe كتاب", Assert.Single(parts, part => part.Found).Text);
        Assert.StartsWith("… w", whole, StringComparison.Ordinal);
        Assert.EndsWith("end ", whole, StringComparison.Ordinal);
        Assert.Equal(30, whole.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    [Fact]
    public void A_fragment_of_a_text_without_the_words_is_its_beginning_and_of_nothing_nothing()
    {
        Assert.Equal([new FoundPart("one two", Found: false)], SearchText.Fragment("one  two", SearchText.Words("three")));
        Assert.Empty(SearchText.Fragment(" ", SearchText.Words("three")));
    }

    [Fact]
    public void A_query_is_cut_and_half_a_character_harms_nobody()
    {
        Assert.Equal(SearchText.MostWords, SearchText.Words(string.Join(' ', Enumerable.Range(0, 40))).Length);
        Assert.Empty(SearchText.Words(null));
        Assert.StartsWith("aaa", Assert.Single(SearchText.Words(new string('a', 99) + "\U0001F600")), StringComparison.Ordinal);
    }
}
