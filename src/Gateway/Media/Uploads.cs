using System.Collections.Concurrent;
using System.Security.Cryptography;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Media;

/// <summary>Files on their way in: taken piece by piece, looked at as soon as it shows what they are, and kept when they are whole.</summary>
/// <remarks>
/// What has arrived is on disk; in memory is only how far it came. A process that died finds it there again, and so does the
/// sender, who asks for the offset. One request writes to an upload at a time; a new one ends the one before it, which mostly
/// hangs on a connection that is no more.
/// </remarks>
internal sealed class Uploads(SchoolFiles files, HandedRoom handed, IOptions<MediaOptions> options, TimeProvider clock, ILogger<Uploads> logger)
{
    private readonly ConcurrentDictionary<(Id<Tenant>, Id<MediaFile>), Arriving> arriving = new();
    private readonly ConcurrentDictionary<Id<Tenant>, DateTimeOffset> swept = new();

    /// <summary>Room for a file; it also cleans up after uploads that nobody went on with.</summary>
    public Task<Outcome<MediaUpload>> Begin(TenantGrains school, string name, long length) => Begin(school, new BeginUpload(name, length, options.Value.Limits));

    private async Task<Outcome<MediaUpload>> Begin(TenantGrains school, BeginUpload command)
    {
        await Sweep(school);
        return await school.Media.Begin(command with { Elsewhere = await handed.Taken(school) });
    }

    /// <summary>Takes in a file whose stream is here already; what came of one that breaks off is given up.</summary>
    /// <param name="most">Bytes of it, or more where only its end says how many they are.</param>
    /// <param name="passing">It begins a batch that <see cref="Clear"/> ends.</param>
    /// <param name="batch">First file of the batch that it belongs to; null for none.</param>
    public async Task<Outcome<MediaFile>> Put(
        TenantGrains school, string name, long most, Stream content, CancellationToken cancellation, bool passing = false, Id<MediaFile>? batch = null)
    {
        var command = new BeginUpload(name, most, options.Value.Limits) { Batch = batch, BeginsBatch = passing };

        if (!(await Begin(school, command)).Succeeded(out var upload, out var refusal))
            return refusal;

        try
        {
            if (!(await Take(school, upload.Id, offset: null, content, isWhole: true, cancellation)).Succeeded(out var piece, out refusal))
                return refusal;

            if (piece.File is { } file)
                return file;
        }
        catch
        {
            await Abandon(school, upload.Id);
            throw;
        }

        await Abandon(school, upload.Id);
        return MediaErrors.NoSuchUpload(upload.Name);
    }

    /// <summary>How many bytes of an upload are here, durably; null where there is no such upload.</summary>
    public async Task<(MediaUpload Upload, long Offset)?> Find(TenantGrains school, Id<MediaFile> id, CancellationToken cancellation)
    {
        if (await school.Media.Upload(id) is not { } upload)
            return null;

        if (files.IsWhole(school.Tenant, upload.Stored))
            return (upload, upload.Length);

        using var turn = await Turn(school.Tenant, id, cancellation);
        return (upload, (await turn.File(files, upload, cancellation)).Length);
    }

    /// <summary>Takes a piece of an upload; with the last one it becomes a file.</summary>
    /// <param name="offset">Where the piece begins; null for wherever the upload is.</param>
    /// <param name="isWhole">The stream has the rest, however long it is.</param>
    public async Task<Outcome<Piece>> Take(
        TenantGrains school, Id<MediaFile> id, long? offset, Stream body, bool isWhole, CancellationToken cancellation)
    {
        if (await school.Media.Upload(id) is not { } upload)
            return MediaErrors.NoSuchUpload(id.Value);

        // All of it came before, and the process died before it could say so.
        if (files.IsWhole(school.Tenant, upload.Stored))
            return await Keep(school, upload, await Whole(school.Tenant, upload, cancellation));

        using var turn = await Turn(school.Tenant, id, cancellation);
        var file = await turn.File(files, upload, turn.Ended);

        if (offset is { } from && from != file.Length)
            return new Piece(file.Length, null) { IsElsewhere = true };

        if (await Fill(file, upload, body, turn) is { } refusal)
            return await Refuse(school, upload, refusal);

        if (file.Length < upload.Length && !(isWhole && !turn.Ended.IsCancellationRequested))
            return new Piece(file.Length, null);

        if (file.Length == 0)
            return await Refuse(school, upload, MediaErrors.Empty());

        var whole = new WholeFile(file.Length, file.Hash(), file.Start);
        turn.Forget();
        files.Complete(school.Tenant, upload.Stored);
        return await Keep(school, upload, whole);
    }

    /// <summary>Gives an upload up.</summary>
    public async Task Abandon(TenantGrains school, Id<MediaFile> id)
    {
        if (await school.Media.Upload(id) is not { } upload)
            return;

        using (var turn = await Turn(school.Tenant, id, CancellationToken.None))
            turn.Forget();

        await Drop(school, upload);
    }

    /// <summary>
    /// Ends a batch: what a lesson or a course shows by now stays, the rest goes. Done when what it was for is made, when that
    /// was refused, and, for one that died on the way, an hour later by whatever is uploaded next.
    /// </summary>
    public async Task Clear(TenantGrains school, Id<MediaFile> batch)
    {
        foreach (var file in await school.Media.Batch(batch))
        {
            var (now, past) = await MediaShelf.Uses(school, file);

            if (now.IsEmpty && (await school.Media.Remove(file, past)).Succeeded(out var gone, out _))
                Delete(school, gone);
        }

        await school.Media.Settle(batch);
    }

    /// <summary>Deletes a file's bytes, after nothing references them any more.</summary>
    public void Delete(TenantGrains school, MediaFile file) => files.Delete(school.Tenant, file.Stored);

    // A connection that breaks ends the piece, and what came of it stays.
    private async Task<Error?> Fill(GrowingFile file, MediaUpload upload, Stream body, Arriving.Turn turn)
    {
        try
        {
            // The first bytes alone, so that five gigabytes of something else are refused before they have come.
            if (file.Length < MediaSniffer.Enough)
                await file.Take(body, Math.Min(MediaSniffer.Enough, upload.Length) - file.Length, turn.Ended);

            if (MediaChecks.Early(upload.Name, file.Start.Span) is { } refusal && file.Length >= Math.Min(MediaSniffer.Enough, upload.Length))
                return refusal;

            await file.Take(body, upload.Length - file.Length, turn.Ended);
        }
        catch (Exception broken) when (broken is OperationCanceledException or BadHttpRequestException or Microsoft.AspNetCore.Connections.ConnectionResetException)
        {
            logger.LogDebug(broken, "An upload broke off at {Offset}", file.Length);
            turn.End();
        }
        catch
        {
            turn.Forget();
            throw;
        }

        await file.Sync();
        return null;
    }

    private async Task<Outcome<Piece>> Keep(TenantGrains school, MediaUpload upload, WholeFile whole)
    {
        var looked = await MediaChecks.Whole(files, school.Tenant, upload, whole, clock);

        if (!looked.Succeeded(out var file, out var refusal))
            return await Refuse(school, upload, refusal);

        var kept = await school.Media.Finish(upload.Id, file);

        if (file.Stored != upload.Stored)
            files.Delete(school.Tenant, upload.Stored);

        return kept.Then(known => new Piece(upload.Length, known));
    }

    private async Task<Error> Refuse(TenantGrains school, MediaUpload upload, Error refusal)
    {
        if (arriving.TryRemove((school.Tenant, upload.Id), out var known))
            known.Forget();

        await Drop(school, upload);
        return refusal;
    }

    private async Task Drop(TenantGrains school, MediaUpload upload)
    {
        await school.Media.Abandon(upload.Id);
        files.Delete(school.Tenant, upload.Stored);
        arriving.TryRemove((school.Tenant, upload.Id), out _);
    }

    private async Task<WholeFile> Whole(Id<Tenant> tenant, MediaUpload upload, CancellationToken cancellation)
    {
        await using var stream = await files.Read(tenant, upload.Stored, upload.Length)
            ?? throw new InvalidOperationException($"The file {upload.Stored} went while it was taken in.");
        var start = new byte[Math.Min(4096, upload.Length)];
        await stream.ReadExactlyAsync(start, cancellation);
        stream.Position = 0;
        return new WholeFile(upload.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation)), start);
    }

    private async Task<Arriving.Turn> Turn(Id<Tenant> tenant, Id<MediaFile> id, CancellationToken cancellation)
    {
        var known = arriving.GetOrAdd((tenant, id), _ => new Arriving(tenant));
        return await known.Take(cancellation);
    }

    // Once in a while: what is on disk and belongs to nothing, an hour after it was last written.
    private async Task Sweep(TenantGrains school)
    {
        var now = clock.GetUtcNow();

        if (swept.TryGetValue(school.Tenant, out var last) && now - last < TimeSpan.FromHours(1))
            return;

        swept[school.Tenant] = now;

        foreach (var batch in await school.Media.Lapsed())
            await Clear(school, batch);

        var onDisk = files.Names(school.Tenant, now - TimeSpan.FromHours(1));

        foreach (var stray in onDisk.Count == 0 ? [] : await school.Media.Strays([.. onDisk]))
            files.Delete(school.Tenant, stray);

        var alive = (await school.Media.Standing()).Uploads.Select(upload => upload.Id).ToHashSet();

        foreach (var (key, known) in arriving.Where(pair => pair.Key.Item1 == school.Tenant && !alive.Contains(pair.Key.Item2)))
        {
            known.Forget();
            arriving.TryRemove(key, out _);
        }
    }
}

/// <param name="Offset">How many bytes are here, durably.</param>
/// <param name="File">The file, if it is whole.</param>
internal sealed record Piece(long Offset, MediaFile? File)
{
    /// <summary>The piece belongs somewhere else than where the upload is.</summary>
    public bool IsElsewhere { get; init; }
}

/// <param name="Start">Its first bytes.</param>
internal sealed record WholeFile(long Length, string Hash, ReadOnlyMemory<byte> Start);
