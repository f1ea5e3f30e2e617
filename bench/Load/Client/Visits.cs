using System.Collections.Concurrent;
using System.Text;

namespace Darsgah.Load.Client;

/// <summary>Sends forms that were filled in before, one after another.</summary>
internal sealed class FormVisit(int port, IEnumerator<byte[]> forms) : IVisit
{
    private readonly Wire wire = new(port);

    public async ValueTask<bool> Once()
    {
        if (!forms.MoveNext())
            return false;

        var (status, body) = await wire.Send(forms.Current);
        PageVisit.Expect(forms.Current, status, 302, body, []);
        return true;
    }

    public void Dispose() => wire.Dispose();
}

/// <summary>Somebody new: the page of the form, and the form. Her account is on the disk before she is answered.</summary>
/// <param name="done">Takes her address.</param>
internal sealed class SignUpVisit(int port, string host, Action<string> done) : IVisit
{
    private readonly Wire wire = new(port);

    public async ValueTask<bool> Once()
    {
        var address = $"new-{Guid.NewGuid():n}@bench.example";
        var page = Wire.Get(host, "/sign-up");
        var (status, body) = await wire.Send(page);
        PageVisit.Expect(page, status, 200, body, []);
        var form = Form.Fill(
            Encoding.UTF8.GetString(body.Span), "/sign-up", ("email", address), ("password", Seed.Password), ("act", "sign_up"));
        var sent = Wire.Post(host, "/sign-up", wire.Given(), form);
        (status, body) = await wire.Send(sent);
        PageVisit.Expect(sent, status, 200, body, Encoding.UTF8.GetBytes(address));
        done(address);
        return true;
    }

    public void Dispose() => wire.Dispose();
}

/// <summary>
/// A reader whose policy has changed: she is led to the question, reads, agrees, and gets the page that she wanted.
/// </summary>
/// <param name="readers">Cookies of those who have not answered yet.</param>
/// <param name="mark">Words of the new version.</param>
internal sealed class AgreeVisit(int port, string host, ConcurrentQueue<string> readers, byte[] mark) : IVisit
{
    private const string Question = "/consent/privacy";

    private readonly Wire wire = new(port);

    public async ValueTask<bool> Once()
    {
        if (!readers.TryDequeue(out var reader))
            return false;

        var home = Wire.Get(host, "/", reader);
        var (status, body) = await wire.Send(home);
        PageVisit.Expect(home, status, 303, body, []);

        var answer = await Answer(reader);
        (status, body) = await wire.Send(answer);
        PageVisit.Expect(answer, status, 302, body, []);

        (status, body) = await wire.Send(home);
        PageVisit.Expect(home, status, 200, body, []);
        return true;
    }

    /// <summary>Reads the question; returns the form in which she agrees, ready to be sent.</summary>
    public async ValueTask<byte[]> Answer(string reader)
    {
        var question = Wire.Get(host, Question, reader);
        var (status, body) = await wire.Send(question);
        PageVisit.Expect(question, status, 200, body, mark);
        var form = Form.Fill(Encoding.UTF8.GetString(body.Span), Question, ("agree", "true"));
        return Wire.Post(host, Question, $"{reader}; {wire.Given()}", form);
    }

    public void Dispose() => wire.Dispose();
}
