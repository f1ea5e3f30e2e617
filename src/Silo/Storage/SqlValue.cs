using System.Runtime.InteropServices;

namespace Darsgah.Silo.Storage;

/// <summary>One value bound to a statement: nothing, a number, a text or bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SqlValue
{
    private SqlValue(SqlKind kind, long number = 0, string? text = null, ReadOnlyMemory<byte> bytes = default)
    {
        Kind = kind;
        Number = number;
        Text = text;
        Bytes = bytes;
    }

    public SqlKind Kind { get; }

    public long Number { get; }

    public string? Text { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static implicit operator SqlValue(long number) => new(SqlKind.Number, number);

    public static implicit operator SqlValue(string? text) => text is null ? default : new(SqlKind.Text, text: text);

    public static implicit operator SqlValue(ReadOnlyMemory<byte> bytes) => new(SqlKind.Bytes, bytes: bytes);

    public static implicit operator SqlValue(ReadOnlyMemory<byte>? bytes) =>
        bytes is { } some ? new(SqlKind.Bytes, bytes: some) : default;

    public static implicit operator SqlValue(byte[]? bytes) =>
        bytes is null ? default : new(SqlKind.Bytes, bytes: bytes);
}

internal enum SqlKind
{
    Nothing = 0,
    Number,
    Text,
    Bytes,
}
