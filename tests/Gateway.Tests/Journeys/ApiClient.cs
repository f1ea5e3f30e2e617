using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>A program with a key at one host.</summary>
public sealed class ApiClient(Visitor visitor, string key) : IDisposable
{
    public Task<(int Status, JsonElement Body)> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<(int Status, JsonElement Body)> Post(string path, object body, string? once = null) =>
        Send(HttpMethod.Post, path, Json(body), once);

    public Task<(int Status, JsonElement Body)> Put(string path, object body) => Send(HttpMethod.Put, path, Json(body));

    public Task<(int Status, JsonElement Body)> PutText(string path, byte[] text, string type = "text/plain") =>
        Send(HttpMethod.Put, path, new ByteArrayContent(text) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    public async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, HttpContent? content, string? once = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);

        if (once is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", once);

        var answer = await visitor.Send(request);
        return (answer.Status, answer.Bytes.Length == 0 ? default : JsonDocument.Parse(answer.Body).RootElement);
    }

    public void Dispose() => visitor.Dispose();

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
