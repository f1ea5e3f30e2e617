using System.Buffers;
using System.Text;

namespace Darsgah.Gateway.Shell;

/// <summary>Takes a page's text piece by piece and has it as UTF-8 in one borrowed array.</summary>
internal sealed class PageText : TextWriter
{
    private const int First = 32 * 1024;

    // A letter of two chars may come in two pieces.
    private readonly Encoder encoder = System.Text.Encoding.UTF8.GetEncoder();
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(First);
    private int length;

    public override Encoding Encoding => System.Text.Encoding.UTF8;

    /// <summary>All that was written; good until this is disposed.</summary>
    public ReadOnlyMemory<byte> Utf8 => bytes.AsMemory(0, length);

    public override void Write(char value) => Write(new ReadOnlySpan<char>(in value));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        // Three bytes for a char at most, and three for what was left of the piece before.
        var room = (3 * buffer.Length) + 3;

        if (bytes.Length - length < room)
            Grow(room);

        length += encoder.GetBytes(buffer, bytes.AsSpan(length), flush: false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            (bytes, length) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private void Grow(int room)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * bytes.Length, length + room));
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
