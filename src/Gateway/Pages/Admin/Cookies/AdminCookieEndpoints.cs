using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Cookies;

/// <summary>Which cookies the school declares, how people decide about them, and what was taken out.</summary>
internal static class AdminCookieEndpoints
{
    private const int LongestWords = 300;

    public static void MapAdminCookies(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/cookies", Show);
        admin.MapPost("/school/cookies", Send);
    }

    private static async Task<IResult> Show(TenantRequest request, OwnCookies own, string? saved) =>
        Page.Of<AdminCookiesPage, AdminCookiesModel>(await Model(request, own, new(), saved is "1"));

    private static async Task<IResult> Send(IFormCollection form, TenantRequest request, OwnCookies own)
    {
        var typed = CookieForm.Read(form, request.School.Profile.Languages, LongestWords);
        var sent = FormText.First(form, "do") switch
        {
            "declare" => await Declare(request, own, typed, form.Number("version")),
            "remove" => await Remove(request, form.Line("cookie", 64), form.Number("version")),
            _ => await Decide(request, form),
        };

        return sent is { } refusal
            ? Page.Of<AdminCookiesPage, AdminCookiesModel>(await Model(request, own, typed, saved: false), refusal)
            : Results.Redirect(AdminPlaces.Cookies + "?saved=1");
    }

    // One of a name that is declared takes its place.
    private static async Task<Error?> Declare(TenantRequest request, OwnCookies own, CookieForm typed, int version)
    {
        if (own.Find(typed.Name) is not null)
            return CookieErrors.Bad("own", "name", $"'{typed.Name}' is a cookie of the site itself.", typed.Name);

        var now = (await request.Grains.Cookies.Current()).Cookies;
        var next = now.RemoveAll(cookie => string.Equals(cookie.Name, typed.Name, StringComparison.Ordinal)).Add(typed.ToDeclaration());

        return (await request.Grains.Cookies.Declare(new DeclareCookies(next, version))).Error;
    }

    private static async Task<Error?> Remove(TenantRequest request, string name, int version)
    {
        var now = (await request.Grains.Cookies.Current()).Cookies;
        var next = now.RemoveAll(cookie => string.Equals(cookie.Name, name, StringComparison.Ordinal));

        return (await request.Grains.Cookies.Declare(new DeclareCookies(next, version))).Error;
    }

    private static async Task<Error?> Decide(TenantRequest request, IFormCollection form)
    {
        var now = request.School.Rules;
        var rules = now with
        {
            Cookies = new CookieRule(
                form.Choice<CookieControl>("control") ?? now.Cookies.Control,
                form.Choice<CookieConsent>("consent") ?? now.Cookies.Consent,
                form.Choice<UnknownVisitor>("unknown") ?? now.Cookies.Unknown),
            Embeds = form.Choices<EmbedProvider>("embeds"),
        };

        return (await request.Grains.School.ChangeRules(Grains.Privacy.SettingCatalogue.KeepingClauses(rules, now), form.Number("revision"))).Error;
    }

    private static async Task<AdminCookiesModel> Model(TenantRequest request, OwnCookies own, CookieForm typed, bool saved) => new(
        await request.Grains.Cookies.Current(),
        [.. own.All.Select(cookie => (own.Sent(cookie), cookie))],
        await request.Grains.CookieReports.All(),
        request.School.Rules,
        request.School.Revision,
        [.. request.School.Profile.Languages.Select(UiLanguages.Find).OfType<UiLanguage>()],
        typed,
        saved);
}

/// <summary>A cookie as it is typed.</summary>
public sealed record CookieForm
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its category; null where none was chosen.</summary>
    public CookieCategory? Category { get; init; }

    /// <summary>Who sets it.</summary>
    public string SetBy { get; init; } = "";

    /// <summary>Days that it is kept; null where nothing was typed, or no number.</summary>
    public int? Days { get; init; }

    /// <summary>What it is for, by language.</summary>
    public ImmutableDictionary<string, string> Why { get; init; } = ImmutableDictionary<string, string>.Empty;

    internal static CookieForm Read(IFormCollection form, IEnumerable<string> languages, int longest) => new()
    {
        Name = form.Line("name", 65),
        Category = form.Choice<CookieCategory>("category"),
        SetBy = form.Line("set_by", 81),
        Days = Digits.TryParse(FormText.First(form, "days"), out var days) ? days : null,
        Why = languages.Select(language => (language, Words: form.Line($"why_{language}", longest + 1)))
            .Where(why => why.Words.Length > 0)
            .ToImmutableDictionary(why => why.language, why => why.Words, StringComparer.Ordinal),
    };

    internal CookieDeclaration ToDeclaration() => new(Name, Category ?? default, SetBy, Days ?? -1, Why);
}

/// <param name="Declared">The declaration that stands.</param>
/// <param name="Own">The software's own cookies, each by the name it is sent with.</param>
/// <param name="Stripped">What was taken out.</param>
/// <param name="Rules">The school's rules.</param>
/// <param name="Revision">Of the rules.</param>
/// <param name="Languages">The languages it is to say in what a cookie is for.</param>
/// <param name="Typed">What is in the form.</param>
/// <param name="Saved">Something was saved.</param>
public sealed record AdminCookiesModel(
    CookieVersion Declared,
    ImmutableArray<(string Name, OwnCookie Cookie)> Own,
    ImmutableArray<StrippedCookie> Stripped,
    SchoolRules Rules,
    int Revision,
    ImmutableArray<UiLanguage> Languages,
    CookieForm Typed,
    bool Saved);
