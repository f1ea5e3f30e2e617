using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Tests.Localization;

public class DigitsTests
{
    [Theory]
    [InlineData("۱۲۳۴۵۶۷۸۹۰", "1234567890")]
    [InlineData("٠١٢٣٤٥٦٧٨٩", "0123456789")]
    [InlineData("+93 ۷۰ 123", "+93 70 123")]
    [InlineData("no digits، هیچ", "no digits، هیچ")]
    [InlineData("", "")]
    public void All_three_scripts_become_ascii(string typed, string expected) =>
        Assert.Equal(expected, Digits.Normalise(typed));

    [Theory]
    [InlineData(" ۱۴۰۵ ", 1405)]
    [InlineData("-٧", -7)]
    [InlineData("42", 42)]
    public void A_number_can_be_typed_in_any_script(string typed, int expected)
    {
        Assert.True(Digits.TryParse(typed, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("دوازده")]
    [InlineData("1,000")]
    [InlineData("99999999999")]
    public void What_is_not_a_number_is_refused(string? typed) => Assert.False(Digits.TryParse(typed, out _));

    [Fact]
    public void Numbers_are_drawn_as_the_reader_expects()
    {
        Assert.Equal("12,480", Numbers.Whole(12480, UiLanguages.English));
        Assert.Equal("۱۲٬۴۸۰", Numbers.Whole(12480, UiLanguages.Dari));
        Assert.Equal("12,480", Numbers.Whole(12480, UiLanguages.Arabic));
        Assert.Equal("۲٫۵", Numbers.Fraction(2.5m, 2, UiLanguages.Dari));
        Assert.Equal("۶۴٪", Numbers.Percent(64, UiLanguages.Dari));
    }
}
