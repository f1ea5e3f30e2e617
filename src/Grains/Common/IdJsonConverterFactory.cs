using System.Text.Json;
using System.Text.Json.Serialization;

namespace Darsgah.Grains.Common;

/// <summary>Writes an id as its text, and <c>default</c> as the empty string.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    /// <inheritdoc />
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(IdJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class IdJsonConverter<TNoun> : JsonConverter<Id<TNoun>>
    {
        public override Id<TNoun> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() switch
            {
                null or "" => default,
                var text when Id<TNoun>.TryParse(text, out var id) => id,
                var text => throw new JsonException($"'{text}' is no {typeof(TNoun).Name} id."),
            };

        public override void Write(Utf8JsonWriter writer, Id<TNoun> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);

        public override Id<TNoun> ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(
            Utf8JsonWriter writer, Id<TNoun> value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Value);
    }
}
