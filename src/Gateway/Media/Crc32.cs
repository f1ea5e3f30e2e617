namespace Darsgah.Gateway.Media;

/// <summary>CRC-32 as zip and PNG have it (APPNOTE 4.4.7; PNG, annex D), of bytes that come piece by piece.</summary>
internal struct Crc32()
{
    private static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(index => Row((uint)index))];

    private uint sum = uint.MaxValue;

    /// <summary>Of all that was added.</summary>
    public readonly uint Value => ~sum;

    /// <summary>Of these bytes alone.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Add(bytes);
        return crc.Value;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            sum = (sum >> 8) ^ table[(byte)(sum ^ one)];
    }

    private static uint Row(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) * 0xEDB88320u);

        return value;
    }
}
