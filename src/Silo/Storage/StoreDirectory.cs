using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Darsgah.Silo.Storage;

/// <summary>All stores of this machine: finds them, opens them on first use, closes them when idle.</summary>
/// <remarks>
/// Making one takes the data folder for this process. It opens no school, so a start with 10,000 schools takes as long
/// as one with ten.
/// </remarks>
public sealed class StoreDirectory : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Id<Tenant>, SchoolStore> stores = new();
    private readonly Dictionary<Id<Tenant>, SchoolStore> open = [];
    private readonly Lock gate = new();
    private readonly Lock room = new();
    private readonly StorageOptions options;
    private readonly StoreHost host;
    private readonly FolderLock folderLock;
    private readonly ITimer sweep;

    /// <summary>Takes the data folder, making it if it is not there.</summary>
    /// <exception cref="FolderInUseException">Another process has it.</exception>
    /// <exception cref="StoreException">The folder, or SQLite on it, cannot be trusted with a school.</exception>
    public StoreDirectory(IOptions<StorageOptions> options, TimeProvider clock, ILogger<StoreDirectory> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);

        this.options = options.Value;
        Layout = new StoreLayout(this.options.Folder);
        Layout.Make();
        folderLock = FolderLock.Take(Layout);

        try
        {
            SqliteGuard.Prove(Layout);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }

        host = new StoreHost(new StoreWorkers(this.options.Workers), clock, log, this.options.OperationMemory)
        {
            Opening = MakeRoomFor,
            Closed = Forget,
            OutboxFilled = tenant => OutboxFilled?.Invoke(tenant),
        };

        var period = this.options.IdleTime / 4;
        sweep = clock.CreateTimer(_ => CloseIdle(), state: null, period, period);
    }

    /// <summary>How many files are open now.</summary>
    public int OpenFiles
    {
        get
        {
            lock (gate)
                return open.Count;
        }
    }

    /// <summary>The store of the platform itself.</summary>
    public SchoolStore Platform => Of(TenantKey.Platform);

    internal StoreLayout Layout { get; }

    /// <summary>A commit put something into a school's outbox. Called on the store's thread: only note it.</summary>
    internal Action<Id<Tenant>>? OutboxFilled { get; set; }

    /// <summary>A school was deleted; what is remembered of it is worth nothing.</summary>
    internal Action<Id<Tenant>>? Deleted { get; set; }

    /// <summary>A school's store. Asking costs nothing; the first write makes the file.</summary>
    public SchoolStore Of(Id<Tenant> tenant) => stores.GetOrAdd(tenant, Make);

    /// <summary>The schools on disk, without the platform. Reads the folder, opens nothing.</summary>
    public IEnumerable<Id<Tenant>> Schools() => Layout.Schools();

    /// <summary>Deletes everything of one school: database, keys, files, outbox. No other school is touched.</summary>
    public async Task Delete(Id<Tenant> tenant)
    {
        if (tenant == TenantKey.Platform)
            throw new ArgumentException("The platform's own store is never deleted.", nameof(tenant));

        if (stores.TryRemove(tenant, out var store))
            await store.Stop();

        if (Directory.Exists(Layout.Folder(tenant)))
        {
            Directory.Delete(Layout.Folder(tenant), recursive: true);
            Durable.SyncFolder(Layout.Tenants);
        }

        File.Delete(Layout.Marker(tenant));
        Deleted?.Invoke(tenant);
    }

    /// <summary>Closes every file that nobody has used for <see cref="StorageOptions.IdleTime"/>.</summary>
    internal void CloseIdle()
    {
        foreach (var store in Open())
        {
            if (host.Clock.GetElapsedTime(store.LastUsed) >= options.IdleTime)
                store.TryClose();
        }
    }

    /// <summary>Finishes what is queued, closes every file and gives up the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await sweep.DisposeAsync();
        await Task.WhenAll(stores.Values.Select(store => store.Stop()));
        folderLock.Dispose();
    }

    private SchoolStore Make(Id<Tenant> tenant)
    {
        var schema = tenant == TenantKey.Platform ? Schema.Platform : Schema.School;
        var file = new StoreFile(tenant.Value, Layout.Database(tenant), schema);
        return new SchoolStore(tenant, file, Layout.Marker(tenant), host);
    }

    // Closing happens on the thread that needs the room, one such thread at a time. Fewer stores are busy
    // than may be open (StorageOptions.Workers), so there is always one to close.
    private void MakeRoomFor(SchoolStore store)
    {
        lock (room)
        {
            if (OpenFiles >= options.OpenFiles)
                _ = Open().OrderBy(candidate => candidate.LastUsed).FirstOrDefault(candidate => candidate.TryClose());

            lock (gate)
                open[store.Tenant] = store;
        }
    }

    private void Forget(SchoolStore store)
    {
        lock (gate)
            open.Remove(store.Tenant);
    }

    private SchoolStore[] Open()
    {
        lock (gate)
            return [.. open.Values];
    }
}
