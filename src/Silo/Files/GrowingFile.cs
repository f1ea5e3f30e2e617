using System.Buffers;
using System.Security.Cryptography;

namespace Darsgah.Silo.Files;

/// <summary>A file that is still arriving: taken in pieces of any size, over restarts of the process.</summary>
/// <remarks>
/// What is on disk is the truth: after a crash it is read from its beginning, and ends where a chunk does not open. So the
/// length told after <see cref="Sync"/> is never taken back but by a broken disk. One caller at a time. After an exception it is
/// thrown away and found again.
/// </remarks>
public sealed class GrowingFile : IDisposable
{
    private const int HeadLength = 4096;

    private readonly string path;
    private readonly FileSeal seal;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] start = new byte[HeadLength];
    private FileStream? file;
    private byte[]? plain;
    private byte[]? box;

    private GrowingFile(string path, FileSeal seal)
    {
        this.path = path;
        this.seal = seal;
    }

    /// <summary>Plain bytes so far. Durable after <see cref="Sync"/>.</summary>
    public long Length { get; private set; }

    /// <summary>The first bytes of it, 4 KiB at most: what it is shows there.</summary>
    public ReadOnlyMemory<byte> Start => start.AsMemory(0, (int)Math.Min(Length, HeadLength));

    private int InChunk => (int)(Length % FileSeal.Chunk);

    /// <summary>Takes all that a stream has, up to <paramref name="most"/> bytes, through one buffer.</summary>
    /// <returns>How many bytes there were.</returns>
    public async Task<long> Take(Stream source, long most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        Open();
        var taken = 0L;

        while (taken < most)
        {
            var room = (int)Math.Min(FileSeal.Chunk - InChunk, most - taken);
            var read = await source.ReadAsync(plain.AsMemory(InChunk, room), cancellation);

            if (read == 0)
                break;

            Note(plain.AsSpan(InChunk, read));
            taken += read;

            if (InChunk == 0)
                await Write((Length / FileSeal.Chunk) - 1, FileSeal.Chunk);
        }

        return taken;
    }

    /// <summary>Makes what was taken durable, and lets go of memory and file until more comes.</summary>
    public async Task Sync()
    {
        if (file is null)
            return;

        if (InChunk > 0)
            await Write(Length / FileSeal.Chunk, InChunk);

        file.Flush(flushToDisk: true);
        Close();
    }

    /// <summary>SHA-256 of all there is, in lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        hash.Dispose();
        seal.Dispose();
    }

    /// <summary>Finds a file that was begun, or begins it.</summary>
    internal static async Task<GrowingFile> Find(string path, FileSeal seal, CancellationToken cancellation)
    {
        var found = new GrowingFile(path, seal);

        try
        {
            if (File.Exists(path))
                await found.Recover(cancellation);
            else
                found.Begin();
        }
        catch
        {
            found.Dispose();
            throw;
        }

        return found;
    }

    private void Begin()
    {
        using (var made = Storage.Durable.Create(path))
        {
            made.Write(seal.Start);
            made.Flush(flushToDisk: true);
        }

        Storage.Durable.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private async Task Recover(CancellationToken cancellation)
    {
        Rent();
        file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var known = await file.ReadAtLeastAsync(box.AsMemory(0, FileSeal.Head), FileSeal.Head, throwOnEndOfStream: false, cancellation);

        if (!box.AsSpan(0, known).SequenceEqual(seal.Start))
        {
            // Cut off while it was made: nothing was told of it yet.
            file.SetLength(0);
            file.Position = 0;
            await file.WriteAsync(seal.Start.ToArray(), cancellation);
        }

        for (var chunk = 0L; ; chunk++)
        {
            var length = await file.ReadAtLeastAsync(
                box.AsMemory(0, FileSeal.Chunk + FileSeal.Overhead), FileSeal.Chunk + FileSeal.Overhead, throwOnEndOfStream: false, cancellation);

            if (!seal.TryOpen(chunk, box.AsSpan(0, length), plain))
            {
                file.SetLength(FileSeal.PlaceOf(chunk));
                break;
            }

            Note(plain.AsSpan(0, length - FileSeal.Overhead));

            if (InChunk > 0)
            {
                file.SetLength(FileSeal.PlaceOf(chunk) + length);
                break;
            }
        }

        file.Flush(flushToDisk: true);
        Close();
    }

    private void Open()
    {
        if (file is not null)
            return;

        Rent();
        file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

        if (InChunk == 0)
            return;

        // The last chunk was not full: it is filled up and sealed again, with another nonce.
        var chunk = Length / FileSeal.Chunk;
        file.Position = FileSeal.PlaceOf(chunk);
        file.ReadExactly(box.AsSpan(0, InChunk + FileSeal.Overhead));

        if (!seal.TryOpen(chunk, box.AsSpan(0, InChunk + FileSeal.Overhead), plain))
            throw new Storage.RecordUnreadableException($"The end of {path} was altered while it was being uploaded.");
    }

    private void Note(ReadOnlySpan<byte> read)
    {
        if (Length < HeadLength)
            read[..(int)Math.Min(read.Length, HeadLength - Length)].CopyTo(start.AsSpan((int)Length));

        hash.AppendData(read);
        Length += read.Length;
    }

    private async Task Write(long chunk, int length)
    {
        seal.Close(chunk, plain.AsSpan(0, length), box.AsSpan(0, length + FileSeal.Overhead));
        file!.Position = FileSeal.PlaceOf(chunk);

        try
        {
            await file.WriteAsync(box.AsMemory(0, length + FileSeal.Overhead));
        }
        catch (IOException error) when (IsFull(error))
        {
            throw new Storage.StoreFullException($"The disk has no room for more of {path}. Free some; the upload goes on where it was.", error);
        }
    }

    // ENOSPC and EDQUOT; on Windows ERROR_DISK_FULL.
    private static bool IsFull(IOException error) => (error.HResult & 0xFFFF) is 28 or 122 or 112;

    private void Rent()
    {
        plain ??= ArrayPool<byte>.Shared.Rent(FileSeal.Chunk);
        box ??= ArrayPool<byte>.Shared.Rent(FileSeal.Chunk + FileSeal.Overhead);
    }

    private void Close()
    {
        file?.Dispose();
        file = null;

        if (plain is not null)
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);

        if (box is not null)
            ArrayPool<byte>.Shared.Return(box);

        (plain, box) = (null, null);
    }
}
