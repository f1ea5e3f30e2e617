using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>Requests near to a description of the API: as it says in most places, and hostile in some.</summary>
internal sealed class HostileValues(Random random)
{
    private const int MostDepth = 6;

    private static readonly string[] Known =
    [
        "privacy", "algebra", "one", "en", "fa-AF", "north", "1", "0", "-1", "2147483648", "99999999999999999999", "2026-02-30", "a@b.example",
    ];

    private static readonly string[] Hostile =
    [
        "", " ", "\0", "a\0b", "\uFFFE", "\u202Eabc", "\u200B", "\uFEFF", "e\u0301\u0301\u0301", "\U0001F9D5\U0001F3FD", "../../etc/passwd", "%00", "%2e%2e%2f",
        "';--", "<script>alert(1)</script>", "{{7*7}}", "${jndi:x}", "CON", "ؐ", "١٢٣", "ß", "İ", "\r\nSet-Cookie: a=b", "NaN", "Infinity", "null", "true",
        new string('a', 300), new string('م', 5_000), "\u0001\u001f\u007f\u0085\u2028",
    ];

    // What no serializer writes: halves of surrogates, depth, doubled names, numbers out of all range.
    private static readonly string[] Raw =
    [
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "1e400", "-0", "0.1e-400", "123456789012345678901234567890", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "{\"a\":1,\"a\":2}", "nul", "\"", "{", "[1,]", "'a'", "\u00ff",
    ];

    public HttpRequestMessage Request(string method, string path, JsonElement operation, JsonElement description)
    {
        var query = new StringBuilder();

        if (operation.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray())
            {
                var name = parameter.GetProperty("name").GetString()!;
                var value = Uri.EscapeDataString(Word());

                if (parameter.GetProperty("in").GetString() is "path")
                    path = path.Replace($"{{{name}}}", value.Length == 0 ? "x" : value, StringComparison.Ordinal);
                else if (random.Next(2) == 0)
                    query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(random.Next(3) == 0 ? Uri.EscapeDataString(Any()) : value);
            }
        }

        return new HttpRequestMessage(new HttpMethod(method), path + query) { Content = Content(operation, description) };
    }

    private ByteArrayContent? Content(JsonElement operation, JsonElement description)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            return null;

        var (type, media) = body.GetProperty("content").EnumerateObject().Select(pair => (pair.Name, pair.Value)).First();
        var text = type.EndsWith("json", StringComparison.Ordinal)
            ? Json(media.GetProperty("schema"), description, 0)
            : $"# {Any()}\n> {Any()}\n\n{Any()}\n\n## {Any()} {{#{Word()}}}\n{Any()}\n";
        var bytes = Encoding.UTF8.GetBytes(text);

        // Cut off somewhere, or bytes that are no UTF-8.
        if (random.Next(12) == 0)
            bytes = bytes[..random.Next(bytes.Length + 1)];
        else if (bytes.Length > 0 && random.Next(12) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

        return new ByteArrayContent(bytes) { Headers = { ContentType = new(random.Next(30) == 0 ? "text/x-unknown" : type) } };
    }

    private string Json(JsonElement schema, JsonElement description, int depth)
    {
        if (random.Next(15) == 0)
            return Raw[random.Next(Raw.Length)];

        if (random.Next(15) == 0)
            return Of(random.Next(7), depth);

        if (schema.TryGetProperty("$ref", out var reference))
            return Json(Resolve(reference.GetString()!, description), description, depth);

        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
            return Json(choices[random.Next(choices.GetArrayLength())], description, depth);

        if (schema.TryGetProperty("enum", out var words))
            return words[random.Next(words.GetArrayLength())].GetRawText();

        return Type(schema) switch
        {
            "object" when depth < MostDepth => Object(schema, description, depth),
            "array" when depth < MostDepth => "[" + string.Join(',', Enumerable.Range(0, random.Next(4))
                .Select(_ => Json(schema.GetProperty("items"), description, depth + 1))) + "]",
            "integer" or "number" => Of(1, depth),
            "boolean" => Of(2, depth),
            "object" => "{}",
            "array" => "[]",
            _ => Of(0, depth),
        };
    }

    private string Object(JsonElement schema, JsonElement description, int depth)
    {
        var members = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Where(_ => random.Next(20) > 0)
                .Select(member => $"{Quoted(member.Name)}:{Json(member.Value, description, depth + 1)}").ToList()
            : [];

        if (schema.TryGetProperty("additionalProperties", out var value) && value.ValueKind == JsonValueKind.Object)
            members.AddRange(Enumerable.Range(0, random.Next(3)).Select(_ => $"{Quoted(Word())}:{Json(value, description, depth + 1)}"));

        if (random.Next(20) == 0)
            members.Add($"{Quoted(Any())}:{Of(random.Next(7), depth)}");

        return "{" + string.Join(',', members) + "}";
    }

    private string Of(int kind, int depth) => kind switch
    {
        0 => Quoted(random.Next(3) == 0 ? Any() : Word()),
        1 => Number(),
        2 => random.Next(2) == 0 ? "true" : "false",
        3 => "null",
        4 => "[]",
        5 => "{}",
        _ => depth < MostDepth ? $"[{Of(random.Next(7), depth + 1)}]" : "null",
    };

    private string Number() => random.Next(6) switch
    {
        0 => int.MaxValue.ToString(CultureInfo.InvariantCulture),
        1 => int.MinValue.ToString(CultureInfo.InvariantCulture),
        2 => long.MaxValue.ToString(CultureInfo.InvariantCulture),
        3 => "1.5",
        _ => random.Next(-2, 5).ToString(CultureInfo.InvariantCulture),
    };

    private string Word() => random.Next(4) == 0 ? Any() : Known[random.Next(Known.Length)];

    private string Any() => random.Next(3) == 0
        ? new string([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)random.Next(1, 0xD800))])
        : Hostile[random.Next(Hostile.Length)];

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Type(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "string"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).First(one => one is not "null")
        : type.GetString()!;

    private static JsonElement Resolve(string reference, JsonElement description) => reference.Split('/').Skip(1)
        .Aggregate(description, (place, name) => place.GetProperty(name));
}
