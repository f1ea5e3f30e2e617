using System.Collections.Immutable;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>What tests of cookies do at a school.</summary>
internal static class Jar
{
    private static readonly string[] languages = ["en", "fa-AF", "ar"];

    /// <summary>Asks in a banner, sets nothing without an act.</summary>
    public static SchoolRules Asking { get; } = new();

    /// <summary>Control by the browser, and nothing asked (B32).</summary>
    public static SchoolRules ByBrowser { get; } = new()
    {
        Cookies = new(CookieControl.Browser, CookieConsent.None, UnknownVisitor.SchoolCountry),
    };

    /// <summary>Control by the browser, and use agrees (E59).</summary>
    public static SchoolRules ByUse { get; } = new()
    {
        Cookies = new(CookieControl.Browser, CookieConsent.ByUse, UnknownVisitor.SchoolCountry),
    };

    /// <summary>A school that declares cookies: <c>_ga</c> of analytics for 30 days, if no others are named.</summary>
    public static async Task<School> Declaring(this Campus campus, SchoolRules rules, params CookieDeclaration[] cookies)
    {
        var school = await campus.School(rules);
        await campus.Declare(school, cookies.Length == 0 ? [Analytics] : cookies);
        return school;
    }

    public static Task<CookieVersion> Declare(this Campus campus, School school, params CookieDeclaration[] cookies) =>
        campus.Site.In(school, async grains =>
        {
            var declared = await grains.Cookies.Declare(new DeclareCookies([.. cookies], (await grains.Cookies.Current()).Number));
            return declared.Value ?? throw new InvalidOperationException(declared.Error!.Message);
        });

    public static CookieDeclaration Analytics { get; } = Cookie("_ga", CookieCategory.Analytics);

    public static CookieDeclaration Cookie(string name, CookieCategory category, int days = 30, string setBy = "Somebody Inc.") => new(
        name,
        category,
        setBy,
        days,
        ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            languages.Select(language => KeyValuePair.Create(language, $"For something ({language})."))));

    /// <summary>Asks the test's own endpoint to set a cookie; what is left of it, or null.</summary>
    public static async Task<string?> Set(this Visitor visitor, string line, bool gpc = false, string? to = null)
    {
        var query = $"/test/cookie?line={Uri.EscapeDataString(line)}" + (to is null ? "" : $"&to={Uri.EscapeDataString(to)}");
        return (await visitor.Ask(query, gpc)).Headers.GetValueOrDefault("set-cookie");
    }

    /// <summary>Asks for a page, with or without her browser's signal.</summary>
    public static Task<Answer> Ask(this Visitor visitor, string path, bool gpc)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", visitor.Language);

        if (gpc)
            request.Headers.TryAddWithoutValidation("Sec-GPC", "1");

        return visitor.Send(request);
    }

    /// <summary>What the page asks or says about cookies: <c>ask</c>, <c>notify</c>, or null.</summary>
    public static string? Prompt(this Answer page) => page.Page.QuerySelector("[data-cookies]")?.GetAttribute("data-cookies");

    /// <summary>Presses a button of the banner.</summary>
    public static Task<Answer> Press(this Visitor visitor, Answer page, string answer) =>
        visitor.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["answer"] = answer }, ".cookie-banner form");

    /// <summary>Opens the page of cookies, ticks what she allows and saves it.</summary>
    public static Task<Answer> Choose(this Visitor visitor, params string[] allowed) => visitor.ChooseWithout([], allowed);

    /// <summary>The same, with whom she refuses by name.</summary>
    public static async Task<Answer> ChooseWithout(this Visitor visitor, string[] companies, params string[] allowed)
    {
        var page = await visitor.Get("/privacy/cookies");
        var token = page.Form("#choices").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var version = page.Form("#choices").QuerySelector("input[name='version']")!.GetAttribute("value")!;

        return await visitor.Post("/privacy/cookies", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", token),
            KeyValuePair.Create("version", version),
            KeyValuePair.Create("answer", "save"),
            .. allowed.Select(category => KeyValuePair.Create("allow", category)),
            .. companies.Select(company => KeyValuePair.Create("without", company)),
        ]));
    }
}
