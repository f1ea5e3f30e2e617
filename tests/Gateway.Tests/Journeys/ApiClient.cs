using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>A program at one host: with a key, or without one and with the cookies of a session.</summary>
public sealed class ApiClient(Visitor visitor, string? key = null) : IDisposable
{
    /// <summary>Its cookies and its language.</summary>
    public Visitor Visitor => visitor;

    public Task<(int Status, JsonElement Body)> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<(int Status, JsonElement Body)> Post(string path, object? body = null, string? once = null) =>
        Send(HttpMethod.Post, path, body is null ? null : Json(body), once);

    public Task<(int Status, JsonElement Body)> Put(string path, object? body = null) =>
        Send(HttpMethod.Put, path, body is null ? null : Json(body));

    public Task<(int Status, JsonElement Body)> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<(int Status, JsonElement Body)> PutText(string path, byte[] text, string type = "text/plain") =>
        Send(HttpMethod.Put, path, new ByteArrayContent(text) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    public async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, HttpContent? content, string? once = null)
    {
        var answer = await Whole(method, path, content, once is null ? [] : [("Idempotency-Key", once)]);
        return (answer.Status, answer.Bytes.Length == 0 ? default : JsonDocument.Parse(answer.Body).RootElement);
    }

    /// <summary>The whole answer, with its headers.</summary>
    public Task<Answer> Whole(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept-Language", visitor.Language);

        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        else
            request.Headers.TryAddWithoutValidation("Origin", visitor.Origin.GetLeftPart(UriPartial.Authority));

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return visitor.Send(request);
    }

    public void Dispose() => visitor.Dispose();

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
