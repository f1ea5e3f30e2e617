namespace Darsgah.Silo.Storage;

/// <summary>An empty file that says: this school's outbox may hold something to deliver.</summary>
/// <remarks>
/// It is durable before the first row of the outbox is, and goes after the last: a start finds the schools with work
/// by listing one folder, without opening every store. A marker too many costs one look.
/// </remarks>
internal sealed class OutboxMarker(string path)
{
    private bool set = File.Exists(path);

    public void Set()
    {
        if (set)
            return;

        Durable.Create(path).Dispose();
        Durable.SyncFolder(Path.GetDirectoryName(path)!);
        set = true;
    }

    public void Clear()
    {
        File.Delete(path);
        set = false;
    }
}
