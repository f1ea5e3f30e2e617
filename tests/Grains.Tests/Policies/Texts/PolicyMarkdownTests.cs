using System.Diagnostics;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class PolicyMarkdownTests
{
    public static TheoryData<string> Payloads =>
    [
        "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](<javascript:alert(1)>)",
            "[a](<java\tscript:alert(1)>)",
        "[a](<\u0001javascript:alert(1)>)", "[a](< javascript:alert(1)>)", "[a](&#106;avascript:alert(1))",
        "[a](&#x6A;avascript&colon;alert(1))", "[a](javascript&#58;alert(1))", "[a](java&Tab;script:alert(1))",
        "[a](java&NewLine;script:alert(1))", "[a](javascript:alert(1) \"t\")",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](DATA:text/html,x)", "[a](vbscript:msgbox(1))", "[a](file:///etc/passwd)", "[a](blob:https://x/y)",
        "[a](about:blank)", "[a](view-source:https://x)", "[a](feed:javascript:alert(1))", "[a](ms-word:x)",
            "[a](intent://x)",
        "[a](//evil.example)", "[a](\\\\\\\\evil.example)", "[a](/\\\\evil.example)", "[a](<\\\\evil.example>)",
            "[a](ws://x)",
        "<javascript:alert(1)>", "<JAVASCRIPT:alert(1)>", "<data:text/html,x>", "<vbscript:x>", "<file:///x>",
        "[a][b]\n\n[b]: javascript:alert(1)", "[b]\n\n[b]: <javascript:alert(1)> 'x'", "[b][]\n\n[b]: data:text/html,x",
        "![a](javascript:alert(1))", "![a](https://tracker.example/p.gif)", "![a](/x.png)",
            "![a](data:image/svg+xml,x)",
        "![a][b]\n\n[b]: https://tracker.example/p.gif", "[![a](x)](javascript:alert(1))",
            "![[a](javascript:alert(1))](x)",
        "[*a* ![b](javascript:x)](javascript:y)", "[a <javascript:x>](javascript:y)",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
            "a <b onclick=alert(1)>b</b>",
        "<a href=\"javascript:alert(1)\">a</a>", "<!-- --><script>alert(1)</script>", "<![CDATA[<script>]]>",
            "<?xml?><script>",
        "<style>@import 'x'</style>", "<iframe src=x>", "<math><mi//xlink:href=\"javascript:alert(1)\">",
            "</p><script>alert(1)</script>",
        "`<script>`", "    <script>alert(1)</script>", "```html\n<script>alert(1)</script>\n```",
        "``` \"onmouseover=alert(1)\nx\n```", "```js\" onload=\"alert(1)\nx\n```",
            "[a](https://x \"\\\" onmouseover=\\\"alert(1)\")",
        "[a](https://x/\"onmouseover=\"alert(1))", "[a](<https://x/\"><script>alert(1)</script>>)",
            "| <script> | b |\n|---|---|\n| a | <img onerror=x> |",
        "# <script>alert(1)</script>", "- <script>alert(1)</script>", "> <script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)", "\\<script>alert(1)\\</script>", "[a]: javascript:alert(1)\n\n[A]",
            "a{onclick=alert(1)}", "# a {#x onclick=alert(1)}",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Nothing_a_writer_puts_in_comes_out_active(string payload)
    {
        HtmlOracle.IsInert(PolicyMarkdown.ToHtml(payload, "en"));
        HtmlOracle.IsInert(PolicyMarkdown.ToHtml(payload, "ar"));
        HtmlOracle.IsInert(PolicyMarkdown.ToHtml($"سلام {payload}", "fa-AF"));
    }

    [Theory]
    [InlineData("[a](https://example.org/x?y=1#z)", "<a href=\"https://example.org/x?y=1#z\" rel=\"noopener noreferrer nofollow\">a</a>")]
    [InlineData("<https://example.org>", "<a href=\"https://example.org\" rel=\"noopener noreferrer nofollow\">https://example.org</a>")]
    [InlineData("<a@example.org>", "<a href=\"mailto:a@example.org\">a@example.org</a>")]
    [InlineData("[a](mailto:a@example.org)", "<a href=\"mailto:a@example.org\">a</a>")]
    [InlineData("[a](tel:+93700000000)", "<a href=\"tel:+93700000000\">a</a>")]
    [InlineData("[a](#your-rights)", "<a href=\"#your-rights\">a</a>")]
    [InlineData("[a](/terms)", "<a href=\"/terms\">a</a>")]
    public void Links_of_the_list_work(string markdown, string html) =>
        Assert.Equal($"<p>{html}</p>\n", PolicyMarkdown.ToHtml(markdown, "en"));

    [Theory]
    [InlineData("a [b *c*](javascript:x) d", "<p>a b <em>c</em> d</p>\n")]
    [InlineData("a ![b](https://x/y.png) c", "<p>a b c</p>\n")]
    public void A_refused_link_leaves_its_words(string markdown, string html) =>
        Assert.Equal(html, PolicyMarkdown.ToHtml(markdown, "en"));

    [Fact]
    public void Headings_go_below_the_sections_heading()
    {
        Assert.Equal("<h3>a</h3>\n<h4>b</h4>\n", PolicyMarkdown.ToHtml("# a\n\n## b", "en", underLevel: 2));
        Assert.Equal("<h6>a</h6>\n", PolicyMarkdown.ToHtml("### a", "en", underLevel: 5));
    }

    [Theory]
    [Trait("Rule", "Q01")]
    [InlineData("ar", "نستخدم Google Analytics هنا.", "<p>نستخدم <bdi>Google Analytics</bdi> هنا.</p>\n")]
    [InlineData("ar", "Google Analytics أداة.", "<p><bdi>Google Analytics</bdi> أداة.</p>\n")]
    [InlineData("fa-AF", "به support@gmail.com بنویسید.", "<p>به <bdi>support@gmail.com</bdi> بنویسید.</p>\n")]
    [InlineData("ar", "اتصل +93 70 000 (دائما)", "<p>اتصل <bdi>+93 70 000</bdi> (دائما)</p>\n")]
    [InlineData("ar", "Only English.", "<p dir=\"auto\"><bdi>Only English</bdi>.</p>\n")]
    [InlineData("ar", "في 2024.", "<p>في 2024.</p>\n")]
    [InlineData("en", "Our word درسگاه is Dari.", "<p>Our word <bdi>درسگاه</bdi> is Dari.</p>\n")]
    [InlineData("en", "درسگاه", "<p dir=\"auto\"><bdi>درسگاه</bdi></p>\n")]
    public void Words_of_the_other_direction_are_isolated(string language, string markdown, string html) =>
        Assert.Equal(html, PolicyMarkdown.ToHtml(markdown, language));

    [Fact]
    public void Tables_and_lists_are_shown() => HtmlOracle.IsInert(
        PolicyMarkdown.ToHtml("| a | b |\n|:--|--:|\n| c | d |\n\n3. x\n4. y\n   - z", "en"));

    [Theory]
    [InlineData(">")]
    [InlineData("> ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("*a ")]
    [InlineData("_a ")]
    [InlineData("**a *b ")]
    [InlineData("[](")]
    [InlineData("`a``")]
    [InlineData("|a")]
    [InlineData("<a ")]
    [InlineData("\t")]
    [InlineData("[a]: /u\n")]
    [InlineData("&#1;")]
    public void A_mebibyte_of_marks_is_refused_at_once(string mark)
    {
        var text = string.Concat(Enumerable.Repeat(mark, 1_000_000 / mark.Length));
        var most = text[..MarkdownLimits.LongestText];
        var watch = Stopwatch.StartNew();

        Assert.NotNull(PolicyMarkdown.Check(text));
        Assert.Throws<FormatException>(() => PolicyMarkdown.ToHtml(text, "en"));
        _ = PolicyMarkdown.Check(most);

        // Loose on purpose: it tells linear from quadratic, on any machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("[", 300)]
    [InlineData("**a *b ", 200)]
    [InlineData("- ", 40)]
    public void What_the_check_lets_pass_can_be_shown(string mark, int copies)
    {
        var text = string.Concat(Enumerable.Repeat(mark, copies));

        var html = PolicyMarkdown.Check(text) is null ? PolicyMarkdown.ToHtml(text, "en") : "refused";

        Assert.NotEmpty(html);
    }

    [Fact]
    public void A_long_rule_is_no_nesting() => Assert.Null(PolicyMarkdown.Check($"a\n\n{new string('-', 80)}\n\nb"));

    [Fact]
    public void Plain_text_is_what_a_reader_sees() =>
        Assert.Equal("a b\nc d", PolicyMarkdown.ToPlainText("a **b**\n\n- [c](https://x) `d`"));
}
