namespace Orleans.Runtime;

/// <summary>Which of the activations that a grain has had since it was first called.</summary>
[GenerateSerializer, Immutable]
public readonly struct ActivationId(Guid key) : IEquatable<ActivationId>, ISpanFormattable
{
    private Guid Key => key;

    public bool IsDefault => Key == Guid.Empty;

    public bool Equals(ActivationId other) => Key.Equals(other.Key);

    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    public override int GetHashCode() => Key.GetHashCode();

    public override string ToString() => $"@{Key:N}";

    public string ToParsableString() => ToString();

    /// <exception cref="FormatException">The text is not <c>@</c> and 32 hexadecimal digits.</exception>
    public static ActivationId FromParsableString(string activationId) =>
        activationId is ['@', .. { Length: 32 } digits] && Guid.TryParseExact(digits, "N", out var key)
            ? new(key)
            : throw new FormatException($"'{activationId}' is no activation id: '@' and 32 hexadecimal digits.");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(provider, $"@{Key:N}", out charsWritten);

    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
