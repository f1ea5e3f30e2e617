namespace Darsgah.Grains.Learning;

/// <summary>Where a certificate's bit is.</summary>
public static class CertificateStatusLists
{
    /// <summary>Certificates a list has: the least that keeps one of them hidden among the others (Bitstring Status List 1.0, 6.1).</summary>
    public const int Size = 131_072;

    /// <summary>Which list a certificate's number is in, from 0.</summary>
    public static int ListOf(int number) => (number - 1) / Size;

    /// <summary>Its bit there, from 0.</summary>
    public static int IndexOf(int number) => (number - 1) % Size;
}

/// <summary>The stored bits of one status list.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate_status.state")]
internal sealed record CertificateStatusBits
{
    /// <summary>Base64 of 16 KiB; empty where no bit is set.</summary>
    [Id(0)] public string Bits { get; init; } = "";

    public byte[] Bytes => Bits.Length == 0 ? new byte[CertificateStatusLists.Size / 8] : Convert.FromBase64String(Bits);

    public CertificateStatusBits With(int index)
    {
        var bytes = Bytes;
        bytes[index / 8] |= (byte)(0x80 >> (index % 8));
        return new CertificateStatusBits { Bits = Convert.ToBase64String(bytes) };
    }
}

[GrainType("learning.certificate_status")]
internal sealed class CertificateStatusGrain(
    [PersistentState("bits", Storage.School)] IPersistentState<CertificateStatusBits> bits) : Grain, ICertificateStatusGrain
{
    public Task Set(int index) => this.Commit(bits, bits.State.With(index));

    public Task<string> Bits() => Task.FromResult(Convert.ToBase64String(bits.State.Bytes));
}
