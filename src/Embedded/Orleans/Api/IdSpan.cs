using System.Text;

namespace Orleans.Runtime;

/// <summary>The UTF-8 bytes of one part of an identity, with their stable hash.</summary>
[GenerateSerializer, Immutable]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, ISpanFormattable
{
    private readonly byte[]? bytes;
    private readonly int hash;

    public IdSpan(byte[] value)
    {
        bytes = value;
        hash = (int)StableHash.ComputeHash(value);
    }

    public ReadOnlyMemory<byte> Value => bytes;

    public bool IsDefault => bytes is null || bytes.Length == 0;

    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    public ReadOnlySpan<byte> AsSpan() => bytes;

    public bool Equals(IdSpan obj) =>
        ReferenceEquals(bytes, obj.bytes)
        || (hash == obj.hash && bytes is not null && obj.bytes is not null && bytes.AsSpan().SequenceEqual(obj.bytes));

    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override int GetHashCode() => hash;

    /// <summary>A hash that is the same in every process and version.</summary>
    public uint GetUniformHashCode() => unchecked((uint)hash);

    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    public override string ToString() => bytes is null ? "" : Encoding.UTF8.GetString(bytes);

    public bool TryFormat(Span<char> destination, out int charsWritten) =>
        Encoding.UTF8.TryGetChars(bytes, destination, out charsWritten);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
