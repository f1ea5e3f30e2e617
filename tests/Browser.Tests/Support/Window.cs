using System.Globalization;
using System.Net;
using Darsgah.TestKit;
using Microsoft.Playwright;

namespace Darsgah.Browser.Tests.Support;

/// <summary>Somebody's browser at one host, with cookies of its own. What it complains about is kept.</summary>
public sealed class Window : IAsyncDisposable
{
    private const float Patience = 30_000;

    private readonly List<string> complaints = [];
    private Uri origin;

    private Window(Uri origin, IBrowserContext context, IPage page) => (this.origin, Context, Page) = (origin, context, page);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors on the console, scripts that failed, and requests that left the host.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Path and query of the page that is shown.</summary>
    public string Path => new Uri(Page.Url).PathAndQuery;

    /// <param name="language">What the browser says it prefers.</param>
    /// <param name="script">False for a browser without JavaScript.</param>
    public static async Task<Window> Open(IBrowser browser, Uri origin, string language = "en", bool script = true)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = script,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "Asia/Kabul",
        });
        context.SetDefaultTimeout(Patience);

        var window = new Window(origin, context, await context.NewPageAsync());
        window.Page.Request += (_, request) => window.Heard(request);
        window.Page.Console += (_, message) => window.Heard(message);
        window.Page.PageError += (_, error) => window.complaints.Add("script: " + error);
        return window;
    }

    /// <summary>Starts anew at another host, without cookies. Cheaper than another window.</summary>
    public async Task Begin(Uri newOrigin, ColorScheme colours)
    {
        await Context.ClearCookiesAsync();
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours });
        origin = newOrigin;
        complaints.Clear();
    }

    /// <summary>Takes over the cookies of somebody who is signed in.</summary>
    public Task Become(Visitor visitor) => Context.AddCookiesAsync(
        visitor.Cookies.GetAllCookies().Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Url = origin.ToString(),
            HttpOnly = cookie.HttpOnly,
        }));

    /// <summary>Picks the language of the interface, as the menu does.</summary>
    public Task Speak(string language) => Context.AddCookiesAsync(
        [new Microsoft.Playwright.Cookie { Name = "ui", Value = language, Url = origin.ToString() }]);

    /// <summary>Opens a page.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It answered with another status.</exception>
    public async Task Go(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await Page.GotoAsync(new Uri(origin, path).ToString());

        Assert.True(
            answer!.Status == (int)status,
            string.Create(CultureInfo.InvariantCulture, $"{path} answered {answer.Status}, not {(int)status}."));
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>Types into a field, by its name.</summary>
    public Task Type(string field, string text) => Page.Locator($"main [name='{field}']:not([type=hidden])").FillAsync(text);

    /// <summary>Chooses from a list, by the field's name.</summary>
    public Task Choose(string field, string value) => Page.Locator($"main select[name='{field}']").SelectOptionAsync(value);

    /// <summary>Ticks a box or a radio button.</summary>
    public Task Tick(string field, string value) => Page.Locator($"main input[name='{field}'][value='{value}']").CheckAsync();

    /// <summary>Presses what leads to another page, and waits until that is there.</summary>
    /// <param name="selector">A button or link; by default the first button that sends a form.</param>
    public Task Press(string selector = "main form[method=post] button[type=submit]") =>
        Loading(() => Page.Locator(selector).First.ClickAsync());

    /// <summary>Does what leads to another page, and waits until that is there.</summary>
    public async Task Loading(Func<Task> act)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => there.TrySetResult();

        Page.Load += Loaded;

        try
        {
            await act();
            await there.Task.WaitAsync(TimeSpan.FromMilliseconds(Patience));
        }
        finally
        {
            Page.Load -= Loaded;
        }
    }

    /// <summary>What stands there, blanks as one space.</summary>
    public async Task<string> Text(string selector = "main") =>
        string.Join(' ', (await Page.Locator(selector).First.InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public Task<bool> Has(string selector) => Page.Locator(selector).First.IsVisibleAsync();

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private void Heard(IRequest request)
    {
        if (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Authority != origin.Authority)
            complaints.Add("left the host: " + request.Url);
    }

    // That a page answers 404, 422 or 503 is said there too, and is what the test is about.
    private void Heard(IConsoleMessage message)
    {
        if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource: the server responded", StringComparison.Ordinal))
            complaints.Add("console: " + message.Text);
        else if (message.Type is "error" && !IsPage(message.Location))
            complaints.Add($"console: {message.Text} {message.Location}");
    }

    private static bool IsPage(string location) =>
        !location.Contains("/css/", StringComparison.Ordinal)
        && !location.Contains("/js/", StringComparison.Ordinal)
        && !location.Contains("/fonts/", StringComparison.Ordinal)
        && !location.Contains("/brand.css", StringComparison.Ordinal)
        && !location.Contains("/icon", StringComparison.Ordinal);
}
