using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Darsgah.Micro;

/// <summary>A grain's state on its way to the disk: as JSON, sealed, and committed.</summary>
public class Writing
{
    private readonly GrainId grain = GrainId.Create("note", "bench/one");
    private readonly GrainState<Note> state = new(new Note(new string('x', 900), 1));
    private string folder = "";
    private StoreDirectory stores = null!;
    private MasterKey master = null!;
    private EncryptingGrainStorage storage = null!;

    public sealed record Note(string Words, int Revision);

    // Not async, here and elsewhere: in process, the runner does not wait for a setup.
    [GlobalSetup]
    public void Open()
    {
        folder = Directory.CreateTempSubdirectory("darsgah-micro-").FullName;
        var options = Options.Create(new StorageOptions { Folder = folder });
        stores = new StoreDirectory(options, TimeProvider.System, NullLogger<StoreDirectory>.Instance);
        master = new MasterKey(Options.Create(new KeyOptions()), stores);
        storage = new EncryptingGrainStorage(
            new SqliteGrainStorage(stores), new KeyRing(stores, master, TimeProvider.System), new StateJson([]), 1 << 20, isPersonal: false);
        storage.WriteStateAsync("state", grain, state).GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public void Close()
    {
        master.Dispose();
        stores.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public byte[] Json() => StateJson.Write(state.State);

    [Benchmark]
    public Task Read() => storage.ReadStateAsync("state", grain, new GrainState<Note>());

    /// <summary>One alone, so each waits for its own sync; the rate of many at a time is what <c>writes</c> prints.</summary>
    [Benchmark]
    public Task Durable() => storage.WriteStateAsync("state", grain, state);
}
