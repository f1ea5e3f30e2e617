using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Cookies;

/// <summary>What a page has to say about cookies, and the record that it did.</summary>
/// <param name="Question">Ask, or notify.</param>
/// <param name="Terms">What is declared, and what she answered.</param>
/// <param name="Served">Records that it was put before her; nothing for a visitor.</param>
public sealed record CookiePrompt(CookieQuestion Question, CookieTerms Terms, Func<Task> Served)
{
    /// <summary>The prompt of a request's page; null where there is nothing to say or nobody reads it.</summary>
    internal static async Task<CookiePrompt?> Of(HttpContext http, TenantRequest request)
    {
        if (request.IsPlatform || !PageViews.IsOne(http.Request) || Places.Holds(Places.Cookies, http.Request.Path.Value ?? ""))
            return null;

        var question = await CookieStanding.Question(http, request);

        return question == CookieQuestion.None ? null : Prompt(question, await CookieStanding.Of(http, request), http, request);
    }

    private static CookiePrompt Prompt(CookieQuestion question, CookieTerms terms, HttpContext http, TenantRequest request)
    {
        var surface = http.Request.Path.Value ?? "/";
        var shown = CookieText.Shown(terms.Declared, request.UiLanguage.Tag);

        return new(question, terms, () => request.Account is { } account
            ? request.Grains.ConsentLedger(account.Id).ServeNotice(shown, surface)
            : Task.CompletedTask);
    }
}
