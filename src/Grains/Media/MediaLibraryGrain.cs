namespace Darsgah.Grains.Media;

[GrainType("media.library")]
internal sealed class MediaLibraryGrain(
    [PersistentState("media", Storage.School)] IPersistentState<MediaLibrary> library,
    TimeProvider clock) : Grain, IMediaLibraryGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    // What a crash interrupted.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var file in library.State.Leaving)
            await Leave(file);
    }

    public async Task<Outcome<MediaUpload>> Begin(BeginUpload command)
    {
        var now = clock.GetUtcNow();
        var decision = library.State.Begin(command, now, Id<MediaFile>.New(clock), Id<StoredFile>.New(clock));

        if (decision.Succeeded(out var upload, out _))
            await this.Commit(library, library.State.With(upload, now));

        return decision;
    }

    public Task<MediaUpload?> Upload(Id<MediaFile> upload) => Task.FromResult(Known(upload));

    public async Task<Outcome<MediaFile>> Finish(Id<MediaFile> upload, MediaFile file)
    {
        if (await Grains.MediaFile(upload).Show() is { } there && Known(upload) is null)
            return there;

        if (Known(upload) is not { } known)
            return MediaErrors.NoSuchUpload(upload.Value);

        // The file first, then the list, then the count: whatever a crash cuts off is done again by the same words.
        await Grains.MediaFile(upload).Put(file);
        var segment = await List(file);

        await this.Commit(
            library,
            library.State.With(known, file, segment, clock.GetUtcNow()),
            new Effects { Audit = [Row("media.added", upload)] });
        return file;
    }

    public Task Abandon(Id<MediaFile> upload) =>
        library.State.Uploads.Any(known => known.Id == upload) ? this.Commit(library, library.State.Without(upload)) : Task.CompletedTask;

    public async Task<Outcome<MediaFile>> Replace(Id<MediaFile> file, Id<MediaFile> by)
    {
        if (await Grains.MediaFile(file).Show() is not { } before)
            return MediaErrors.NoSuchFile(file.Value);

        if (!(await Grains.MediaFile(by).Remove([])).Succeeded(out var taken, out var refusal))
            return refusal;

        var next = taken with { Id = file };
        await Grains.MediaFile(file).Put(next);

        for (var number = 1; number <= library.State.Segments; number++)
        {
            if ((await Grains.MediaSegment(number).Files()).Any(known => known.Id == file))
                await Grains.MediaSegment(number).Put(next);
        }

        var now = library.State;
        await this.Commit(
            library,
            now with { Files = now.Files - 1, Bytes = now.Bytes - before.Length, Leaving = now.Leaving.Add(taken) },
            new Effects { Audit = [Row("media.replaced", file)] });
        await Leave(taken);
        return before;
    }

    public async Task<Outcome<MediaFile>> Remove(Id<MediaFile> file, ImmutableArray<MediaUse> past)
    {
        if (!(await Grains.MediaFile(file).Remove(past)).Succeeded(out var gone, out var refusal))
            return refusal;

        var now = library.State;
        await this.Commit(
            library,
            now with { Files = now.Files - 1, Bytes = now.Bytes - gone.Length, Leaving = now.Leaving.Add(gone) },
            new Effects { Audit = [Row("media.removed", file)] });
        await Leave(gone);
        return gone;
    }

    public Task<ImmutableArray<Id<MediaFile>>> Batch(Id<MediaFile> batch) =>
        Task.FromResult(library.State.Batches.FirstOrDefault(known => known.Id == batch)?.Files ?? []);

    public Task Settle(Id<MediaFile> batch) => library.State.Batches.Any(known => known.Id == batch)
        ? this.Commit(library, library.State with { Batches = library.State.Batches.RemoveAll(known => known.Id == batch) })
        : Task.CompletedTask;

    public Task<ImmutableArray<Id<MediaFile>>> Lapsed() =>
        Task.FromResult(library.State.Batches.Where(batch => batch.Until < clock.GetUtcNow()).Select(batch => batch.Id).ToImmutableArray());

    public Task<MediaStanding> Standing() => Task.FromResult(new MediaStanding(
        library.State.Files,
        library.State.Bytes,
        library.State.Segments,
        [.. library.State.Uploads.Where(upload => upload.Until > clock.GetUtcNow())]));

    public async Task<ImmutableArray<Id<StoredFile>>> Strays(ImmutableArray<Id<StoredFile>> onDisk)
    {
        var segments = await Task.WhenAll(Enumerable.Range(1, library.State.Segments).Select(n => Grains.MediaSegment(n).Files()));
        var known = segments.SelectMany(files => files.Select(file => file.Stored))
            .Concat(library.State.Uploads.Where(upload => upload.Until > clock.GetUtcNow()).Select(upload => upload.Stored)).ToHashSet();

        return [.. onDisk.Where(file => !known.Contains(file))];
    }

    private MediaUpload? Known(Id<MediaFile> upload) =>
        library.State.Uploads.FirstOrDefault(known => known.Id == upload && known.Until > clock.GetUtcNow());

    // Into the last segment, or a new one. Where a crash left it there already, it is put in its own place.
    private async Task<int> List(MediaFile file)
    {
        var last = Math.Max(1, library.State.Segments);

        if (!await Grains.MediaSegment(last).Put(file))
            await Grains.MediaSegment(++last).Put(file);

        return last;
    }

    private async Task Leave(MediaFile file)
    {
        for (var number = 1; number <= library.State.Segments; number++)
        {
            if (await Grains.MediaSegment(number).Remove(file.Id))
                break;
        }

        await this.Commit(library, library.State with { Leaving = library.State.Leaving.RemoveAll(known => known.Id == file.Id) });
    }

    private AuditRow Row(string action, Id<MediaFile> file) => new(action, TenantScope.Actor, file.Value, clock.GetUtcNow());
}

[GrainType("media.segment")]
internal sealed class MediaSegmentGrain(
    [PersistentState("media_segment", Storage.School)] IPersistentState<MediaSegment> segment) : Grain, IMediaSegmentGrain
{
    public Task<ImmutableArray<MediaFile>> Files() => Task.FromResult(segment.State.Files);

    public async Task<bool> Put(MediaFile file)
    {
        var files = segment.State.Files;
        var known = files.FirstOrDefault(other => other.Id == file.Id);

        if (known is null && files.Length >= MediaSegment.Most)
            return false;

        await this.Commit(segment, new MediaSegment { Files = known is null ? files.Add(file) : files.Replace(known, file) });
        return true;
    }

    public async Task<bool> Remove(Id<MediaFile> file)
    {
        if (segment.State.Files.FirstOrDefault(known => known.Id == file) is not { } known)
            return false;

        await this.Commit(segment, new MediaSegment { Files = segment.State.Files.Remove(known) });
        return true;
    }
}
