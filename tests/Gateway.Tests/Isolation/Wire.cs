using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Connections to the product on which every cookie and header is the test's own, kept open between requests.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Site site;
    private readonly HttpClient client;

    public Wire(Site site)
    {
        this.site = site;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Every host name is on this machine.
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, site.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public async Task<Reply> Send(string method, string host, string path, HttpContent? content, IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{host}:{site.Port}{path}") { Content = content };

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await client.SendAsync(request);

        return new Reply(
            method,
            path,
            (int)response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).SelectMany(pair => pair.Value, (pair, value) => (pair.Key.ToLowerInvariant(), value))],
            await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What came back.</summary>
/// <param name="Headers">Names in lower case; a header that came twice is there twice.</param>
internal sealed record Reply(string Method, string Path, int Status, (string Name, string Value)[] Headers, string Body)
{
    public const string TokenField = "__RequestVerificationToken";

    private IHtmlDocument? page;

    public IHtmlDocument Page => page ??= new HtmlParser().ParseDocument(IsHtml ? Body : "");

    public bool IsHtml => Header("content-type").StartsWith("text/html", StringComparison.Ordinal);

    public string Location => Header("location");

    public IEnumerable<string> Cookies => Headers.Where(header => header.Name == "set-cookie").Select(header => header.Value);

    /// <summary>The code of a refusal, on a page or in problem details; empty where there is none.</summary>
    public string Code =>
        Between(Body, "data-code=\"", "\"") ?? (Header("content-type").Contains("json", StringComparison.Ordinal) ? Between(Body, "\"code\":\"", "\"") : null) ?? "";

    /// <summary>The token of the page's first form, or null.</summary>
    public string? Token => Between(Body, $"name=\"{TokenField}\" value=\"", "\"");

    /// <summary>Everything that was sent, for a search.</summary>
    public string Whole => $"{string.Join('\n', Headers.Select(header => $"{header.Name}: {header.Value}"))}\n\n{Body}";

    public string Header(string name) => Headers.FirstOrDefault(header => header.Name == name).Value ?? "";

    /// <summary>Asked to sign in, told that there is nothing, or told that it is not for her.</summary>
    public bool IsDenial => (Status == 302 && Location.StartsWith("/sign-in?return=", StringComparison.Ordinal)) ||
        Code is "http.not_found" or "http.unauthenticated" or "http.forbidden" or "api.not_signed_in" or "api.not_allowed" or
            "api.no_person" or "api.no_such_operation" or "host.unknown" or "http.method_not_allowed" ||
        (Method == "HEAD" && Status == 404);

    public override string ToString() => $"{Method} {Path}: {Status} {Code}";

    private static string? Between(string text, string before, string after)
    {
        if (text.IndexOf(before, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;

        var start = at + before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }
}

/// <summary>Somebody at a host: her cookies, her token for forms, or her key.</summary>
/// <param name="Who">What a message calls her.</param>
/// <param name="Key">An API key; null for a browser.</param>
internal sealed record Caller(Wire Wire, string Host, string Who, string? Key = null)
{
    public Dictionary<string, string> Jar { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What her forms carry; empty before she opened a page with one.</summary>
    public string Token { get; set; } = "";

    public string CookieHeader => string.Join("; ", Jar.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>The same person with a browser of her own that has the same cookies.</summary>
    public Caller Copy(string? host = null) =>
        this with { Jar = new Dictionary<string, string>(Jar, StringComparer.Ordinal), Host = host ?? Host };

    /// <summary>A request as one of the site's own pages makes it; cookies are sent, and not taken.</summary>
    public Task<Reply> Ask(string method, string path, HttpContent? content = null, params (string Name, string Value)[] more) =>
        Wire.Send(method, Host, path, content, Headers(method).Concat(more));

    /// <summary>The same, and keeps the cookies that come back, as a browser does.</summary>
    public async Task<Reply> Browse(string method, string path, HttpContent? content = null)
    {
        var reply = await Ask(method, path, content);

        foreach (var cookie in reply.Cookies)
        {
            var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var left, var right] ? (left, right) : (cookie, "");

            if (value.Length == 0)
                Jar.Remove(name);
            else
                Jar[name] = value;
        }

        Token = reply.Token ?? Token;
        return reply;
    }

    /// <summary>A form with her token.</summary>
    public FormUrlEncodedContent Form(params IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Prepend((Reply.TokenField, Token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private IEnumerable<(string Name, string Value)> Headers(string method)
    {
        yield return ("Accept", "text/html, application/json;q=0.9, */*;q=0.1");
        yield return ("Accept-Language", "en");

        if (Key is not null)
            yield return ("Authorization", "Bearer " + Key);
        else if (Jar.Count > 0)
            yield return ("Cookie", CookieHeader);

        if (Key is null && method is not ("GET" or "HEAD" or "OPTIONS"))
            yield return ("Sec-Fetch-Site", "same-origin");
    }
}
