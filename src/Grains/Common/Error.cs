namespace Darsgah.Grains.Common;

/// <summary>What kind of refusal this is; the gateway maps each to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>What was sent cannot be accepted as it is. 422.</summary>
    Invalid = 1,

    /// <summary>There is no such thing, or it is not the caller's to see. 404.</summary>
    NotFound = 2,

    /// <summary>Something else changed first, or is in the way. 409.</summary>
    Conflict = 3,

    /// <summary>The caller may not. 403.</summary>
    Forbidden = 4,
}

/// <summary>A refusal a person can act on. Flat, so that any serializer carries it.</summary>
/// <param name="Code"><c>domain.situation</c>, lower snake; a resource text <c>error.{Code}</c> says it in each language.</param>
/// <param name="Message">The same in English, for the API and the command line.</param>
/// <param name="Field">The form field or JSON member at fault, if one is.</param>
/// <param name="Values">What the text's placeholders stand for.</param>
[GenerateSerializer, Immutable, Alias("common.error")]
public sealed record Error(
    ErrorKind Kind, string Code, string Message, string? Field, ImmutableDictionary<string, string> Values)
{
    /// <summary>An <see cref="ErrorKind.Invalid"/> refusal.</summary>
    public static Error Invalid(string code, string message, string? field = null, params (string, string)[] values) =>
        Of(ErrorKind.Invalid, code, message, field, values);

    /// <summary>An <see cref="ErrorKind.NotFound"/> refusal.</summary>
    public static Error NotFound(string code, string message, string? field = null, params (string, string)[] values) =>
        Of(ErrorKind.NotFound, code, message, field, values);

    /// <summary>An <see cref="ErrorKind.Conflict"/> refusal.</summary>
    public static Error Conflict(string code, string message, string? field = null, params (string, string)[] values) =>
        Of(ErrorKind.Conflict, code, message, field, values);

    /// <summary>An <see cref="ErrorKind.Forbidden"/> refusal.</summary>
    public static Error Forbidden(string code, string message, string? field = null, params (string, string)[] values) =>
        Of(ErrorKind.Forbidden, code, message, field, values);

    private static Error Of(
        ErrorKind kind, string code, string message, string? field, (string Name, string Value)[] values) =>
        new(kind, code, message, field, values.ToImmutableDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
}
