using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Darsgah.Silo.Tests.Storage;

/// <summary>A data folder of one test, and a process's view of it that can be ended and begun again.</summary>
internal sealed class Disk : IAsyncDisposable
{
    private readonly bool isOurs;

    public Disk(string? folder = null, StorageOptions? options = null, params StateUpgrade[] upgrades)
    {
        isOurs = folder is null;
        Options = options ?? new StorageOptions();
        Options.Folder = folder ?? Directory.CreateTempSubdirectory("darsgah-").FullName;
        Upgrades = upgrades;
        Start();
    }

    public static Id<Tenant> North { get; } = Tenant("north");

    public static Id<Tenant> South { get; } = Tenant("south");

    public ManualTime Clock { get; } = new();

    public StorageOptions Options { get; }

    public KeyOptions KeyOptions { get; } = new();

    public StateUpgrade[] Upgrades { get; }

    public string Folder => Options.Folder;

    public StoreDirectory Stores { get; private set; } = null!;

    public KeyRing Keys { get; private set; } = null!;

    public StateJson Json { get; private set; } = null!;

    public StoreCheck Check => new(Stores, Keys, Json);

    /// <summary>The grain storage of schools, as it is registered.</summary>
    public IGrainStorage School => Wrapped(isPersonal: false);

    /// <summary>The grain storage of people, as it is registered.</summary>
    public IGrainStorage Person => Wrapped(isPersonal: true);

    public static Id<Tenant> Tenant(string id) => Id<Tenant>.Parse(id);

    public static GrainId Grain(Id<Tenant> tenant, string name, string type = "test") =>
        GrainId.Create(type, $"{tenant}/{name}");

    public static StoreBatch Put(string key, string body, string? etag = null) => new()
    {
        Records = [new RecordChange("note", key, etag, Encoding.UTF8.GetBytes(body))],
    };

    public string File(Id<Tenant> tenant) => Stores.Of(tenant).Path;

    public IGrainStorage Wrapped(bool isPersonal) =>
        StorageRegistration.Wrap(new SqliteGrainStorage(Stores), Keys, Json, Options, isPersonal);

    public OutboxDispatcher Dispatcher(params IOutboxHandler[] handlers) => new(
        Stores, Keys, handlers, Microsoft.Extensions.Options.Options.Create(Options), Clock,
        NullLogger<OutboxDispatcher>.Instance);

    public void Start()
    {
        Stores = Open();
        Keys = new KeyRing(Stores, new MasterKey(Microsoft.Extensions.Options.Options.Create(KeyOptions), Stores),
            Clock);
        Json = new StateJson(Upgrades);
    }

    /// <summary>A second view of the same folder, as another process would have.</summary>
    public StoreDirectory Open() => new(
        Microsoft.Extensions.Options.Options.Create(Options), Clock, Log);

    public TestLog Log { get; } = new();

    /// <summary>The process ends in good order and begins again.</summary>
    public async Task Restart()
    {
        await Stores.DisposeAsync();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();

        if (isOurs)
            Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Keeps what was logged as errors.</summary>
internal sealed class TestLog : ILogger<StoreDirectory>
{
    public System.Collections.Concurrent.ConcurrentQueue<string> Errors { get; } = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Errors.Enqueue(formatter(state, exception));
    }
}
