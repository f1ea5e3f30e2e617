using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Darsgah.Silo.Storage;

/// <summary>The stored form of every state: <c>{"v":1,"s":{…}}</c>, JSON without type names.</summary>
/// <remarks>
/// <c>v</c> is the version of the state's shape (<see cref="StateVersionAttribute"/>). An older one is upgraded when it
/// is read; a newer one, and any member that the type does not have, is refused instead of being lost at the next
/// write.
/// </remarks>
public sealed class StateJson
{
    private static readonly JsonSerializerOptions Options = MakeOptions();
    private static readonly ConcurrentDictionary<Type, int> Versions = new();

    private readonly FrozenDictionary<(Type, int), StateUpgrade> upgrades;

    /// <exception cref="ArgumentException">There are two upgrades of one version, or one past the newest.</exception>
    public StateJson(IEnumerable<StateUpgrade> upgrades)
    {
        var all = upgrades.ToArray();

        foreach (var upgrade in all)
        {
            if (upgrade.From < 1 || upgrade.From >= Version(upgrade.State))
            {
                throw new ArgumentException(
                    $"An upgrade of {upgrade.State.Name} starts at version {upgrade.From}, and its newest is "
                    + $"{Version(upgrade.State)}: raise its [StateVersion] together with the upgrade.",
                    nameof(upgrades));
            }
        }

        var doubled = all.GroupBy(upgrade => (upgrade.State, upgrade.From)).FirstOrDefault(group => group.Count() > 1);

        if (doubled is { } twice)
        {
            throw new ArgumentException(
                $"{twice.Key.State.Name} has two upgrades from version {twice.Key.From}.", nameof(upgrades));
        }

        this.upgrades = all.ToFrozenDictionary(upgrade => (upgrade.State, upgrade.From));
    }

    /// <summary>The version that a type's state is written in.</summary>
    public static int Version(Type state) => Versions.GetOrAdd(
        state, static type => type.GetCustomAttribute<StateVersionAttribute>()?.Version ?? 1);

    /// <summary>A state as it is stored, in UTF-8.</summary>
    public static byte[] Write<T>(T state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);

        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, Version(typeof(T)));
            writer.WritePropertyName("s"u8);
            JsonSerializer.Serialize(writer, state, Options);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A state as it was stored, upgraded to the version of its type.</summary>
    /// <exception cref="JsonException">It is not a state of that type, or newer than this program knows.</exception>
    public T Read<T>(ReadOnlySpan<byte> stored)
    {
        var reader = new Utf8JsonReader(stored);
        var version = ReadVersion(ref reader);
        var newest = Version(typeof(T));

        if (version > newest)
        {
            throw new JsonException(
                $"it is a {typeof(T).Name} of version {version}, and this program knows versions up to {newest}: it "
                + "was written by a newer release");
        }

        var state = version == newest
            ? JsonSerializer.Deserialize<T>(ref reader, Options)
            : Upgrade<T>(ref reader, version, newest);

        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject || reader.Read())
            throw new JsonException("something follows the state");

        return state ?? throw new JsonException($"it is no {typeof(T).Name} but null");
    }

    /// <summary>Whether bytes have the stored form at all; says nothing about the type.</summary>
    /// <exception cref="JsonException">They do not.</exception>
    internal static void Check(ReadOnlySpan<byte> stored)
    {
        var reader = new Utf8JsonReader(stored);
        ReadVersion(ref reader);
        reader.Skip();

        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject || reader.Read())
            throw new JsonException("something follows the state");
    }

    /// <summary>Leaves the reader on the first token of the state.</summary>
    private static int ReadVersion(ref Utf8JsonReader reader)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("v"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version)
            && version > 0
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("s"u8)
            && reader.Read())
        {
            return version;
        }

        throw new JsonException("it does not start with {\"v\":<version>,\"s\":");
    }

    private T? Upgrade<T>(ref Utf8JsonReader reader, int version, int newest)
    {
        var state = JsonNode.Parse(ref reader) as JsonObject
            ?? throw new JsonException($"it is no {typeof(T).Name} of version {version}, but no object");

        for (; version < newest; version++)
        {
            if (!upgrades.TryGetValue((typeof(T), version), out var step))
            {
                throw new JsonException(
                    $"it is a {typeof(T).Name} of version {version}, and no upgrade from that version is registered");
            }

            state = step.Apply(state);
        }

        return state.Deserialize<T>(Options);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            IgnoreReadOnlyProperties = true,

            // Every letter as itself. The bytes are never part of a page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };

        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
