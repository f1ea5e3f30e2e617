using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Media;

/// <summary>One upload in this process: how far it is, and whose turn it is to write.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Reliability", "CA1001", Justification = "A semaphore whose handle nobody asks for holds nothing that has to be given back.")]
internal sealed class Arriving(Id<Tenant> tenant)
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly Lock told = new();
    private CancellationTokenSource? current;
    private GrowingFile? file;

    /// <summary>Ends whoever writes now, and waits until that is over.</summary>
    public async Task<Turn> Take(CancellationToken cancellation)
    {
        lock (told)
            current?.Cancel();

        await gate.WaitAsync(cancellation);
        var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        lock (told)
            current = turn;

        return new Turn(this, turn);
    }

    /// <summary>What is known of it comes from disk the next time.</summary>
    public void Forget()
    {
        file?.Dispose();
        file = null;
    }

    /// <summary>The time in which one request has the upload to itself.</summary>
    internal sealed class Turn(Arriving upload, CancellationTokenSource ended) : IDisposable
    {
        /// <summary>Somebody else wants to go on, or the sender has gone.</summary>
        public CancellationToken Ended { get; } = ended.Token;

        /// <summary>The file as far as it is; read from disk where this process does not know it yet.</summary>
        public async Task<GrowingFile> File(SchoolFiles files, MediaUpload of, CancellationToken cancellation) =>
            upload.file ??= await files.Grow(upload.Tenant, of.Stored, cancellation);

        /// <summary>The sender has gone.</summary>
        public void End() => ended.Cancel();

        /// <inheritdoc cref="Arriving.Forget" />
        public void Forget() => upload.Forget();

        /// <inheritdoc />
        public void Dispose()
        {
            lock (upload.told)
            {
                upload.current = null;
                ended.Dispose();
            }

            upload.gate.Release();
        }
    }

    private Id<Tenant> Tenant => tenant;
}
