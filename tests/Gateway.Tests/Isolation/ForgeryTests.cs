using System.Text;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Requests that another site makes in somebody's name (SEC-D01, SEC-D05).</summary>
[Collection(TwinTownCollection.Name)]
public class ForgeryTests(TwinTown town)
{
    private static readonly string[] refusals =
    [
        "http.form_expired", "http.cross_site", "api.other_origin", "api.no_such_operation", "http.unsupported_media_type",
    ];

    private static readonly string[] origins =
    [
        "null", "https://evil.example", "http://evil.example", "https://evil.example:443", "https://HOST.evil.example", "https://evilHOST",
        "https://evil.example/HOST", "https://HOST@evil.example", "https://HOST%60.evil.example", "https://HOST_.evil.example", "https://a.HOST",
        "https://HOST.", "http://HOST", "http://HOST:81", "https://HOST:8443", "https://HOST,https://evil.example", "https://evil.example HOST",
        "https://localhost", "http://localhost", "http://127.0.0.1", "http://[::1]", "file://", "file:///etc/passwd", "data:text/html,x",
        "javascript:alert(1)", "chrome-extension://abcdef", "moz-extension://abcdef", "about:blank", "https://OTHER", "https://operator.localhost",
        "HTTPS://EVIL.EXAMPLE", "https://xn--e1awd7f.example", "https://evil.example#HOST", "https://evil.example?HOST", "https://HOST\\.evil.example",
        "ws://HOST", "wss://evil.example", "ftp://HOST", "*", "blob:https://evil.example/1",
    ];

    [Fact, Trait("SEC", "D01")]
    public async Task No_route_that_changes_anything_takes_a_forged_request()
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);
        var student = await town.Enter(school, Role.Student);
        var elsewhere = await town.Enter(await town.FreshSchool(), Role.Owner);
        var console = await town.Operator();
        var before = await Snapshot.Of(town.Site);
        var wrong = new List<string>();
        var tried = 0;

        foreach (var operation in town.Operations.Where(operation => !operation.IsSafe && operation.Slots is not ["rest"]))
        {
            var victim = operation.IsOnSchools ? owner : console;
            var path = operation.Path(slot => Vocabulary.Of(operation, slot) switch
            {
                Kind.Document => "privacy",
                Kind.Number or Kind.Entry => "1",
                _ => Vocabulary.Plain(slot),
            });

            foreach (var (name, forged) in Forgeries(operation, victim, student.Token, elsewhere.Token))
            {
                var reply = await town.Wire.Send(
                    operation.Method, victim.Host, path, forged.Content, [("Cookie", victim.CookieHeader), .. forged.Headers]);
                tried++;

                if (reply.Status is < 400 or >= 500 || !refusals.Contains(reply.Code, StringComparer.Ordinal))
                    wrong.Add($"{name}: {reply}");
            }
        }

        Assert.Empty(wrong);
        Assert.Empty((await Snapshot.Of(town.Site)).Since(before));
        TestContext.Current.TestOutputHelper?.WriteLine($"SEC-D01: {tried} forged requests");

        // The same routes take a request of the school's own page: none is refused for where it comes from.
        foreach (var operation in town.Operations.Where(operation => !operation.IsSafe && operation.IsOnSchools && operation.Slots is not ["rest"]))
        {
            var caller = await town.Enter(school, Role.Owner);
            var sent = operation.IsApi ? Vocabulary.Sent(operation) : caller.Form();
            var reply = await caller.Ask(operation.Method, operation.Path(_ => "nothing"), sent);
            Assert.False(refusals.Contains(reply.Code, StringComparer.Ordinal), $"from the school's own page: {reply}");
        }
    }

    [Fact, Trait("SEC", "D01")]
    public async Task No_header_or_field_makes_another_method_of_a_request()
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);
        var before = await Snapshot.Of(town.Site);

        foreach (var operation in town.Operations.Where(operation => operation is { IsSafe: false, IsOnSchools: true }))
        {
            var path = operation.Path(_ => "nothing");
            await owner.Ask("GET", $"{path}?_method={operation.Method}&do=revoke", null,
                ("X-HTTP-Method-Override", operation.Method), ("X-HTTP-Method", operation.Method), ("X-Method-Override", operation.Method));
        }

        Assert.Empty((await Snapshot.Of(town.Site)).Since(before));
    }

    [Fact, Trait("SEC", "D05")]
    public async Task No_other_origin_is_ever_allowed_to_read()
    {
        var owner = await town.Enter(town.Bet, Role.Owner);
        var everything = Environment.GetEnvironmentVariable("DARSGAH_SWEEP") is "everything";
        var paths = town.Operations.Where(operation => operation.IsOnSchools)
            .Select(operation => town.Bet.Path(operation))
            .Append("/css/site.css").Append("/healthz/live").Append("/no-such-page").Distinct(StringComparer.Ordinal).ToList();
        var allowed = new List<string>();
        var next = 0;

        foreach (var path in paths)
        {
            foreach (var origin in everything ? origins : Enumerable.Range(0, 4).Select(_ => origins[next++ % origins.Length]))
            {
                var from = origin.Replace("HOST", owner.Host, StringComparison.Ordinal)
                    .Replace("OTHER", town.Alif.School.Hosts[0], StringComparison.Ordinal);

                foreach (var method in new[] { "GET", "OPTIONS" })
                {
                    var reply = await owner.Ask(
                        method, path, null,
                        ("Origin", from), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization"));

                    if (Array.Exists(reply.Headers, header => header.Name.StartsWith("access-control-", StringComparison.Ordinal)))
                        allowed.Add($"{from}: {reply}");
                }
            }
        }

        Assert.Empty(allowed);
        Assert.InRange(origins.Length, 40, 100);
    }

    private static IEnumerable<(string Name, (HttpContent? Content, (string, string)[] Headers) Forged)> Forgeries(
        Operation operation, Caller victim, string tokenOfAnother, string tokenOfElsewhere)
    {
        var same = ("Sec-Fetch-Site", "same-origin");
        HttpContent Right() => operation.IsApi ? Vocabulary.Sent(operation) : victim.Form();
        static HttpContent Form(string token) => new FormUrlEncodedContent([KeyValuePair.Create(Reply.TokenField, token)]);

        yield return ("from another site", (Right(), [("Sec-Fetch-Site", "cross-site")]));
        yield return ("from another school", (Right(), [("Sec-Fetch-Site", "same-site")]));
        yield return ("from an origin of nobody", (Right(), [("Origin", "null")]));
        yield return ("from another origin", (Right(), [("Origin", "https://evil.example")]));
        yield return ("from an origin that ends alike", (Right(), [("Origin", $"https://evil-{victim.Host}")]));

        if (operation.IsApi)
        {
            yield return ("from nowhere", (Right(), []));
            yield return ("as a plain form", (new StringContent(Vocabulary.Body(operation), Encoding.UTF8, "text/plain"), []));
        }
        else
        {
            yield return ("without a token", (new FormUrlEncodedContent([]), [same]));
            yield return ("with an empty token", (Form(""), [same]));
            yield return ("with a token of somebody else", (Form(tokenOfAnother), [same]));
            yield return ("with a token of another school", (Form(tokenOfElsewhere), [same]));
            yield return ("as plain text", (new StringContent($"{Reply.TokenField}={victim.Token}", Encoding.UTF8, "text/plain"), [same]));
        }
    }
}
