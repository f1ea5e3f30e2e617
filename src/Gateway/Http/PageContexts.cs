using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.People;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Http;

/// <summary>The published policies of a school, for the footer of its pages. The policies' area registers it.</summary>
public interface IPolicyLinks
{
    /// <summary>Links in the order to show, named in the request's language.</summary>
    Task<ImmutableArray<ShellLink>> Of(TenantRequest request);

    /// <summary>Links of every answer to the policies in force (RFC 8288), one a line; none where none is (M05).</summary>
    Task<ImmutableArray<string>> Relations(TenantRequest request);

    /// <summary>In short, which documents and versions there are and which are in force: what pages of them come from.</summary>
    Task<string> State(TenantRequest request);
}

/// <summary>Makes what the pages' frame knows of a request.</summary>
internal static class PageContexts
{
    /// <summary>The request's context, or one made from what is known so far; never fails.</summary>
    public static PageContext Of(HttpContext http) =>
        http.Features.Get<PageContext>() ??
        (http.Features.Get<TenantRequest>() is { } request ? Of(http, request) : Neutral(http));

    /// <summary>The context of a school's page.</summary>
    public static PageContext Of(HttpContext http, TenantRequest request)
    {
        var profile = request.School.Profile;
        var language = request.UiLanguage;

        return new PageContext
        {
            Brand = new SchoolBrand(
                profile.NameIn(language.Tag),
                BrandColour.TryParse(profile.Colour, out var colour) ? colour : BrandColour.Default,
                profile.Logo.Length > 0 ? "/media/" + profile.Logo : null,
                profile.Taglines.GetValueOrDefault(language.Tag)),
            Language = language,
            Names = Consent.Documents.Names(request.School, language),
            Languages = LanguageChoice.Offered(request.School),
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            Viewer = request.Account is { } account
                ? new Viewer(
                    account.DisplayName,
                    account.RunsSchool,
                    account.Roles.Contains(Role.Operator),
                    Teaches: account.Roles.Contains(Role.Instructor),
                    DraftsPolicies: account.DraftsPolicies,
                    ApprovesPolicies: account.ApprovesPolicies)
                : null,
            Path = http.Request.Path.Value ?? "/",
            Query = http.Request.QueryString.Value ?? "",
            Origin = new Uri(request.Origin),
        };
    }

    // For a host that leads nowhere: nobody's name, colour or address.
    private static PageContext Neutral(HttpContext http) => new()
    {
        Brand = new SchoolBrand(
            http.RequestServices.GetRequiredService<IOptions<PlatformOptions>>().Value.Name, BrandColour.Default),
        Language = LanguageChoice.Of(http.Request, UiLanguages.All, UiLanguages.English, cookie: null).Language,
        Path = http.Request.Path.Value ?? "/",
        Query = http.Request.QueryString.Value ?? "",
    };
}

/// <summary>Puts the page's context where the frame looks for it. After the authentication step.</summary>
internal sealed class PageMiddleware(RequestDelegate next, IPolicyLinks policies)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<TenantRequest>() is { } request)
        {
            // What she set in her account beats what her browser says, and not what she picked here.
            if (!request.LanguageWasChosen && LanguageChoice.Find(request.School, request.Account?.Language) is { } own)
                request.UiLanguage = own;

            var page = PageContexts.Of(http, request);

            http.Features.Set(page with
            {
                // From the memory of her own grain: no page asks the store for it.
                Viewer = page.Viewer is { } viewer && !request.IsPlatform
                    ? viewer with { Unread = await request.Grains.Notifications(request.Account!.Id).Unread() }
                    : page.Viewer,
                Policies = request.IsPlatform ? [] : await policies.Of(request),
                CookiePrompt = await CookiePrompt.Of(http, request),
            });
        }
        else
        {
            http.Features.Set(PageContexts.Of(http));
        }

        await next(http);
    }
}
