using System.Collections.Concurrent;
using Darsgah.Grains.Media;

namespace Darsgah.Silo.Files;

/// <summary>Captions read from schools' files; the last ones stay in memory, as many as a page or two needs.</summary>
internal sealed class CaptionFiles(SchoolFiles files) : ICaptionFiles
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<(Id<Tenant>, Id<StoredFile>), CaptionTrack> kept = new();

    /// <inheritdoc/>
    public async Task<CaptionTrack?> Captions(Id<Tenant> tenant, MediaFile file)
    {
        if (kept.TryGetValue((tenant, file.Stored), out var known))
            return known;

        if (file.Type != MediaType.Vtt || file.Length > CaptionTrack.Largest)
            return null;

        if (await Bytes(tenant, file) is not { } bytes || CaptionTrack.Read(bytes).Value is not { } track)
            return null;

        if (kept.Count >= Most)
            kept.Clear();

        return kept.GetOrAdd((tenant, file.Stored), track);
    }

    // Captions that were damaged keep nobody from the film, nor its course from being published; a check of the store names them.
    private async Task<byte[]?> Bytes(Id<Tenant> tenant, MediaFile file)
    {
        try
        {
            await using var stream = await files.Read(tenant, file.Stored, file.Length);

            if (stream is null)
                return null;

            var bytes = new byte[file.Length];
            await stream.ReadExactlyAsync(bytes);
            return bytes;
        }
        catch (Storage.RecordUnreadableException)
        {
            return null;
        }
    }
}
