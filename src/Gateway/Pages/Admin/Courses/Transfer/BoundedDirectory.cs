using System.IO.Compression;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A zip file of which no more is read than a list of entries may have, until that list has been read (SEC-F).</summary>
/// <remarks>The runtime makes an object of every entry before it says how many there are: 47 bytes on the disk are some 300 in memory.</remarks>
internal sealed class BoundedDirectory : Stream
{
    // The most entries that an import takes, with the longest names, have a half of this.
    private const int Most = 4 * 1024 * 1024;

    private readonly Stream file;
    private long left = Most;

    private BoundedDirectory(Stream file) => this.file = file;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Opens a file with its list of entries read; null where that list is too long.</summary>
    /// <param name="file">Stays open.</param>
    /// <exception cref="InvalidDataException">It is no zip file, or its list is broken.</exception>
    public static async Task<ZipArchive?> Open(Stream file, CancellationToken cancellation)
    {
        var bounded = new BoundedDirectory(file);

        try
        {
            var zip = await ZipArchive.CreateAsync(bounded, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            _ = zip.Entries;
            bounded.left = long.MaxValue;
            return zip;
        }
        catch (InvalidDataException) when (bounded.left < 0)
        {
            return null;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Count(file.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await file.ReadAsync(buffer, cancellationToken));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        left -= read;
        return left >= 0 ? read : throw new InvalidDataException($"The list of entries has more than {Most} bytes.");
    }
}
