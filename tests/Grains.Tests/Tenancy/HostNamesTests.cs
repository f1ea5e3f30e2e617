using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Tenancy;

public class HostNamesTests
{
    [Theory]
    [InlineData("school.example.org", "school.example.org")]
    [InlineData("SCHOOL.Example.ORG", "school.example.org")]
    [InlineData("school.example.org.", "school.example.org")]
    [InlineData("mbtelm.localhost", "mbtelm.localhost")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("درسگاه.example", "xn--mgbpgi5h21a.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    public void A_host_name_is_kept_in_one_form(string host, string kept) => Assert.Equal(kept, HostNames.Normalise(host));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("school.example.org..")]
    [InlineData("school.example.org:5080")]
    [InlineData("http://school.example.org")]
    [InlineData("school.example.org/path")]
    [InlineData("a@b.example")]
    [InlineData("a b.example")]
    [InlineData("a_b.example")]
    [InlineData("-a.example")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("a.example\0")]
    [InlineData("a.example\r\nX: y")]
    public void Anything_else_is_no_host_name(string? host) => Assert.Null(HostNames.Normalise(host));

    [Fact]
    public void Three_hundred_characters_are_no_host_name() => Assert.Null(HostNames.Normalise(string.Join('.', Enumerable.Repeat("abcdefghi", 30))));

    [Theory]
    [InlineData("mbtelm")]
    [InlineData("11classes")]
    [InlineData("north-school")]
    public void A_short_name_is_fine(string slug) => Assert.Null(HostNames.RefuseSlug(slug));

    [Theory]
    [InlineData("ab", "tenancy.bad_slug")]
    [InlineData("", "tenancy.bad_slug")]
    [InlineData("../etc", "tenancy.bad_slug")]
    [InlineData("con con", "tenancy.bad_slug")]
    [InlineData("xn--abc", "tenancy.bad_slug")]
    [InlineData("درسگاه", "tenancy.bad_slug")]
    [InlineData("admin", "tenancy.reserved_slug")]
    [InlineData("platform", "tenancy.reserved_slug")]
    [InlineData("operator", "tenancy.reserved_slug")]
    public void Other_short_names_are_refused_with_the_reason(string slug, string code) =>
        Assert.Equal(code, HostNames.RefuseSlug(slug)!.Code);
}
