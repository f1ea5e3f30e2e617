namespace Darsgah.Grains.Tenancy;

/// <summary>How many schools there are, and how many segments hold them.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.directory.state")]
internal sealed record TenantDirectory
{
    [Id(0)] public int Count { get; init; }

    /// <summary>Segments in use, numbered from 1.</summary>
    [Id(1)] public int Segments { get; init; }
}

/// <summary>At most <see cref="Most"/> schools of the directory.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.directory_segment.state")]
internal sealed record DirectorySegment
{
    /// <summary>Entries a segment holds; 200 of some 120 bytes.</summary>
    public const int Most = 200;

    [Id(0)] public ImmutableArray<DirectoryEntry> Entries { get; init; } = [];
}

/// <summary>Who has a slug.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.slug.state")]
internal sealed record SlugClaim
{
    [Id(0)] public Id<Tenant> Tenant { get; init; }

    [Id(1)] public DateTimeOffset At { get; init; }

    /// <summary>The directory lists it.</summary>
    [Id(2)] public bool Listed { get; init; }
}

/// <summary>Who has a host name.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.host.state")]
internal sealed record HostClaim
{
    [Id(0)] public string Host { get; init; } = "";

    [Id(1)] public Id<Tenant> Tenant { get; init; }
}
