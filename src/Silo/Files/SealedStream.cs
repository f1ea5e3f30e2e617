using System.Buffers;

namespace Darsgah.Silo.Files;

/// <summary>A whole file, opened: reads from anywhere, one chunk at a time.</summary>
/// <remarks>What was altered is told when it is reached, with <see cref="Storage.RecordUnreadableException"/>.</remarks>
internal sealed class SealedStream(FileStream file, FileSeal seal, long length) : Stream
{
    private byte[] plain = ArrayPool<byte>.Shared.Rent(FileSeal.Chunk);
    private byte[] box = ArrayPool<byte>.Shared.Rent(FileSeal.Chunk + FileSeal.Overhead);
    private long opened = -1;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A place in a file is 0 or more.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.Length == 0)
            return 0;

        var chunk = position / FileSeal.Chunk;

        if (chunk != opened)
        {
            var size = Size(chunk);
            file.Position = FileSeal.PlaceOf(chunk);
            var read = await file.ReadAtLeastAsync(box.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken);
            Open(chunk, box.AsSpan(0, read), size);
        }

        return Copy(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (position >= length || buffer.Length == 0)
            return 0;

        var chunk = position / FileSeal.Chunk;

        if (chunk != opened)
        {
            var size = Size(chunk);
            file.Position = FileSeal.PlaceOf(chunk);
            var read = file.ReadAtLeast(box.AsSpan(0, size), size, throwOnEndOfStream: false);
            Open(chunk, box.AsSpan(0, read), size);
        }

        return Copy(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A file that is whole never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A file that is whole never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && plain.Length > 0)
        {
            file.Dispose();
            seal.Dispose();
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(box);
            (plain, box) = ([], []);
        }

        base.Dispose(disposing);
    }

    private int Size(long chunk) => (int)Math.Min(FileSeal.Chunk, length - (chunk * FileSeal.Chunk)) + FileSeal.Overhead;

    private void Open(long chunk, ReadOnlySpan<byte> sealedBytes, int size)
    {
        // Until it opens, the buffer holds no chunk.
        opened = -1;

        if (sealedBytes.Length != size || !seal.TryOpen(chunk, sealedBytes, plain))
        {
            throw new Storage.RecordUnreadableException(
                $"The file {file.Name} cannot be read at its byte {chunk * FileSeal.Chunk}: it was altered or cut off. Restore it from a backup.");
        }

        opened = chunk;
    }

    private int Copy(Span<byte> buffer)
    {
        var at = (int)(position % FileSeal.Chunk);
        var count = (int)Math.Min(Math.Min(buffer.Length, FileSeal.Chunk - at), length - position);
        plain.AsSpan(at, count).CopyTo(buffer);
        position += count;
        return count;
    }
}
