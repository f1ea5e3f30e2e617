namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A stream for a zip that goes out while it is made: what is written at once is held until the next time there is leave to wait.</summary>
/// <remarks>The runtime ends each entry of a zip by writing its last bytes at once, which a connection does not allow; they are few.</remarks>
internal sealed class PatientStream(Stream to) : Stream
{
    private readonly MemoryStream held = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("How long it gets is known at its end.");

    public override long Position
    {
        get => throw new NotSupportedException("It only goes on.");
        set => throw new NotSupportedException("It only goes on.");
    }

    public override void Write(byte[] buffer, int offset, int count) => held.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => held.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken);
        await to.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (held.Length == 0)
            return;

        await to.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length), cancellationToken);
        held.SetLength(0);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It only goes out.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("It only goes on.");

    public override void SetLength(long value) => throw new NotSupportedException("It only goes on.");
}
