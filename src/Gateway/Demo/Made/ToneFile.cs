using System.Buffers.Binary;

namespace Darsgah.Gateway.Demo.Made;

/// <summary>Tones made by this program, as a WAV file: 8,000 samples a second of 8 bits.</summary>
internal static class ToneFile
{
    private const int Rate = 8_000;
    private const int Head = 44;

    /// <param name="tones">One after the other; one of 0 hertz is silence.</param>
    public static byte[] Of(ImmutableArray<Tone> tones)
    {
        var samples = tones.Sum(tone => tone.Seconds * Rate);
        var file = new byte[Head + samples];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1); // PCM
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples);

        var at = Head;

        foreach (var tone in tones)
        {
            var length = tone.Seconds * Rate;

            for (var sample = 0; sample < length; sample++)
            {
                // It swells and fades, so that nothing clicks.
                var loud = Math.Min(1, Math.Min(sample, length - sample) / (Rate / 20.0));
                file[at++] = (byte)(128 + (60 * loud * Math.Sin(2 * Math.PI * tone.Hertz * sample / Rate)));
            }
        }

        return file;
    }
}

/// <param name="Hertz">0 for silence.</param>
/// <param name="Seconds">How long it sounds.</param>
internal sealed record Tone(int Hertz, int Seconds);
