namespace Darsgah.Silo.Storage;

/// <summary>The data folder: which file is where. Ids have no character that a path gives a meaning.</summary>
internal sealed record StoreLayout(string Root)
{
    public string Platform => Path.Combine(Root, "platform.db");

    public string Tenants => Path.Combine(Root, "tenants");

    public string Keys => Path.Combine(Root, "keys");

    public string Outbox => Path.Combine(Root, "outbox");

    public string Lock => Path.Combine(Root, ".lock");

    /// <summary>Everything of one school: its database and its files.</summary>
    public string Folder(Id<Tenant> tenant) => Path.Combine(Tenants, tenant.Value);

    public string Database(Id<Tenant> tenant) =>
        tenant == TenantKey.Platform ? Platform : Path.Combine(Folder(tenant), "school.db");

    public string Marker(Id<Tenant> tenant) => Path.Combine(Outbox, tenant.Value);

    /// <summary>The schools there are, by their folders.</summary>
    public IEnumerable<Id<Tenant>> Schools() => Named(Directory.EnumerateDirectories(Tenants));

    /// <summary>The schools whose outbox may hold something.</summary>
    public IEnumerable<Id<Tenant>> Undelivered() => Named(Directory.EnumerateFiles(Outbox));

    /// <summary>True where no store was ever made.</summary>
    public bool IsEmpty => !File.Exists(Platform) && !Directory.EnumerateFileSystemEntries(Tenants).Any();

    /// <summary>Makes the folders with mode 0700; costs the same whatever is in them.</summary>
    public void Make()
    {
        Durable.MakeFolder(Root);

        foreach (var folder in (string[])[Tenants, Keys, Outbox])
            Durable.MakeFolder(folder);
    }

    private static IEnumerable<Id<Tenant>> Named(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (Id<Tenant>.TryParse(Path.GetFileName(path), out var tenant))
                yield return tenant;
        }
    }
}
