namespace Darsgah.Silo.Storage;

/// <summary>
/// Where schools are kept on this machine and how many of them are open at once. Section <c>Storage</c>.
/// </summary>
public sealed class StorageOptions
{
    /// <summary>The data folder. Default: <c>data</c> in the working directory.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>A school's file is closed when nothing has used it for so long. Default: 2 minutes.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// At most so many files are open; the one unused the longest makes room. Default: 256, at least 40.
    /// </summary>
    /// <remarks>An open file costs two descriptors and up to 1 MB of memory.</remarks>
    public int OpenFiles { get; set; } = 256;

    /// <summary>
    /// At most so many threads run the stores, each one store at a time; below <see cref="OpenFiles"/>. Default: 32.
    /// </summary>
    public int Workers { get; set; } = 32;

    /// <summary>How long the id of an operation is remembered with its answer. Default: 30 days.</summary>
    public TimeSpan OperationMemory { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The largest state a grain may store, in bytes of JSON. Default: 256 KB.</summary>
    public int LargestState { get; set; } = 256 * 1024;

    /// <summary>How many deliveries from outboxes run at once, each of another school. Default: 8.</summary>
    public int ParallelDeliveries { get; set; } = 8;

    /// <summary>How many messages of one school are delivered side by side. Default: 4.</summary>
    /// <remarks>Times <see cref="ParallelDeliveries"/> it is how many connections the mail server sees at most.</remarks>
    public int ParallelMessages { get; set; } = 4;

    /// <summary>How long one delivery may take before it counts as failed. Default: 1 minute.</summary>
    public TimeSpan DeliveryTime { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>The master key, which seals every school's key. Section <c>Keys</c>.</summary>
/// <remarks>With neither set, it is in the data folder, in <c>keys/master.key</c>, made at the first start.</remarks>
public sealed class KeyOptions
{
    /// <summary>32 random bytes in base64.</summary>
    public string? Master { get; set; }

    /// <summary>A file that holds them: a mounted secret.</summary>
    public string? MasterFile { get; set; }
}
