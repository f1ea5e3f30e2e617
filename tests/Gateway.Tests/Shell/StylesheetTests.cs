using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Darsgah.Gateway.Tests.Shell;

/// <summary>Rules of the stylesheet that the eye misses.</summary>
public partial class StylesheetTests
{
    private static readonly string[] FirstPage = ["css/site.css", "js/site.js", "icon.svg", "fonts/vazirmatn-arabic.woff2"];

    private static readonly string Css = string.Concat(
        new[] { "css/site.css", "css/learn.css", "css/desk.css" }.Select(file => File.ReadAllText(Path.Combine(WebRoot(), file))));

    [Fact]
    public void Nothing_is_placed_by_left_or_right() => Assert.Empty(Physical().Matches(Css).Select(match => match.Value));

    [Fact]
    public void Nothing_is_loaded_from_another_host()
    {
        Assert.All(
            Url().Matches(Css).Select(match => match.Groups["url"].Value),
            url => Assert.DoesNotContain("//", url, StringComparison.Ordinal));
        Assert.DoesNotContain("@import", Css, StringComparison.Ordinal);
        Assert.DoesNotContain("://", File.ReadAllText(Path.Combine(WebRoot(), "js/site.js")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_it_names_exists() => Assert.All(
        Url().Matches(Css).Select(match => match.Groups["url"].Value),
        url => Assert.True(File.Exists(Path.Combine(WebRoot(), url.TrimStart('/'))), $"no {url}"));

    [Fact]
    public void A_first_page_stays_light()
    {
        var size = FirstPage.Sum(file => new FileInfo(Path.Combine(WebRoot(), file)).Length);

        Assert.InRange(size, 1, 85_000); // uncompressed; leaves room for the page below 100 KB
    }

    private static string WebRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Gateway/wwwroot"));

    [GeneratedRegex(@"(?:margin|padding|border)-(?:left|right)|(?:text-align|float):\s*(?:left|right)|[;{\s](?:left|right):", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Physical();

    [GeneratedRegex("url\\(\"(?<url>[^\"]+)\"\\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Url();
}
