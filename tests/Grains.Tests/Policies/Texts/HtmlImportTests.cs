using System.Text;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class HtmlImportTests
{
    [Fact]
    public void A_page_becomes_sections()
    {
        var text = Read("""
            <!doctype html><html><head><title>Ours</title><style>p { color: red }</style></head><body>
            <nav><a href="/">Home</a></nav>
            <h1>Privacy &amp; you</h1><p>We <strong>care</strong>,<br>always.</p>
            <h2>1. What we keep</h2><ul><li>Name</li><li>Mail<ul><li>private</li></ul></li></ul>
            <h3>How long</h3><p>See <a href="https://example.org/x">there</a> or <a href="javascript:alert(1)">here</a>.</p>
            <ol start="3"><li>three</li><li><p>four</p><p>more</p></li></ol>
            <table><tr><th>What</th><th>Why</th></tr><tr><td>Name</td><td>a|b</td></tr></table>
            <blockquote><p>Quoted.</p></blockquote><script>alert(1)</script></body></html>
            """);

        Assert.Equal("Privacy & you", text.Title);
        Assert.Equal("We **care**,\\\nalways.", text.PreambleMarkdown);
        Assert.Equal([("what-we-keep", 1), ("how-long", 2)],
            text.Sections.Select(section => (section.Key, section.Level)));
        Assert.Equal("- Name\n- Mail\n  - private", text.Sections[0].Markdown);
        Assert.Equal(
            "See [there](<https://example.org/x>) or here.\n\n3. three\n4. four\n\n   more\n\n"
            + "| What | Why |\n| --- | --- |\n| Name | a\\|b |\n\n> Quoted.",
            text.Sections[1].Markdown.Replace("  or", " or", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_that_only_looks_like_headings_is_divided_too()
    {
        var text = Read("""
            <div><p><b>Privacy Policy</b></p><p>We care about what you give us, and say so.</p>
            <p><strong>1. Scope</strong></p><p>This is for all of you who learn here.</p>
            <p>1.1. A clause that says what it says.</p>
            <p><strong>2. Rights</strong></p><p>You may ask us what we hold.</p></div>
            """);

        Assert.Equal("Privacy Policy", text.Title);
        Assert.Equal(["1. Scope", "1.1. ", "2. Rights"],
            text.Sections.Select(section => $"{section.Number} {section.Heading}"));
        Assert.Equal("A clause that says what it says.", text.Sections[1].Markdown);
    }

    [Fact]
    public void Menus_left_out_are_named()
    {
        var report = PolicyImport.Read("<nav>Home Courses</nav><h2>Rights</h2><p>Yours.</p>"u8, new("en")).Value!;

        Assert.Equal("Home Courses", Assert.Single(report.Findings, finding => finding.Code == ImportFindings.LeftOut)
            .Excerpt);
    }

    [Fact]
    public void A_table_that_only_lays_out_a_page_is_read_through_once()
    {
        var text = Read(
            "<table><tr><td><table><tr><td>One.</td><td>Two.</td></tr></table></td><td><h2>Three</h2><p>Four.</p></td></tr></table>");

        Assert.Equal("| One. | Two. |\n| --- | --- |", text.PreambleMarkdown);
        Assert.Equal(("Three", "Four."), (text.Sections[0].Heading, text.Sections[0].Markdown));
    }

    [Fact]
    public void Tags_that_a_parser_opens_again_and_again_are_refused()
    {
        var page = $"<p>{string.Concat(Enumerable.Range(0, 240).Select(number => $"<b a={number}>"))}"
            + string.Concat(Enumerable.Repeat("<p>x", 40_000));

        Assert.Equal(
            "policy.text_too_complex",
            PolicyImport.Read(Encoding.UTF8.GetBytes(page), new("en") { Format = ImportFormat.Html }).Error?.Code);
    }

    [Theory]
    [InlineData("<p>a</p><script>alert(1)</script>")]
    [InlineData("<p onclick=alert(1)>a</p>")]
    [InlineData("<p>a</p><svg/onload=alert(1)>")]
    [InlineData("<p>a</p><img src=x onerror=alert(1)>")]
    [InlineData("<p>a <a href=\" java&#115;cript:alert(1)\">b</a></p>")]
    [InlineData("<p>a <a href=\"java\tscript:alert(1)\">b</a></p>")]
    [InlineData("<p>a <a href=\"data:text/html,<script>alert(1)</script>\">b</a></p>")]
    [InlineData("<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("<p>a [b](javascript:alert(1))</p>")]
    [InlineData("<p>a</p><iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("<p>a <a href='https://x/)(javascript:alert(1)'>b](javascript:alert(1)</a></p>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>a")]
    [InlineData("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>a</noscript><p>a</p>")]
    public void Nothing_active_comes_through(string html)
    {
        var read = PolicyImport.Read(Encoding.UTF8.GetBytes(html), new("en") { Format = ImportFormat.Html });

        Assert.True(read.Value is not null || read.Error!.Code == "policy.text_empty");
        Assert.All(read.Value?.Text.Parts
            ?? [], part => HtmlOracle.IsInert(PolicyMarkdown.ToHtml(part.Markdown, "en")));
    }

    private static PolicyText Read(string html) =>
        PolicyImport.Read(Encoding.UTF8.GetBytes(html), new("en") { Format = ImportFormat.Html }).Value!.Text;
}
