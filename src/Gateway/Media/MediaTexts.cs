using System.Collections.Concurrent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Media;

/// <summary>Captions read from schools' files; the last ones stay in memory, as many as a page or two needs.</summary>
internal sealed class MediaTexts(SchoolFiles files)
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<(Id<Tenant>, Id<StoredFile>), CaptionTrack> kept = new();

    /// <summary>The captions in a file; null where it holds none, or is gone.</summary>
    public async Task<CaptionTrack?> Captions(Id<Tenant> tenant, MediaFile file)
    {
        if (kept.TryGetValue((tenant, file.Stored), out var known))
            return known;

        if (file.Type != MediaType.Vtt || file.Length > CaptionTrack.Largest)
            return null;

        await using var stream = await files.Read(tenant, file.Stored, file.Length);

        if (stream is null)
            return null;

        var bytes = new byte[file.Length];
        await stream.ReadExactlyAsync(bytes);

        if (CaptionTrack.Read(bytes).Value is not { } track)
            return null;

        if (kept.Count >= Most)
            kept.Clear();

        return kept.GetOrAdd((tenant, file.Stored), track);
    }
}
