using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Orleans;

/// <summary>
/// A hash that never changes: XXH32 with seed 0 (https://github.com/Cyan4973/xxHash), its canonical, big-endian bytes read
/// as a little-endian number, as Orleans does.
/// </summary>
/// <remarks>Stored by reminder tables, so both engines must agree on every value.</remarks>
public static class StableHash
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    public static uint ComputeHash(string data) => ComputeHash(
        BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(data.AsSpan()) : Encoding.Unicode.GetBytes(data));

    public static uint ComputeHash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var rest = data;
            var hash = rest.Length < 16 ? Prime5 : Lanes(ref rest);

            hash += (uint)data.Length;

            for (; rest.Length >= 4; rest = rest[4..])
                hash = BitOperations.RotateLeft(hash + (Word(rest) * Prime3), 17) * Prime4;

            foreach (var single in rest)
                hash = BitOperations.RotateLeft(hash + (single * Prime5), 11) * Prime1;

            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return BinaryPrimitives.ReverseEndianness(hash ^ (hash >> 16));
        }
    }

    private static uint Lanes(ref ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            var (a, b, c, d) = (Prime1 + Prime2, Prime2, 0u, 0u - Prime1);

            for (; rest.Length >= 16; rest = rest[16..])
            {
                a = Round(a, Word(rest));
                b = Round(b, Word(rest[4..]));
                c = Round(c, Word(rest[8..]));
                d = Round(d, Word(rest[12..]));
            }

            return BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        }
    }

    private static uint Round(uint lane, uint word) =>
        unchecked(BitOperations.RotateLeft(lane + (word * Prime2), 13) * Prime1);

    private static uint Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
