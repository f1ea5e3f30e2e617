namespace Darsgah.Grains.Media;

/// <summary>One file of a school's: what it is, and which lessons show it.</summary>
/// <remarks>Key <c>tenant/{file}</c>. The bytes are on disk, under <see cref="MediaFile.Stored"/>.</remarks>
[Alias("media.file")]
public interface IMediaFileGrain : ITenantScopedGrain
{
    /// <summary>What it is, or null.</summary>
    [Alias("show")]
    Task<MediaFile?> Show();

    /// <summary>Keeps what it is. Only <see cref="IMediaLibraryGrain"/> calls it, after the bytes are whole and synced.</summary>
    [Alias("put")]
    Task Put(MediaFile file);

    /// <summary>Notes that a lesson, or a course's page, shows it. Nothing where there is no such file.</summary>
    [Alias("use")]
    Task Use(MediaUse use);

    /// <summary>Where it was ever shown. Whether it still is, that place says itself.</summary>
    [Alias("uses")]
    Task<ImmutableArray<MediaUse>> Uses();

    /// <summary>Forgets it, if it was shown in these places alone.</summary>
    /// <returns>What it was; or <see cref="MediaErrors.InUse"/> where another place shows it by now, <see cref="MediaErrors.NoSuchFile"/>.</returns>
    [Alias("remove")]
    Task<Outcome<MediaFile>> Remove(ImmutableArray<MediaUse> past);
}

/// <summary>A place that shows a file.</summary>
/// <param name="Course">The course; empty for the school itself.</param>
/// <param name="Lesson">The lesson; null for the course's page.</param>
[GenerateSerializer, Immutable, Alias("media.use")]
public sealed record MediaUse(Id<Course> Course, Id<Lesson>? Lesson)
{
    /// <summary>The school's logo, which certificates show for good: it is everybody's to see, and stays.</summary>
    public static MediaUse Logo { get; } = new(default, null);
}

/// <summary>A file of a school's, as far as everybody may know it who sees it.</summary>
/// <param name="Name">What it was called where it came from, without folders.</param>
/// <param name="Mime">What its content is, never what was claimed.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">SHA-256 of its content, lower-case hex.</param>
/// <param name="Stored">Where its bytes are.</param>
/// <param name="At">When it came, UTC.</param>
/// <param name="Width">Of a picture or a video, in pixels; 0 where not known.</param>
/// <param name="Height">Of a picture or a video, in pixels; 0 where not known.</param>
/// <param name="Seconds">How long it plays; 0 where not known.</param>
[GenerateSerializer, Immutable, Alias("media.file_facts")]
public sealed record MediaFile(
    Id<MediaFile> Id,
    string Name,
    string Mime,
    long Length,
    string Hash,
    Id<StoredFile> Stored,
    DateTimeOffset At,
    int Width = 0,
    int Height = 0,
    int Seconds = 0)
{
    /// <summary>What it is.</summary>
    public MediaType Type => MediaType.Of(Mime);
}
