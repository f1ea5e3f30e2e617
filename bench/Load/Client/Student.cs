using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Darsgah.Load.Client;

/// <summary>Somebody who signs in with a browser, as far as it needs cookies and the forms' tokens.</summary>
internal sealed partial class Student : IDisposable
{
    private readonly CookieContainer jar = new();
    private readonly Uri origin;
    private readonly HttpClient browser;

    private Student(int port, string host)
    {
        origin = new Uri($"http://{host}:{port}");
        browser = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = jar,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = origin };
        browser.DefaultRequestHeaders.Add("Accept-Language", "en");
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>Her cookies as a header has them.</summary>
    public string Cookies => jar.GetCookieHeader(origin);

    /// <summary>Signs in, and looks at pages until the school's policy is accepted by use.</summary>
    public static async Task<Student> SignIn(int port, string host, string email, string password)
    {
        var student = new Student(port, host);
        var token = await student.TokenIn("/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [token.Name] = token.Value,
            ["login"] = email,
            ["password"] = password,
            ["return"] = "/",
        });
        using var answer = await student.browser.PostAsync("/sign-in", form);

        if (answer.StatusCode != HttpStatusCode.Found || answer.Headers.Location?.OriginalString != "/")
            throw new WrongAnswerException($"{email} could not sign in at {host}: status {(int)answer.StatusCode}.");

        await student.Text("/");
        await student.Text("/");
        return student;
    }

    /// <summary>The body of a form with nothing but the token of the page it is on.</summary>
    public async Task<string> FormOf(string path)
    {
        var token = await TokenIn(path);
        return $"{Uri.EscapeDataString(token.Name)}={Uri.EscapeDataString(token.Value)}";
    }

    /// <summary>A page as text.</summary>
    public async Task<string> Text(string path)
    {
        using var answer = await browser.GetAsync(path);

        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync()
            : throw new WrongAnswerException($"{origin}{path}: status {(int)answer.StatusCode}.");
    }

    public void Dispose() => browser.Dispose();

    private async Task<(string Name, string Value)> TokenIn(string path)
    {
        var match = Token().Match(await Text(path));

        return match.Success
            ? (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))
            : throw new WrongAnswerException($"{origin}{path} has no form with a token.");
    }

    [GeneratedRegex("""<input[^>]*name="(?<name>__[A-Za-z]+)"[^>]*value="(?<value>[^"]+)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
