using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Darsgah.Grains.Common;

/// <summary>The id of a <typeparamref name="TNoun"/>: 1–64 of a–z, 0–9 and hyphen, starting and ending with a letter or digit.</summary>
/// <remarks>The alphabet leaves out every character that a grain key, a file name or a URL gives a meaning.</remarks>
[GenerateSerializer, Immutable, Alias("common.id`1")]
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<TNoun> : IParsable<Id<TNoun>>
{
    [Id(0)]
    private readonly string? value;

    private Id(string value) => this.value = value;

    /// <summary>The id as text; empty for <c>default</c>, which names nothing.</summary>
    public string Value => value ?? "";

    /// <summary>True for <c>default</c>.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(value);

    /// <exception cref="FormatException">The text is no id.</exception>
    public static Id<TNoun> Parse(string s) =>
        TryParse(s, null, out var id)
            ? id
            : throw new FormatException(
                $"'{s}' is no {typeof(TNoun).Name} id: it takes 1 to 64 of a-z, 0-9 and '-', not at either end.");

    static Id<TNoun> IParsable<Id<TNoun>>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Id{TNoun})" />
    public static bool TryParse([NotNullWhen(true)] string? s, out Id<TNoun> id) => TryParse(s, null, out id);

    /// <summary>Reads an id; false, never an exception, for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<TNoun> result)
    {
        result = IsId(s) ? new Id<TNoun>(s) : default;
        return !result.IsEmpty;
    }

    /// <summary>A new id that sorts by time, from a version 7 UUID (RFC 9562) in lower-case hex.</summary>
    public static Id<TNoun> New(TimeProvider clock) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("n"));

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsId([NotNullWhen(true)] string? s)
    {
        if (s is not { Length: > 0 and <= 64 } || s[0] == '-' || s[^1] == '-')
            return false;

        foreach (var c in s)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return false;
        }

        return true;
    }
}
