using System.Buffers.Binary;

namespace Darsgah.Typesetting.Fonts;

/// <summary>A place in a font file; numbers are read from there, big end first.</summary>
internal readonly record struct TableView(byte[] Bytes, int Start)
{
    /// <summary>True for a table that the font has not.</summary>
    public bool IsNone => Start == 0;

    public byte U8(int at) => Bytes[Start + at];

    public int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(Start + at));

    public int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(Bytes.AsSpan(Start + at));

    public uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(Start + at));

    public string Tag(int at) => Encoding.ASCII.GetString(Bytes, Start + at, 4);

    public TableView From(int offset) => new(Bytes, Start + offset);

    /// <summary>What a 16-bit offset leads to; none for 0.</summary>
    public TableView At(int offset) => U16(offset) is > 0 and var to ? From(to) : default;

    /// <summary>As <see cref="At"/> with 32 bits.</summary>
    public TableView At32(int offset) => U32(offset) is > 0 and var to ? From((int)to) : default;
}
