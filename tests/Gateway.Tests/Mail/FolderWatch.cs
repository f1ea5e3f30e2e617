namespace Darsgah.Gateway.Tests.Mail;

/// <summary>Wakes a test when a folder's content changes.</summary>
internal sealed class FolderWatch : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FileSystemWatcher watcher;
    private readonly SemaphoreSlim changed = new(0);

    public FolderWatch(string folder)
    {
        Directory.CreateDirectory(folder);
        watcher = new FileSystemWatcher(folder);
        watcher.Renamed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits until the condition holds.</summary>
    public async Task Until(Func<bool> reached)
    {
        while (!reached())
            Assert.True(await changed.WaitAsync(Patience), "Nothing happened in the folder.");
    }

    public ValueTask DisposeAsync()
    {
        watcher.Dispose();
        changed.Dispose();
        return ValueTask.CompletedTask;
    }
}
