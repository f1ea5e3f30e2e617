using System.Collections.Immutable;
using Darsgah.Grains.Cookies;

namespace Darsgah.Grains.Tests.Cookies;

/// <summary>A school's declaration, from version to version.</summary>
public class CookieRegisterTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_change_is_a_version_and_only_an_addition_is_newer_than_an_answer()
    {
        var one = Declared(new(), Cookie("_ga"));
        var two = Declared(one, Cookie("_ga"), Cookie("_fbp", CookieCategory.Social));
        var three = Declared(two, Cookie("_fbp", CookieCategory.Social));
        var four = Declared(three, Cookie("_fbp", CookieCategory.Social), Cookie("_ga"));

        Assert.Equal([1, 2, 3, 4], four.Versions.Select(version => version.Number));
        Assert.Equal([("_fbp", 2), ("_ga", 1)], two.Current.Cookies.Select(cookie => (cookie.Name, cookie.Since)));
        Assert.Equal([("_fbp", 2)], three.Current.Cookies.Select(cookie => (cookie.Name, cookie.Since)));

        // Taken away and brought back, it is new to those who chose meanwhile.
        Assert.Equal(4, four.Current.Cookies.Single(cookie => cookie.Name == "_ga").Since);
    }

    [Fact]
    public void The_same_again_is_no_version()
    {
        var one = Declared(new(), Cookie("_ga"));

        Assert.Same(one, Declared(one, Cookie("_ga") with { Since = 17 }));
    }

    [Fact]
    public void What_widens_a_cookie_is_new_and_what_narrows_it_is_not()
    {
        var one = Declared(new(), Cookie("_ga"));
        int Since(CookieDeclaration next) => Declared(one, next).Current.Cookies[0].Since;

        Assert.Equal(2, Since(Cookie("_ga") with { SetBy = "Somebody else" }));
        Assert.Equal(2, Since(Cookie("_ga") with { Days = 31 }));
        Assert.Equal(2, Since(Cookie("_ga", CookieCategory.Social)));
        Assert.Equal(2, Since(Cookie("_ga") with { Why = Why("en", "For something else.") }));
        Assert.Equal(1, Since(Cookie("_ga") with { Days = 29 }));
        Assert.Equal(1, Since(Cookie("_ga") with { Why = Cookie("_ga").Why.Add("ar", "لشيء") }));
    }

    public static TheoryData<string, CookieDeclaration> Wrong => new()
    {
        { "cookies.name_bad", Cookie("a b") },
        { "cookies.name_bad", Cookie("") },
        { "cookies.name_bad", Cookie("*") },
        { "cookies.name_bad", Cookie("a*b") },
        { "cookies.name_bad", Cookie("a=b") },
        { "cookies.name_bad", Cookie(new string('a', 65)) },
        { "cookies.essential_bad", Cookie("cart", CookieCategory.Essential) },
        { "cookies.essential_bad", Cookie("cart", default) },
        { "cookies.set_by_bad", Cookie("_ga") with { SetBy = " " } },
        { "cookies.set_by_bad", Cookie("_ga") with { SetBy = "a\nb" } },
        { "cookies.days_bad", Cookie("_ga") with { Days = 401 } },
        { "cookies.days_bad", Cookie("_ga") with { Days = -1 } },
        { "cookies.why_bad", Cookie("_ga") with { Why = Why("ar", "لشيء") } },
        { "cookies.why_bad", Cookie("_ga") with { Why = Why("en", new string('a', 301)) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    [Trait("Rule", "B28"), Trait("Rule", "B31")]
    public void What_cannot_be_declared_is_refused_by_name(string code, CookieDeclaration cookie)
    {
        var refused = new CookieRegister().Declare(new DeclareCookies([cookie], 0), ["en"], "test", At);

        Assert.Equal(code, refused.Error?.Code);
    }

    [Fact]
    public void Twice_the_same_and_an_older_version_are_refused()
    {
        var one = Declared(new(), Cookie("_ga"));

        Assert.Equal("cookies.twice_bad", one.Declare(new DeclareCookies([Cookie("_ga"), Cookie("_ga")], 1), ["en"], "test", At).Error?.Code);
        Assert.Equal("cookies.changed", one.Declare(new DeclareCookies([], 0), ["en"], "test", At).Error?.Code);
    }

    [Theory]
    [InlineData("_ga", "_ga", true)]
    [InlineData("_ga", "_gat", false)]
    [InlineData("_ga_*", "_ga_1234", true)]
    [InlineData("_ga_*", "_ga", false)]
    [InlineData("_ga", "_GA", false)]
    public void A_star_stands_for_any_end(string declared, string cookie, bool names) => Assert.Equal(names, Cookie(declared).Names(cookie));

    [Fact]
    public void Reports_count_by_name_and_reason_and_keep_a_hundred_names()
    {
        var reports = new CookieReports().With("_fbp", StripReason.Undeclared, 1, At).With("_fbp", StripReason.Undeclared, 2, At.AddDays(1));

        Assert.Equal([new StrippedCookie("_fbp", StripReason.Undeclared, At, At.AddDays(1), 3)], reports.Rows);

        for (var number = 0; number < 200; number++)
            reports = reports.With($"made-up-{number}", StripReason.Undeclared, 1, At);

        Assert.Equal(100, reports.Rows.Length);
        Assert.Equal(4, reports.With("_fbp", StripReason.Undeclared, 1, At).Rows[0].Times);
    }

    private static CookieRegister Declared(CookieRegister register, params CookieDeclaration[] cookies) =>
        register.Declare(new DeclareCookies([.. cookies], register.Current.Number), ["en"], "test", At).Value!;

    private static CookieDeclaration Cookie(string name, CookieCategory category = CookieCategory.Analytics) =>
        new(name, category, "Google Analytics", 30, Why("en", "Counts visits."));

    private static ImmutableDictionary<string, string> Why(string language, string words) =>
        ImmutableDictionary<string, string>.Empty.Add(language, words);
}
