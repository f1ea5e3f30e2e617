using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>What a lesson's text may hold, and what it never does (SEC-E01).</summary>
public class LessonMarkdownTests
{
    [Theory]
    [InlineData("![A leaf](/media/0193a7)", "<img src=\"/media/0193a7\"")]
    [InlineData("The root is $\\sqrt{2}$.", "<msqrt>")]
    [InlineData("$$\nx^2\n$$", "display=\"block\"")]
    [InlineData("It is $\\unknown$ here.", "<code>\\unknown</code>")]
    [InlineData("$$\n\\unknown\n$$", "<pre><code>\\unknown</code></pre>")]
    [InlineData("```\nvar x = 1;\n```", "<pre><code>var x = 1;")]
    [InlineData("|a|b|\n|-|-:|\n|1|2|", "class=\"number\"")]
    public void It_shows(string markdown, string expected) =>
        Assert.Contains(expected, LessonMarkdown.ToHtml(markdown, "en", 1), StringComparison.Ordinal);

    [Theory]
    [InlineData("![x](https://elsewhere.example/a.png)")]
    [InlineData("![x](/media/../account)")]
    [InlineData("![x](//elsewhere.example/media/a)")]
    [InlineData("![x](/media/a\"onerror=\"alert)")]
    [InlineData("![x](data:image/svg+xml,<svg onload=alert(1)>)")]
    [InlineData("<img src=/media/a onerror=alert(1)>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("$\\text{<script>alert(1)</script>}$")]
    [InlineData("$\\unknown<script>$")]
    public void It_loads_nothing_from_elsewhere_and_runs_nothing(string markdown)
    {
        var html = LessonMarkdown.ToHtml(markdown, "en", 1);

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_are_no_formulas_and_a_policy_has_neither_formulas_nor_pictures()
    {
        Assert.DoesNotContain("<math", LessonMarkdown.ToHtml("It costs $5 or $6 a month.", "en", 1), StringComparison.Ordinal);
        Assert.DoesNotContain("<math", PolicyMarkdown.ToHtml("$x^2$", "en"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", PolicyMarkdown.ToHtml("![x](/media/a)", "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$x^2$ or *less*", "<math", "x^2 or less")]
    [InlineData("`x` **now**", "<code>x</code> <strong>now</strong>", "x now")]
    [InlineData("2*3*4 = -24 + 2 * 24", "2*3*4 = -24 + 2 * 24", "2*3*4 = -24 + 2 * 24")]
    [InlineData("- 5", "- 5", "- 5")]
    [InlineData("1. first", "1. first", "1. first")]
    [InlineData("# one", "# one", "# one")]
    [InlineData("$5 or $6", "$5 or $6", "$5 or $6")]
    [InlineData("[a](https://elsewhere.example)", "[a](https://elsewhere.example)", "[a](https://elsewhere.example)")]
    public void A_line_in_a_label_has_formulas_and_emphasis_and_is_else_what_it_was(string text, string html, string plain)
    {
        Assert.StartsWith(html, LessonMarkdown.ToInlineHtml(text, "en"), StringComparison.Ordinal);
        Assert.Equal(plain, LessonMarkdown.ToInlineText(text));
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("![x](/media/a)")]
    [InlineData("<https://elsewhere.example>")]
    [InlineData("$\\text{<script>alert(1)</script>}$")]
    public void A_line_in_a_label_leads_nowhere_and_runs_nothing(string text)
    {
        var html = LessonMarkdown.ToInlineHtml(text, "en");

        Assert.All(["<img", "<script", "<a ", "<p"], sign => Assert.DoesNotContain(sign, html, StringComparison.Ordinal));
    }

    /// <summary>SEC-E03.</summary>
    [Fact]
    public void A_text_of_nothing_but_signs_is_refused() =>
        Assert.NotNull(LessonMarkdown.Check(string.Concat(Enumerable.Repeat("$a ", 20_000))));
}
