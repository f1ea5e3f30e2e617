using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Tests.Consent;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>What every letter is, whichever it is.</summary>
public partial class LetterTests(Campus campus)
{
    private const string Path = "/sign-in/somewhere?token=abc";

    /// <summary>Every template that has texts.</summary>
    public static TheoryData<string> Templates =>
        [.. TextCatalogue.Of(UiLanguages.English).Entries.Select(entry => Subject().Match(entry.Key)).Where(match => match.Success).Select(match => match.Groups["template"].Value)];

    /// <summary>Nobody learns from a letter that it was opened, or which of its links was followed.</summary>
    [Theory, MemberData(nameof(Templates)), Trait("Rule", "N12"), Trait("Rule", "N13")]
    public async Task It_loads_nothing_and_its_links_lead_straight_to_the_school(string template)
    {
        var school = await campus.School();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["template"] = template,
            ["language"] = "en",
            ["to"] = "ada@letters.example",
            ["policy"] = "privacy",
            ["summary"] = "Look at https://elsewhere.example/pixel.png",
        };

        if (Texts.Of(UiLanguages.English).Has($"mail.{template}.button"))
            values["path"] = Path;

        var mail = await campus.Site.Services.GetRequiredService<LetterWriter>().Write(school, "1", "Ada", values);
        using var context = BrowsingContext.New(Configuration.Default);
        using var letter = await context.OpenAsync(request => request.Content(mail.Html), TestContext.Current.CancellationToken);

        Assert.Empty(letter.QuerySelectorAll("img, script, link, iframe, object, embed, video, audio, source, form, [src], [background], [srcset]"));
        Assert.DoesNotContain("url(", mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.All(letter.QuerySelectorAll("[href]"), link => Assert.Equal(Origin(school.Hosts[0]) + Path, link.GetAttribute("href")));
    }

    private string Origin(string host) => $"http://{host}:{campus.Site.Port}";

    [GeneratedRegex(@"^mail\.(?<template>[a-z_]+)\.subject$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Subject();
}
