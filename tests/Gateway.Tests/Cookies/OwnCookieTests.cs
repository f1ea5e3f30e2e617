using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>The list of the software's own cookies is whole: every place that sets one is known, and what it sets is in the list.</summary>
[Trait("Rule", "B31")]
public partial class OwnCookieTests(Campus campus)
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Sources = new(() => Directory
        .EnumerateFiles(Gateway(), "*.cs", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Gateway(), path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal));

    private OwnCookies Own => campus.Site.Services.GetRequiredService<OwnCookies>();

    [Fact]
    public void Every_name_that_the_sources_give_a_cookie_is_declared()
    {
        var constants = new[] { typeof(SealedCookies), typeof(OwnCookies), typeof(LanguageChoice) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
        var literals = Sources.Value.Values.SelectMany(text => Literal().Matches(text)).Select(match => match.Groups["name"].Value);

        Assert.Equal(
            Own.All.Select(cookie => cookie.Name).Order(StringComparer.Ordinal),
            constants.Concat(literals).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    // A new place that sets a cookie belongs here, and its name into OwnCookies.
    [Fact]
    public void Cookies_are_set_in_these_places_only() => Assert.Equal(
        [
            "Cookies/CookieChoices.cs", // takes back what a school declared
            "Cookies/CookieFilter.cs", // takes out what is not declared
            "GatewayHost.cs", // names the form's
            "Http/LanguageChoice.cs",
            "People/PeopleSetup.cs", // names the session's
            "People/SealedCookies.cs",
        ],
        Sources.Value.Where(source => Sets().IsMatch(source.Value)).Select(source => source.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_one_says_what_it_is_for_in_every_language() => Assert.All(
        UiLanguages.All, language => Assert.All(Own.All, cookie => Assert.True(Texts.Of(language).Has(cookie.Why), cookie.Why)));

    [Fact]
    [Trait("Rule", "B28")]
    public void Only_the_language_and_the_players_choices_are_no_essential_cookies() =>
        Assert.Equal(["ui", "player"], Own.All.Where(cookie => cookie.Category != CookieCategory.Essential).Select(cookie => cookie.Name));

    private static string Gateway([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Gateway"));

    [GeneratedRegex("""CookieName\("(?<name>[^"]+)"\)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("""\.Cookies\.(Append|Delete)\(|\.Cookie\.Name\s*=|SetCookie\s*=|\.Append\("Set-Cookie""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sets();
}
