namespace Darsgah.Grains.Media;

/// <summary>How much a school keeps and what is arriving, and the rules of it.</summary>
[GenerateSerializer, Immutable, Alias("media.library.state")]
internal sealed record MediaLibrary
{
    /// <summary>Uploads under way at once in one school.</summary>
    public const int MostUploads = 100;

    /// <summary>The longest name.</summary>
    public const int LongestName = 200;

    [Id(0)] public int Files { get; init; }

    [Id(1)] public long Bytes { get; init; }

    [Id(2)] public int Segments { get; init; }

    [Id(3)] public ImmutableArray<MediaUpload> Uploads { get; init; } = [];

    /// <summary>Files being taken out; what a crash interrupted goes on.</summary>
    [Id(4)] public ImmutableArray<MediaFile> Leaving { get; init; } = [];

    /// <summary>Files that came together for something that is not finished yet: a course's file and what was in it.</summary>
    [Id(5)] public ImmutableArray<MediaBatch> Batches { get; init; } = [];

    /// <summary>Room for a file. What is arriving counts as if it were here.</summary>
    public Outcome<MediaUpload> Begin(BeginUpload command, DateTimeOffset now, Id<MediaFile> id, Id<StoredFile> stored)
    {
        var name = Named(command.Name);
        var taken = command.Elsewhere + Bytes + Uploads.Where(upload => upload.Until > now).Sum(upload => upload.Length);

        if (name.Length == 0)
            return MediaErrors.NoName();

        if (command.Length <= 0)
            return MediaErrors.Empty();

        if (command.Length > command.Limits.LargestFile)
            return MediaErrors.TooLarge(command.Limits.LargestFile);

        if (command.Length > command.Limits.Total - taken)
            return MediaErrors.NoRoom(command.Limits.Total, command.Limits.Total - taken);

        return Uploads.Count(upload => upload.Until > now) >= MostUploads
            ? MediaErrors.TooManyUploads(MostUploads)
            : new MediaUpload(id, name, command.Length, stored, now + command.Limits.Patience) { Batch = command.BeginsBatch ? id : command.Batch };
    }

    /// <summary>With a file that has arrived whole.</summary>
    public MediaLibrary With(MediaUpload upload, MediaFile file, int segment, DateTimeOffset now)
    {
        var next = Without(upload.Id) with { Files = Files + 1, Bytes = Bytes + file.Length, Segments = Math.Max(segment, Segments) };

        if (upload.Batch is not { } id)
            return next;

        var batch = Batches.FirstOrDefault(known => known.Id == id) ?? new MediaBatch(id, now, []);
        return next with
        {
            Batches = [.. Batches.Where(known => known.Id != id), new MediaBatch(id, now + MediaBatch.Patience, batch.Files.Add(upload.Id))],
        };
    }

    /// <summary>With an upload; those that took too long go.</summary>
    public MediaLibrary With(MediaUpload upload, DateTimeOffset now) =>
        this with { Uploads = [.. Uploads.Where(known => known.Until > now), upload] };

    public MediaLibrary Without(Id<MediaFile> upload) =>
        this with { Uploads = Uploads.RemoveAll(known => known.Id == upload) };

    /// <summary>The last part of a name, whatever separates its folders, without characters that are no part of one.</summary>
    public static string Named(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(letter => !char.IsControl(letter) && !IsInvisible(letter))).Trim().Trim('.').Trim();
        return clean.Length <= LongestName ? clean : Cut(clean);
    }

    // The end of a name says what it claims to be, so the middle goes.
    private static string Cut(string name)
    {
        var end = Math.Max(0, name.Length - 20);
        var start = LongestName - 21;
        return name[..(char.IsHighSurrogate(name[start - 1]) ? start - 1 : start)] + "…" + name[(char.IsLowSurrogate(name[end]) ? end + 1 : end)..];
    }

    // They turn the text around them; a name with them reads like another (SEC-E20).
    private static bool IsInvisible(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

/// <param name="Id">Its first file.</param>
/// <param name="Until">When whoever makes something of it is taken for gone, UTC.</param>
/// <param name="Files">All of it, in the order they came.</param>
[GenerateSerializer, Immutable, Alias("media.batch")]
internal sealed record MediaBatch(Id<MediaFile> Id, DateTimeOffset Until, ImmutableArray<Id<MediaFile>> Files)
{
    /// <summary>From its last file on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);
}

/// <summary>At most <see cref="Most"/> files.</summary>
[GenerateSerializer, Immutable, Alias("media.segment.state")]
internal sealed record MediaSegment
{
    /// <summary>Files of one state: 100 of some 500 bytes.</summary>
    public const int Most = 100;

    [Id(0)] public ImmutableArray<MediaFile> Files { get; init; } = [];
}
