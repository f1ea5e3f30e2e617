using System.Text;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Input that is made to hurt: 4xx, and the next request is answered (SEC-M02).</summary>
[Collection(GatehouseCollection.Name)]
public class HostileInputTests(Gatehouse house)
{
    public static TheoryData<string, string> Json => new()
    {
        { "depth of 100,000", new string('[', 100_000) + new string(']', 100_000) },
        { "depth of 40", "{\"word\":" + new string('[', 40) + new string(']', 40) + "}" },
        { "a name twice", """{"word":"a","word":"b"}""" },
        { "a name twice, in other letters", """{"word":"a","Word":"b"}""" },
        { "a name nobody knows", """{"word":"a","role":"owner"}""" },
        { "a number too large", """{"word":"a","number":1e308}""" },
        { "a number as text", """{"word":"a","number":"1"}""" },
        { "not a number", """{"word":"a","number":NaN}""" },
        { "half a surrogate", "{\"word\":\"\\ud800\"}" },
        { "nothing", "" },
        { "null", "null" },
        { "an end too early", """{"word":"a" """ },
        { "two values", """{"word":"a"}{"word":"b"}""" },
        { "a comment", """{"word":"a"/* */}""" },
        { "bytes that are no UTF-8", "{\"word\":\"\u00ff\u00fe\"}" },
    };

    [Theory, MemberData(nameof(Json)), Trait("SEC", "M02")]
    public async Task Hostile_json_is_4xx(string what, string json)
    {
        using var visitor = house.Site.Visit(house.Alif);
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(json));
        content.Headers.ContentType = new("application/json");

        var answer = await visitor.Post("/api/v1/probe", content);

        Assert.True(answer.Status is >= 400 and < 500, $"{what}: {answer.Status} {answer.Body}");
        Assert.StartsWith("application/problem+json", answer.Headers["content-type"], StringComparison.Ordinal);
    }

    [Fact, Trait("SEC", "M02")]
    public async Task A_form_with_a_hundred_thousand_fields_is_4xx()
    {
        await Refused("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 100_000).Select(n => $"k{n}=")));
    }

    [Fact, Trait("SEC", "M02")]
    public async Task A_form_with_a_name_of_10_KB_is_4xx()
    {
        await Refused("application/x-www-form-urlencoded", new string('k', 10_000) + "=1");
    }

    [Fact, Trait("SEC", "M02")]
    public async Task A_form_in_bytes_that_are_no_text_is_4xx()
    {
        await Refused("application/x-www-form-urlencoded", "word=%ff%fe%00&%zz=%");
    }

    [Theory, Trait("SEC", "M02")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=", "x")]
    [InlineData("multipart/form-data; boundary=b", "no boundary")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"word\"\r\n\r\nnever ends")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nNo-Colon\r\n\r\n\r\n--b--")]
    public async Task A_form_in_broken_parts_is_4xx(string type, string body)
    {
        await Refused(type, body);
    }

    [Fact, Trait("SEC", "M02")]
    public async Task A_form_in_ten_thousand_parts_is_4xx()
    {
        var part = "--b\r\nContent-Disposition: form-data; name=\"w\"\r\n\r\n\r\n";

        await Refused("multipart/form-data; boundary=b", string.Concat(Enumerable.Repeat(part, 10_000)) + "--b--");
    }

    [Fact, Trait("SEC", "M02")]
    public async Task A_part_with_a_hundred_headers_is_4xx()
    {
        var headers = string.Concat(Enumerable.Range(0, 100).Select(n => $"X-{n}: a\r\n"));

        await Refused("multipart/form-data; boundary=b", $"--b\r\n{headers}\r\n\r\n--b--");
    }

    /// <summary>By its length alone: nothing of it is read, so a client that still sends would find the connection closed.</summary>
    [Theory, Trait("SEC", "M02")]
    [InlineData("/probe/form", "application/x-www-form-urlencoded")]
    [InlineData("/api/v1/probe", "application/json")]
    public async Task A_body_larger_than_allowed_is_413(string path, string type)
    {
        var answer = await RawHttp.Send(
            house.Port,
            $"POST {path} HTTP/1.1\r\nHost: alif.localhost\r\nOrigin: http://alif.localhost:{house.Port}\r\nSec-Fetch-Site: same-origin\r\n" +
            $"Content-Type: {type}\r\nContent-Length: {2 << 20}\r\nConnection: close\r\n\r\n");

        Assert.Equal(413, answer.Status);
    }

    [Theory, Trait("SEC", "M02")]
    [InlineData(7_000, 200)]
    [InlineData(20_000, 414)]
    public async Task A_query_is_as_long_as_a_line_may_be(int length, int status)
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost", "/probe?" + new string('a', length));

        Assert.Equal(status, answer.Status);
    }

    [Theory, Trait("SEC", "M02")]
    [InlineData("/probe/status/99999999999999999999")]
    [InlineData("/probe/status/-1e308")]
    [InlineData("/probe?ui=%ff%fe")]
    [InlineData("/probe?ui=%00")]
    [InlineData("/probe?ui=en&ui=ar")]
    [InlineData("/probe?&&&=&==&%=%")]
    public async Task Odd_addresses_never_fail(string path)
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost", path);

        Assert.InRange(answer.Status, 200, 499);
    }

    [Theory, Trait("SEC", "M02")]
    [InlineData("Accept-Language: \u00ff\u00fe,;;q=,*;q=9e99,en;q=-1\r\n")]
    [InlineData("Cookie: ui=%ff; ui=ar; form=CfDJ8; =; ;;;\r\n")]
    [InlineData("Content-Type: ;;;\r\n")]
    [InlineData("If-None-Match: \"\r\n")]
    [InlineData("Range: bytes=9-1,0-99999999999999999999\r\n")]
    [InlineData("Authorization: \u0001\r\n")]
    public async Task Odd_headers_never_fail(string header)
    {
        foreach (var path in new[] { "/probe", "/no-such-page", "/css/site.css", "/probe/form" })
            Assert.InRange((await RawHttp.Get(house.Port, "alif.localhost", path, header)).Status, 200, 499);
    }

    private async Task Refused(string type, string body)
    {
        using var visitor = house.Site.Visit(house.Alif);
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await visitor.Post("/probe/form", content);
        var next = await visitor.Get("/probe");

        Assert.InRange(answer.Status, 400, 499);
        Assert.Equal(200, next.Status);
    }
}
