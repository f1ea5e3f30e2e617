using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Html.Dom;

namespace Darsgah.TestKit;

/// <summary>Somebody with a browser at one host: a jar of cookies, pages, forms. Redirects are not followed.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient browser;

    /// <param name="port">The loopback port of the product.</param>
    public Visitor(int port, string host)
    {
        Host = host;
        Cookies = new CookieContainer();
        Origin = new Uri($"http://{host}:{port}");
        browser = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = Cookies,
            // Every host name is on this machine.
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = Origin };
    }

    /// <summary>The host visited.</summary>
    public string Host { get; }

    /// <summary>Scheme, host and port as the browser sees them.</summary>
    public Uri Origin { get; }

    /// <summary>Her cookies.</summary>
    public CookieContainer Cookies { get; }

    /// <summary>Her browser's <c>Accept-Language</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>Asks for a page.</summary>
    public Task<Answer> Get(string path, string? language = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", language ?? Language);
        return Send(request);
    }

    /// <summary>Asks for a page and then for whatever it redirects to on this host, at most ten times.</summary>
    public async Task<Answer> Follow(string path)
    {
        var answer = await Get(path);

        for (var hops = 0; answer.Status is >= 301 and <= 308 && hops < 10; hops++)
            answer = await Get(new Uri(Origin, answer.Location).PathAndQuery);

        return answer;
    }

    /// <summary>Fills in a form of a page and sends it, as a browser does.</summary>
    /// <param name="values">What she types; the rest is as the page has it. Null unticks a box or leaves a field out.</param>
    /// <param name="form">Selector; by default the first form in the main part.</param>
    public Task<Answer> Submit(Answer page, IReadOnlyDictionary<string, string?> values, string? form = null)
    {
        var element = page.Form(form);
        var fields = Fields(element).Where(field => !values.ContainsKey(field.Key))
            .Concat(from value in values where value.Value is not null select KeyValuePair.Create(value.Key, value.Value!));
        var action = element.GetAttribute("action") is { Length: > 0 } path ? path : page.Path;

        return Post(action, new FormUrlEncodedContent(fields));
    }

    /// <inheritdoc cref="Submit(Answer, IReadOnlyDictionary{string, string?}, string?)" />
    public Task<Answer> Submit(Answer page, params (string Name, string? Value)[] values) =>
        Submit(page, values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    /// <summary>Sends a body as a page of this host would.</summary>
    public Task<Answer> Post(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept-Language", Language);
        request.Headers.TryAddWithoutValidation("Origin", Origin.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        return Send(request);
    }

    /// <summary>Sends JSON.</summary>
    public Task<Answer> PostJson(string path, string json) =>
        Post(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Sends any request; its address is a path.</summary>
    public async Task<Answer> Send(HttpRequestMessage request)
    {
        var path = request.RequestUri!.OriginalString;
        using var sent = request;
        using var response = await browser.SendAsync(sent);
        return await Answer.Read(path, response);
    }

    public void Dispose() => browser.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled"))
                continue;

            var value = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
                IHtmlInputElement { Type: "submit" or "button" or "reset" or "file" or "image" } => null,
                IHtmlInputElement { Type: "checkbox" or "radio" } box => box.GetAttribute("value") ?? "on",
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };

            if (value is not null)
                yield return KeyValuePair.Create(name, value);
        }
    }
}
