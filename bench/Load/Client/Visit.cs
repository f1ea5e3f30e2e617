using System.Text;

namespace Darsgah.Load.Client;

/// <summary>What one connection does again and again.</summary>
internal interface IVisit : IDisposable
{
    /// <summary>Does it once and checks the answer; false when there is nothing left to do.</summary>
    ValueTask<bool> Once();
}

/// <summary>Asks for pages in turn.</summary>
/// <param name="marks">What each page must have in it.</param>
internal sealed class PageVisit(int port, int first, params (byte[] Request, byte[] Mark)[] pages) : IVisit
{
    private readonly Wire wire = new(port);
    private int next = first;

    /// <summary>A page of a host, and words that must be in it.</summary>
    public static (byte[] Request, byte[] Mark) Of(string host, string path, string mark, string cookies = "") =>
        (Wire.Get(host, path, cookies), Encoding.UTF8.GetBytes(mark));

    public async ValueTask<bool> Once()
    {
        var (request, mark) = pages[(uint)next++ % pages.Length];
        var (status, body) = await wire.Send(request);
        Expect(request, status, 200, body, mark);
        return true;
    }

    public void Dispose() => wire.Dispose();

    /// <exception cref="WrongAnswerException">Another status, or the words are not in the body.</exception>
    /// <exception cref="TurnedAwayException">The server is busy.</exception>
    public static void Expect(byte[] request, int status, int expected, ReadOnlyMemory<byte> body, byte[] mark)
    {
        if (status is 429 or 503)
            throw new TurnedAwayException();

        if (status != expected || (mark.Length > 0 && body.Span.IndexOf(mark) < 0))
        {
            throw new WrongAnswerException(
                $"{Encoding.ASCII.GetString(request).Split("\r\n")[0]}: status {status} instead of {expected}, or without "
                + $"'{Encoding.UTF8.GetString(mark)}' in {body.Length} bytes: {Encoding.UTF8.GetString(body.Span[..Math.Min(400, body.Length)])}");
        }
    }
}

/// <summary>Asks for a lesson and finishes it: a page, and a write that is on the disk before it is answered.</summary>
internal sealed class LessonVisit(int port, IEnumerator<(byte[] Page, byte[] Mark, byte[] Finish, Action Done)> lessons) : IVisit
{
    private readonly Wire wire = new(port);

    public async ValueTask<bool> Once()
    {
        if (!lessons.MoveNext())
            return false;

        var (page, mark, finish, done) = lessons.Current;
        var (status, body) = await wire.Send(page);
        PageVisit.Expect(page, status, 200, body, mark);
        (status, body) = await wire.Send(finish);
        PageVisit.Expect(finish, status, 302, body, []);
        done();
        return true;
    }

    public void Dispose() => wire.Dispose();
}
