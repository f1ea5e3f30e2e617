using System.Text.Json;
using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Purposes;

/// <summary>Reads the members of one purpose of a settings file. What is missing is empty; what is wrong is a fault with its pointer.</summary>
internal readonly struct PurposeReader(JsonElement purpose, string at, ImmutableArray<SettingsFault>.Builder faults)
{
    /// <summary>A text of any language.</summary>
    public string Text(string name) =>
        !purpose.TryGetProperty(name, out var json) ? ""
        : json.ValueKind == JsonValueKind.String ? json.GetString()!
        : Fault(name, json, "a text", "");

    /// <summary>True or false; false where it is missing.</summary>
    public bool Flag(string name) =>
        purpose.TryGetProperty(name, out var json)
        && (json.ValueKind is JsonValueKind.True || (json.ValueKind != JsonValueKind.False && Fault(name, json, "true or false", fallback: false)));

    /// <summary>Texts by language.</summary>
    public ImmutableDictionary<string, string> Texts(string name) => purpose.TryGetProperty(name, out var json) ? Texts(name, json) : Empty;

    /// <summary>One value of a closed list; null where it is missing.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => purpose.TryGetProperty(name, out var json) ? Choice<T>(name, json) : null;

    /// <summary>Values of a closed list.</summary>
    public ImmutableArray<T> Choices<T>(string name)
        where T : struct, Enum
    {
        var reader = this;

        return !purpose.TryGetProperty(name, out var json) ? []
            : json.ValueKind != JsonValueKind.Array ? Fault<ImmutableArray<T>>(name, json, "a list", [])
            : [.. json.EnumerateArray().Select(item => reader.Choice<T>(name, item)).OfType<T>()];
    }

    /// <summary>Recipients with their roles.</summary>
    public ImmutableArray<PurposeRecipient> Recipients(string name)
    {
        if (!purpose.TryGetProperty(name, out var json))
            return [];

        if (json.ValueKind != JsonValueKind.Array)
            return Fault<ImmutableArray<PurposeRecipient>>(name, json, "a list of objects with name and role", []);

        var found = ImmutableArray.CreateBuilder<PurposeRecipient>();

        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var called) && called.ValueKind == JsonValueKind.String
                && item.TryGetProperty("role", out var role))
                found.Add(new(called.GetString()!, Choice<RecipientRole>(name, role) ?? RecipientRole.Processor));
            else
                Fault(name, item, "an object with name and role", "");
        }

        return found.ToImmutable();
    }

    /// <summary>How long; null where it is missing.</summary>
    public PurposeRetention? Retention(string name)
    {
        if (!purpose.TryGetProperty(name, out var json))
            return null;

        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("kind", out var kind))
            return Fault<PurposeRetention?>(name, json, "an object with kind, and period or words where the kind has them", null);

        var period = json.TryGetProperty("period", out var written)
            ? written.ValueKind == JsonValueKind.String ? written.GetString()! : Fault(name, written, "an ISO 8601 duration like \"P3Y\"", "")
            : "";
        var words = json.TryGetProperty("words", out var texts) ? Texts(name, texts) : Empty;

        return Choice<RetentionKind>(name, kind) is { } read ? new(read, period, words) : null;
    }

    private static ImmutableDictionary<string, string> Empty => ImmutableDictionary<string, string>.Empty;

    private ImmutableDictionary<string, string> Texts(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String)
            ? json.EnumerateObject().ToImmutableDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal)
            : Fault(name, json, "an object with a text for each language, like {\"en\": \"…\"}", Empty);

    private T? Choice<T>(string name, JsonElement json)
        where T : struct, Enum =>
        json.ValueKind == JsonValueKind.String && DataCategories.Read<T>(json.GetString()) is { } value
            ? value
            : Fault<T?>(name, json, string.Join(" or ", Enum.GetValues<T>().Select(choice => $"\"{choice.Written()}\"")), null);

    private T Fault<T>(string name, JsonElement json, string right, T fallback)
    {
        var text = json.GetRawText();
        faults.Add(new($"{at}/{name}", "bad_value", text.Length > 80 ? text[..79] + "…" : text, right));
        return fallback;
    }
}
