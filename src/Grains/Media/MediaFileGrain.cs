namespace Darsgah.Grains.Media;

/// <summary>What is kept of a file.</summary>
[GenerateSerializer, Immutable, Alias("media.file.state")]
internal sealed record MediaFileRecord
{
    /// <summary>Places that are noted; a file that more lessons show counts as shown for good.</summary>
    public const int MostUses = 1_000;

    [Id(0)] public MediaFile? File { get; init; }

    [Id(1)] public ImmutableArray<MediaUse> Uses { get; init; } = [];
}

[GrainType("media.file")]
internal sealed class MediaFileGrain(
    [PersistentState("media_file", Storage.School)] IPersistentState<MediaFileRecord> record) : Grain, IMediaFileGrain
{
    public Task<MediaFile?> Show() => Task.FromResult(record.State.File);

    public Task Put(MediaFile file) => record.State.File == file
        ? Task.CompletedTask
        : this.Commit(record, record.State with { File = file });

    public Task Use(MediaUse use) =>
        record.State is not { File: not null, Uses: { Length: < MediaFileRecord.MostUses } uses } || uses.Contains(use)
            ? Task.CompletedTask
            : this.Commit(record, record.State with { Uses = uses.Add(use) });

    public Task<ImmutableArray<MediaUse>> Uses() => Task.FromResult(record.State.Uses);

    public async Task<Outcome<MediaFile>> Remove(ImmutableArray<MediaUse> past)
    {
        if (record.State.File is not { } file)
            return MediaErrors.NoSuchFile(this.Key().Name);

        if (record.State.Uses.Length == MediaFileRecord.MostUses || record.State.Uses.Any(use => !past.Contains(use)))
            return MediaErrors.InUse(file.Name);

        await this.Commit(record, new MediaFileRecord());
        return file;
    }
}
