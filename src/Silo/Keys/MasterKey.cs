using System.Security.Cryptography;
using System.Text;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Options;

namespace Darsgah.Silo.Keys;

/// <summary>
/// The key above all schools' keys: from the configuration, from a mounted file, or made at the first start.
/// </summary>
/// <remarks>
/// The data folder notes the id of the key that its schools are sealed with, so that a wrong key is told at the start
/// and never replaces a right one.
/// </remarks>
public sealed class MasterKey : IDisposable
{
    private readonly SealingKey key;

    /// <exception cref="StoreKeyException">The key is missing, malformed, or not the one of this data
    /// folder.</exception>
    public MasterKey(IOptions<KeyOptions> options, StoreDirectory stores)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stores);

        var folder = stores.Layout.Keys;
        var note = Path.Combine(folder, "master.id");
        var secret = Read(options.Value, Path.Combine(folder, "master.key"), stores.Layout.IsEmpty, out var source);
        key = new SealingKey("master", secret, unsaved: []);
        Compare(note, source);
    }

    /// <inheritdoc />
    public void Dispose() => key.Dispose();

    /// <summary>A school's key, sealed with this one; it opens for that school only.</summary>
    internal byte[] Wrap(Id<Tenant> tenant, ReadOnlySpan<byte> secret) => Seal.Close(key, Place(tenant), secret);

    /// <exception cref="StoreKeyException">The school's key was sealed with another master key, or altered.</exception>
    internal byte[] Unwrap(Id<Tenant> tenant, ReadOnlySpan<byte> wrapped)
    {
        try
        {
            return Seal.Open(key, Place(tenant), wrapped);
        }
        catch (SealBrokenException error)
        {
            throw new StoreKeyException(
                $"The key of school '{tenant}' cannot be opened: {error.Message}. Give this process the master key "
                + "that the data folder was made with (Keys:Master or Keys:MasterFile), or restore the school from a "
                + "backup.",
                error);
        }
    }

    private static string Place(Id<Tenant> tenant) => Seal.Place("key", tenant.Value, KeyRows.School);

    private static byte[] Read(KeyOptions options, string ownFile, bool isNew, out string source)
    {
        if (!string.IsNullOrWhiteSpace(options.Master))
        {
            source = "Keys:Master";
            return Decode(options.Master, source);
        }

        source = options.MasterFile is { Length: > 0 } mounted ? mounted : ownFile;

        if (string.Equals(source, ownFile, StringComparison.Ordinal) && isNew && !File.Exists(ownFile))
            Make(ownFile);

        if (!File.Exists(source))
        {
            throw new StoreKeyException(
                $"The master key file {source} is missing, and without it no school here can be read. Restore it from "
                + "where it was kept safe; a new one would not open anything.");
        }

        return Decode(File.ReadAllText(source), source);
    }

    private static byte[] Decode(string text, string source)
    {
        var secret = new byte[SealingKey.Length];

        return Convert.TryFromBase64String(text.Trim(), secret, out var length) && length == secret.Length
            ? secret
            : throw new StoreKeyException(
                $"{source} holds no master key: it takes {SealingKey.Length} random bytes in base64 (44 characters; "
                + "'openssl rand -base64 32' makes some).");
    }

    private static void Make(string path)
    {
        var secret = RandomNumberGenerator.GetBytes(SealingKey.Length);
        Durable.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(secret) + "\n"));
        CryptographicOperations.ZeroMemory(secret);
    }

    private void Compare(string note, string source)
    {
        var id = Convert.ToHexStringLower(key.Id);

        if (!File.Exists(note))
        {
            Durable.Write(note, Encoding.ASCII.GetBytes(id));
            return;
        }

        var expected = File.ReadAllText(note).Trim();

        if (!string.Equals(expected, id, StringComparison.Ordinal))
        {
            throw new StoreKeyException(
                $"The master key from {source} has id {id}, and this data folder was made with key {expected}. Give it "
                + "that key: with another one no school can be read.");
        }
    }
}
