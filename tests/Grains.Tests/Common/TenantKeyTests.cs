using Darsgah.Grains.Common;

namespace Darsgah.Grains.Tests.Common;

public class TenantKeyTests
{
    [Theory]
    [InlineData("north/privacy", "north", "privacy", "privacy")]
    [InlineData("north/ada.algebra", "north", "ada.algebra", "ada")]
    [InlineData("platform/host.0a1b", "platform", "host.0a1b", "host")]
    [InlineData("a/b", "a", "b", "b")]
    public void A_key_is_read_as_it_was_made(string text, string tenant, string name, string subject)
    {
        var key = TenantKey.Parse(text);

        Assert.Equal(tenant, key.Tenant.Value);
        Assert.Equal(name, key.Name);
        Assert.Equal(subject, key.Subject);
        Assert.Equal(text, key.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("north")]
    [InlineData("/privacy")]
    [InlineData("north/")]
    [InlineData("north/privacy/x")]
    [InlineData("north/..")]
    [InlineData("north/a..b")]
    [InlineData("north/.a")]
    [InlineData("North/privacy")]
    [InlineData("north/pri vacy")]
    [InlineData("north\\south/privacy")]
    [InlineData("../north/privacy")]
    [InlineData("north/privacy\0")]
    public void Anything_else_is_no_key(string? text) => Assert.False(TenantKey.TryParse(text, out _));

    [Theory]
    [InlineData("a", true)]
    [InlineData("11classes", true)]
    [InlineData("a-b", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a_b", false)]
    [InlineData("A", false)]
    [InlineData("آ", false)]
    [InlineData("", false)]
    public void An_id_has_one_small_alphabet(string text, bool isId) => Assert.Equal(isId, Id<Course>.TryParse(text, out _));

    [Fact]
    public void An_id_takes_64_characters_and_no_more()
    {
        Assert.True(Id<Course>.TryParse(new string('a', 64), out _));
        Assert.False(Id<Course>.TryParse(new string('a', 65), out _));
    }
}
