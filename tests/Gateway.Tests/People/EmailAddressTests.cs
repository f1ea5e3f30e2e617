using Darsgah.Gateway.People;

namespace Darsgah.Gateway.Tests.People;

[Trait("Threat", "SEC-H08")]
public class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData("  Ada.Lovelace+math@Example.ORG ", "ada.lovelace+math@example.org")]
    [InlineData("ada@müller.example", "ada@xn--mller-kva.example")]
    [InlineData("ada@MÜLLER.example", "ada@xn--mller-kva.example")]
    [InlineData("ada@xn--mller-kva.example", "ada@xn--mller-kva.example")]
    [InlineData("ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ada@example.org")] // full width
    [InlineData("ada@مثال.example", "ada@xn--mgbh0fb.example")]
    public void An_address_has_one_normal_form(string typed, string normal) =>
        Assert.Equal(normal, EmailAddress.Read(typed).Value?.Normal);

    [Theory]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.org")]
    [InlineData("ada@localhost")]
    [InlineData("ada@@example.org")]
    [InlineData("ada@example.org@evil.example")]
    [InlineData("ada@example.org\r\nBcc: all@example.org")]
    [InlineData("ada@example.org\0")]
    [InlineData("ada@exa mple.org")]
    [InlineData("\"ada@evil.example\"@example.org")]
    [InlineData("<ada@example.org>")]
    [InlineData("ada,eve@example.org")]
    [InlineData("ada\u2028@example.org")]
    [InlineData("ad\u200Ba@example.org")] // zero-width space
    [InlineData("ada@exam\u00ADple.org")] // soft hyphen
    [InlineData("\u202Eada@example.org")]
    [InlineData("аdа@example.org")] // Cyrillic a
    [InlineData("adı@example.org")] // dotless i
    [InlineData("straße@example.org")]
    [InlineData(".ada@example.org")]
    [InlineData("a..da@example.org")]
    [InlineData("ada@-example.org")]
    [InlineData("ada@example..org")]
    [InlineData("ada@example.org.")]
    public void What_could_pass_for_another_address_is_refused(string typed) =>
        Assert.Equal("people.field_bad_email", EmailAddress.Read(typed).Error?.Code);

    [Fact]
    public void An_address_has_254_characters_at_most()
    {
        var longest = new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat(new string('b', 46), 4)) + ".c";

        Assert.NotNull(EmailAddress.Read(longest).Value);
        Assert.Equal("people.field_bad_email", EmailAddress.Read("a" + longest).Error?.Code);
    }

    [Fact]
    public void An_empty_field_is_named()
    {
        var refusal = EmailAddress.Read("  ", "new_email").Error;

        Assert.Equal("people.field_required", refusal?.Code);
        Assert.Equal("new_email", refusal?.Field);
    }
}
