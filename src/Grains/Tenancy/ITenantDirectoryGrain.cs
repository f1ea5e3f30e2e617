namespace Darsgah.Grains.Tenancy;

/// <summary>All schools of the installation.</summary>
/// <remarks>Key <c>platform/directory</c>.</remarks>
[Alias("tenancy.directory")]
public interface ITenantDirectoryGrain : IPlatformGrain
{
    /// <summary>Makes a school: takes its slug, its id and its first host name. Repeating it returns the same id.</summary>
    /// <param name="host">The host name that leads to it; checked and normalised here.</param>
    /// <returns>The new school's id; <see cref="TenancyErrors.SlugTaken"/>, <see cref="TenancyErrors.HostTaken"/>, or a refused field.</returns>
    [Alias("register")]
    Task<Outcome<Id<Tenant>>> Register(string slug, string host);

    /// <summary>The id of the school with a slug, or null.</summary>
    [Alias("find")]
    Task<Id<Tenant>?> Find(string slug);

    /// <summary>A page of schools, oldest first.</summary>
    /// <param name="after">The cursor of the page before; null for the first.</param>
    /// <param name="size">1–100.</param>
    [Alias("list")]
    Task<DirectoryPage> List(string? after, int size);

    /// <summary>Routes one more host name to a school.</summary>
    /// <returns>The host as kept; <see cref="TenancyErrors.HostTaken"/> or <see cref="TenancyErrors.BadHost"/>.</returns>
    [Alias("route")]
    Task<Outcome<string>> Route(Id<Tenant> tenant, string host);

    /// <summary>Takes a host name away from a school.</summary>
    [Alias("unroute")]
    Task<Outcome<Done>> Unroute(Id<Tenant> tenant, string host);
}

/// <summary>A host name, and the school it leads to.</summary>
/// <remarks>Key <c>platform/host.{hash}</c>; asked on every first request of a host, so it is its own grain.</remarks>
[Alias("tenancy.host")]
public interface IHostNameGrain : IPlatformGrain
{
    /// <summary>The school, or null.</summary>
    [Alias("tenant")]
    Task<Id<Tenant>?> Tenant();

    /// <summary>Takes the name for a school.</summary>
    /// <returns>Done, also when it has it already; or <see cref="TenancyErrors.HostTaken"/>.</returns>
    [Alias("claim")]
    Task<Outcome<Done>> Claim(string host, Id<Tenant> tenant);

    /// <summary>Gives the name up, if that school has it.</summary>
    [Alias("release")]
    Task Release(Id<Tenant> tenant);
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("tenancy.directory_page")]
public sealed record DirectoryPage(ImmutableArray<DirectoryEntry> Entries, string? Next);

/// <summary>A school in the directory.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.directory_entry")]
public sealed record DirectoryEntry(Id<Tenant> Id, string Slug, DateTimeOffset At);
