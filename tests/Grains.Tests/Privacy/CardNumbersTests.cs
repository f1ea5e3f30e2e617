using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>Card numbers in what people write.</summary>
public class CardNumbersTests
{
    // Numbers that payment companies publish for tests.
    [Theory, Trait("Rule", "M13"), Trait("Rule", "E15")]
    [InlineData("My card is 4242424242424242.", "My card is ••••••••••••4242.")]
    [InlineData("4242 4242 4242 4242", "•••• •••• •••• 4242")]
    [InlineData("5555-5555-5555-4444!", "••••-••••-••••-4444!")]
    [InlineData("378282246310005 and 4012888888881881", "•••••••••••0005 and ••••••••••••1881")]
    [InlineData("کارت ۴۲۴۲ ۴۲۴۲ ۴۲۴۲ ۴۲۴۲ است", "کارت •••• •••• •••• ۴۲۴۲ است")]
    [InlineData("بطاقتي ٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "بطاقتي ••••••••••••٤٢٤٢")]
    [InlineData("Call +93 70 123 4567 or 0093701234567", "Call +93 70 123 4567 or 0093701234567")]
    [InlineData("4242424242424241", "4242424242424241")]
    [InlineData("1234567812345670 begins with 1", "1234567812345670 begins with 1")]
    [InlineData("42424242424242424242 has twenty", "42424242424242424242 has twenty")]
    [InlineData("x4242424242424242", "x4242424242424242")]
    [InlineData("12 4242 4242 4242 4242 34", "12 •••• •••• •••• 4242 34")]
    [InlineData("", "")]
    public void A_card_number_keeps_its_last_four_digits_and_nothing_else_is_touched(string written, string expected)
    {
        Assert.Equal(expected, CardNumbers.Mask(written));
        Assert.Equal(expected, CardNumbers.Mask(CardNumbers.Mask(written)));
    }

    [Fact, Trait("Rule", "M13")]
    public void A_row_of_digits_without_end_takes_no_time() =>
        Assert.Equal(200_000, CardNumbers.Mask(string.Concat(Enumerable.Repeat("4 ", 100_000))).Length);
}
