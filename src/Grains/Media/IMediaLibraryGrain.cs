namespace Darsgah.Grains.Media;

/// <summary>All files of a school: how much room they take, and what is arriving. They stand in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/media</c>.</remarks>
[Alias("media.library")]
public interface IMediaLibraryGrain : ITenantScopedGrain
{
    /// <summary>Room for a file that is about to arrive.</summary>
    /// <returns>The upload; or <see cref="MediaErrors.TooLarge"/>, <see cref="MediaErrors.NoRoom"/>, ….</returns>
    [Alias("begin")]
    Task<Outcome<MediaUpload>> Begin(BeginUpload command);

    /// <summary>An upload under way; null where there is none, or where it took too long.</summary>
    [Alias("upload")]
    Task<MediaUpload?> Upload(Id<MediaFile> upload);

    /// <summary>Takes in a file whose bytes are whole and synced. Repeating it changes nothing.</summary>
    /// <returns>The file; or <see cref="MediaErrors.NoSuchUpload"/>.</returns>
    [Alias("finish")]
    Task<Outcome<MediaFile>> Finish(Id<MediaFile> upload, MediaFile file);

    /// <summary>Gives an upload up.</summary>
    [Alias("abandon")]
    Task Abandon(Id<MediaFile> upload);

    /// <summary>Puts one file in the place of another, whose id it takes: corrected captions.</summary>
    /// <returns>What it was before, so that its bytes can go; or <see cref="MediaErrors.NoSuchFile"/>.</returns>
    [Alias("replace")]
    Task<Outcome<MediaFile>> Replace(Id<MediaFile> file, Id<MediaFile> by);

    /// <summary>Takes a file out that is shown nowhere but in these places, which show it no more.</summary>
    /// <returns>What it was, so that its bytes can go; or <see cref="MediaErrors.InUse"/>, <see cref="MediaErrors.NoSuchFile"/>.</returns>
    [Alias("remove")]
    Task<Outcome<MediaFile>> Remove(Id<MediaFile> file, ImmutableArray<MediaUse> past);

    /// <summary>The files of a batch; none for one that is settled.</summary>
    [Alias("batch")]
    Task<ImmutableArray<Id<MediaFile>>> Batch(Id<MediaFile> batch);

    /// <summary>Forgets that files came as a batch. They stay. Repeating it changes nothing.</summary>
    [Alias("settle")]
    Task Settle(Id<MediaFile> batch);

    /// <summary>Batches that nobody settled within an hour of their last file.</summary>
    [Alias("lapsed")]
    Task<ImmutableArray<Id<MediaFile>>> Lapsed();

    /// <summary>How much there is.</summary>
    [Alias("standing")]
    Task<MediaStanding> Standing();

    /// <summary>Which of these bytes on disk belong to no file and no upload.</summary>
    [Alias("strays")]
    Task<ImmutableArray<Id<StoredFile>>> Strays(ImmutableArray<Id<StoredFile>> onDisk);
}

/// <summary>At most 100 files.</summary>
/// <remarks>Key <c>tenant/media.{n}</c>.</remarks>
[Alias("media.segment")]
public interface IMediaSegmentGrain : ITenantScopedGrain
{
    /// <summary>All files, oldest first.</summary>
    [Alias("files")]
    Task<ImmutableArray<MediaFile>> Files();

    /// <summary>Adds a file or replaces it; false where it is new and there is no room.</summary>
    [Alias("put")]
    Task<bool> Put(MediaFile file);

    /// <summary>Takes a file out; false where it is not here.</summary>
    [Alias("remove")]
    Task<bool> Remove(Id<MediaFile> file);
}

/// <param name="Name">What it is called, with or without folders.</param>
/// <param name="Length">Bytes it will have.</param>
/// <param name="Limits">What the installation allows.</param>
[GenerateSerializer, Immutable, Alias("media.begin")]
public sealed record BeginUpload(string Name, long Length, MediaLimits Limits)
{
    /// <summary>The first file of a batch that this one belongs to; null for a file that stands for itself.</summary>
    [Id(3)] public Id<MediaFile>? Batch { get; init; }

    /// <summary>It is the first file of a batch.</summary>
    [Id(4)] public bool BeginsBatch { get; init; }

    /// <summary>Bytes that the school keeps and that are no files of this list: what was handed in.</summary>
    [Id(5)] public long Elsewhere { get; init; }
}

/// <param name="LargestFile">Bytes of one file.</param>
/// <param name="Total">Bytes of all files of a school.</param>
/// <param name="Patience">How long an upload may take from its last beginning to its end.</param>
[GenerateSerializer, Immutable, Alias("media.limits")]
public sealed record MediaLimits(long LargestFile, long Total, TimeSpan Patience);

/// <summary>A file that is arriving.</summary>
/// <param name="Id">It becomes the file's.</param>
/// <param name="Name">What it will be called.</param>
/// <param name="Length">Bytes it will have.</param>
/// <param name="Stored">Where its bytes are.</param>
/// <param name="Until">When it is given up, UTC.</param>
[GenerateSerializer, Immutable, Alias("media.upload")]
public sealed record MediaUpload(Id<MediaFile> Id, string Name, long Length, Id<StoredFile> Stored, DateTimeOffset Until)
{
    /// <summary>The first file of the batch that it belongs to; null for none.</summary>
    [Id(5)] public Id<MediaFile>? Batch { get; init; }
}

/// <param name="Files">How many files.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="Segments">Segments in use, numbered from 1.</param>
/// <param name="Uploads">What is arriving.</param>
[GenerateSerializer, Immutable, Alias("media.standing")]
public sealed record MediaStanding(int Files, long Bytes, int Segments, ImmutableArray<MediaUpload> Uploads);
