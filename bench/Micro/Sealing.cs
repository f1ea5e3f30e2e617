using System.Security.Cryptography;
using Darsgah.Silo.Keys;

namespace Darsgah.Micro;

/// <summary>Encryption of what is stored.</summary>
public class Sealing
{
    private readonly SealingKey key = new("school", RandomNumberGenerator.GetBytes(SealingKey.Length), unsaved: []);
    private byte[] content = [];
    private byte[] box = [];

    [Params(1 << 10, 1 << 16)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        content = RandomNumberGenerator.GetBytes(Bytes);
        box = Seal.Close(key, "bench", content);
    }

    [GlobalCleanup]
    public void Forget() => key.Dispose();

    [Benchmark]
    public byte[] Close() => Seal.Close(key, "bench", content);

    [Benchmark]
    public byte[] Open() => Seal.Open(key, "bench", box);
}
