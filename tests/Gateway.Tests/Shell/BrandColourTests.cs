using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Tests.Shell;

public class BrandColourTests
{
    public static TheoryData<string> Colours =>
    [
        "#000000", "#ffffff", "#808080", "#767676", "#ffd500", "#00ff66", "#0f5c63", "#d9480f", "#1d4ed8", "#7a2e8e", "#ff0000",
    ];

    [Theory]
    [MemberData(nameof(Colours))]
    public void Text_stays_readable_whatever_a_school_chooses(string chosen)
    {
        Assert.True(BrandColour.TryParse(chosen, out var colour));

        Assert.All(
            new (BrandColour Text, BrandColour Paper)[]
            {
                (colour.TextOn, colour),
                (colour.TextOn, colour.Pressed),
                (colour.OnLight, Parse("#eef1f3")),
                (colour.OnLight, Parse("#ffffff")),
                (colour.OnLight, colour.SoftOnLight),
                (colour.OnDark, Parse("#11161a")),
                (colour.OnDark, Parse("#262d35")),
                (colour.OnDark, colour.SoftOnDark),
            },
            pair => Assert.True(
                BrandColour.Contrast(pair.Text, pair.Paper) >= 4.5, $"{pair.Text} on {pair.Paper} is too faint"));
    }

    [Theory]
    [MemberData(nameof(Colours))]
    public void Muted_text_stays_readable_on_the_schools_tint(string chosen)
    {
        var colour = Parse(chosen);

        Assert.True(BrandColour.Contrast(Parse("#52606c"), colour.SoftOnLight) >= 4.5);
        Assert.True(BrandColour.Contrast(Parse("#b4bec7"), colour.SoftOnDark) >= 4.5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0f5c63")]
    [InlineData("#0f5c6")]
    [InlineData("#0f5c6g")]
    [InlineData("#fff;}")]
    [InlineData("# 12345")]
    public void Anything_but_six_hexadecimal_digits_is_refused(string? text)
    {
        Assert.False(BrandColour.TryParse(text, out var colour));
        Assert.Equal(BrandColour.Default, colour);
    }

    [Fact]
    public void The_ratio_is_that_of_the_standard()
    {
        Assert.Equal(21, BrandColour.Contrast(Parse("#000000"), Parse("#ffffff")), 3);
        Assert.Equal(4.54, BrandColour.Contrast(Parse("#767676"), Parse("#ffffff")), 2);
    }

    private static BrandColour Parse(string text) => BrandColour.TryParse(text, out var colour) ? colour : throw new FormatException(text);
}
