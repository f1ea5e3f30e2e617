using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Media;

/// <summary>Whether a file is what it is called.</summary>
internal static class MediaChecks
{
    /// <summary>What its first bytes already refuse; null where they do not.</summary>
    public static Error? Early(string name, ReadOnlySpan<byte> start) =>
        MediaType.Claimed(name) is { } claimed && !Agree(claimed, MediaSniffer.Read(start)) ? MediaErrors.NotWhatItSays(name, claimed) : null;

    /// <summary>The file that an upload is, now that all of it is here. Captions are written anew, in the one form they are kept in.</summary>
    /// <returns>The file; or what is wrong with it.</returns>
    public static async Task<Outcome<MediaFile>> Whole(
        SchoolFiles files, Id<Tenant> tenant, MediaUpload upload, WholeFile whole, TimeProvider clock)
    {
        await using var stream = await files.Read(tenant, upload.Stored, whole.Length)
            ?? throw new InvalidOperationException($"The file {upload.Stored} went while it was looked at.");

        if (!(await Facts(upload.Name, whole.Start, stream)).Succeeded(out var facts, out var refusal))
            return refusal;

        var file = new MediaFile(
            upload.Id, upload.Name, facts.Type.Mime, whole.Length, whole.Hash, upload.Stored, clock.GetUtcNow(), facts.Width, facts.Height, facts.Seconds);

        return facts.Type == MediaType.Vtt ? await Captions(files, tenant, file, stream, clock) : file;
    }

    /// <summary>What a whole file is.</summary>
    /// <returns>It; or <see cref="MediaErrors.NotWhatItSays"/>.</returns>
    public static async Task<Outcome<MediaFacts>> Facts(string name, ReadOnlyMemory<byte> start, Stream stream)
    {
        var claimed = MediaType.Claimed(name);
        var facts = await MediaFacts.Read(start, stream);

        if (claimed is not null && (facts is null || !Agree(claimed, facts.Type)))
            return MediaErrors.NotWhatItSays(name, claimed);

        // What only starts like a video and is not called one is a download.
        return facts ?? new MediaFacts(MediaType.Unknown);
    }

    // A recording's end of name does not always say whether it has pictures.
    private static bool Agree(MediaType claimed, MediaType found) =>
        claimed.Kind == found.Kind
        || (claimed.Kind is MediaKind.Video or MediaKind.Audio && found.Kind is MediaKind.Video or MediaKind.Audio);

    private static async Task<Outcome<MediaFile>> Captions(
        SchoolFiles files, Id<Tenant> tenant, MediaFile file, Stream stream, TimeProvider clock)
    {
        if (file.Length > CaptionTrack.Largest)
            return CaptionErrors.TooLarge(CaptionTrack.Largest);

        var bytes = new byte[file.Length];
        stream.Position = 0;
        await stream.ReadExactlyAsync(bytes);

        if (!CaptionTrack.Read(bytes).Succeeded(out var track, out var refusal))
            return refusal;

        var stored = Id<StoredFile>.New(clock);
        var written = System.Text.Encoding.UTF8.GetBytes(track.ToVtt());

        using var kept = await files.Grow(tenant, stored);
        await kept.Take(new MemoryStream(written), written.Length, CancellationToken.None);
        await kept.Sync();
        files.Complete(tenant, stored);
        return file with { Stored = stored, Length = written.Length, Hash = kept.Hash(), Seconds = track.Cues.Max(cue => cue.To) / 1000 };
    }
}
