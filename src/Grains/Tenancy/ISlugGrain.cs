namespace Darsgah.Grains.Tenancy;

/// <summary>A school's short name, unique in the installation. Key <c>platform/slug.{slug}</c>.</summary>
[Alias("tenancy.slug")]
internal interface ISlugGrain : IPlatformGrain
{
    /// <summary>The school, or null.</summary>
    [Alias("tenant")]
    Task<Id<Tenant>?> Tenant();

    /// <summary>Takes the name for a new school, whose id it makes; repeated, it returns the same entry.</summary>
    [Alias("take")]
    Task<DirectoryEntry> Take();

    /// <summary>Whether the directory lists it already.</summary>
    [Alias("is_listed")]
    Task<bool> IsListed();

    /// <summary>Notes that the directory lists it.</summary>
    [Alias("mark_listed")]
    Task MarkListed();
}

/// <summary>A segment of the directory. Key <c>platform/directory.{n}</c>.</summary>
[Alias("tenancy.directory_segment")]
internal interface IDirectorySegmentGrain : IPlatformGrain
{
    /// <summary>Adds an entry if it is not there; returns how many there are, or -1 where it is full and the entry new.</summary>
    [Alias("add")]
    Task<int> Add(DirectoryEntry entry);

    /// <summary>All entries, oldest first.</summary>
    [Alias("entries")]
    Task<ImmutableArray<DirectoryEntry>> Entries();
}
