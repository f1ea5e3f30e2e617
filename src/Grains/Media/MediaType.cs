namespace Darsgah.Grains.Media;

/// <summary>What a file is for a lesson.</summary>
public enum MediaKind
{
    /// <summary>A download; never opened inside a page.</summary>
    File = 0,

    /// <summary>Pictures that move.</summary>
    Video = 1,

    /// <summary>Sound alone.</summary>
    Audio = 2,

    /// <summary>A picture.</summary>
    Image = 3,

    /// <summary>A PDF document.</summary>
    Pdf = 4,

    /// <summary>Captions, as WebVTT.</summary>
    Captions = 5,
}

/// <summary>A type of file that is told by its first bytes, never by its name or by what a sender says.</summary>
/// <param name="Kind">What it is for a lesson.</param>
/// <param name="Mime">The type that it is served as.</param>
/// <param name="Extensions">Ends of names that such a file has, without dot.</param>
public sealed record MediaType(MediaKind Kind, string Mime, params ImmutableArray<string> Extensions)
{
    /// <summary>Anything else, whatever it may be: served as an attachment that nothing runs.</summary>
    public static MediaType Unknown { get; } = new(MediaKind.File, "application/octet-stream");

    /// <summary>MP4 with pictures.</summary>
    public static MediaType Mp4 { get; } = new(MediaKind.Video, "video/mp4", "mp4", "m4v", "mov");

    /// <summary>MP4 with sound alone.</summary>
    public static MediaType M4a { get; } = new(MediaKind.Audio, "audio/mp4", "m4a", "m4b", "aac");

    /// <summary>WebM, or Matroska, with pictures.</summary>
    public static MediaType WebM { get; } = new(MediaKind.Video, "video/webm", "webm", "mkv");

    /// <summary>WebM with sound alone.</summary>
    public static MediaType WebMAudio { get; } = new(MediaKind.Audio, "audio/webm", "weba");

    /// <summary>MPEG audio.</summary>
    public static MediaType Mp3 { get; } = new(MediaKind.Audio, "audio/mpeg", "mp3");

    /// <summary>Ogg.</summary>
    public static MediaType Ogg { get; } = new(MediaKind.Audio, "audio/ogg", "ogg", "oga", "opus");

    /// <summary>RIFF WAVE.</summary>
    public static MediaType Wav { get; } = new(MediaKind.Audio, "audio/wav", "wav");

    /// <summary>FLAC.</summary>
    public static MediaType Flac { get; } = new(MediaKind.Audio, "audio/flac", "flac");

    /// <summary>PNG.</summary>
    public static MediaType Png { get; } = new(MediaKind.Image, "image/png", "png");

    /// <summary>JPEG.</summary>
    public static MediaType Jpeg { get; } = new(MediaKind.Image, "image/jpeg", "jpg", "jpeg");

    /// <summary>GIF.</summary>
    public static MediaType Gif { get; } = new(MediaKind.Image, "image/gif", "gif");

    /// <summary>WebP.</summary>
    public static MediaType WebP { get; } = new(MediaKind.Image, "image/webp", "webp");

    /// <summary>PDF.</summary>
    public static MediaType Pdf { get; } = new(MediaKind.Pdf, "application/pdf", "pdf");

    /// <summary>Captions, in the one form that they are kept in.</summary>
    public static MediaType Vtt { get; } = new(MediaKind.Captions, "text/vtt", "vtt", "srt");

    /// <summary>A zip, and what is one: documents of office programs.</summary>
    public static MediaType Zip { get; } = new(MediaKind.File, "application/zip", "zip");

    /// <summary>Those that a page shows or plays itself.</summary>
    public static ImmutableArray<MediaType> Shown { get; } =
        [Mp4, M4a, WebM, WebMAudio, Mp3, Ogg, Wav, Flac, Png, Jpeg, Gif, WebP, Pdf, Vtt];

    /// <summary>What a name claims to be; null where it claims nothing that a page shows.</summary>
    public static MediaType? Claimed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var end = name.LastIndexOf('.') is >= 0 and var dot ? name[(dot + 1)..].ToLowerInvariant() : "";
        return Shown.FirstOrDefault(type => type.Extensions.Contains(end, StringComparer.Ordinal));
    }

    /// <summary>The type of a content type as it is kept.</summary>
    public static MediaType Of(string mime) =>
        Shown.FirstOrDefault(type => type.Mime == mime) ?? (mime == Zip.Mime ? Zip : Unknown);
}
