using System.Security.Cryptography;

namespace Darsgah.Grains.Tenancy;

[GrainType("tenancy.directory")]
internal sealed class TenantDirectoryGrain(
    [PersistentState("directory", Storage.School)] IPersistentState<TenantDirectory> directory) : Grain, ITenantDirectoryGrain
{
    public async Task<Outcome<Id<Tenant>>> Register(string slug, string host)
    {
        if (HostNames.RefuseSlug(slug) is { } refusal)
            return refusal;

        if (HostNames.Normalise(host) is not { } normal)
            return TenancyErrors.BadHost(host);

        var grains = this.Neighbours(GrainFactory);
        var taken = await grains.Slug(slug).Tenant();
        var holder = await grains.HostName(normal).Tenant();

        // The slug's own holder may repeat an interrupted registration; nobody else gets its host.
        if (holder is not null && holder != taken)
            return TenancyErrors.HostTaken(normal);

        if (taken is not null && holder is null && await grains.Slug(slug).IsListed())
            return TenancyErrors.SlugTaken(slug);

        var entry = await grains.Slug(slug).Take();
        var claimed = await grains.HostName(normal).Claim(normal, entry.Id);

        if (!claimed.Succeeded(out _, out var hostTaken))
            return hostTaken;

        await Append(entry);
        return entry.Id;
    }

    public Task<Id<Tenant>?> Find(string slug) =>
        HostNames.RefuseSlug(slug) is null ? this.Neighbours(GrainFactory).Slug(slug).Tenant() : Task.FromResult<Id<Tenant>?>(null);

    public async Task<DirectoryPage> List(string? after, int size)
    {
        size = Math.Clamp(size, 1, 100);
        var (segment, skip) = Cursor(after);
        var found = ImmutableArray.CreateBuilder<DirectoryEntry>();

        while (segment <= directory.State.Segments && found.Count < size)
        {
            var entries = await this.Neighbours(GrainFactory).DirectorySegment(segment).Entries();
            var taken = entries.Skip(skip).Take(size - found.Count).ToList();
            found.AddRange(taken);
            skip += taken.Count;

            if (skip >= entries.Length && found.Count < size)
                (segment, skip) = (segment + 1, 0);
        }

        var passed = ((segment - 1) * DirectorySegment.Most) + skip;
        var next = passed < directory.State.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{segment}.{skip}")
            : null;

        return new DirectoryPage(found.ToImmutable(), next);
    }

    public async Task<Outcome<string>> Route(Id<Tenant> tenant, string host)
    {
        if (HostNames.Normalise(host) is not { } normal)
            return TenancyErrors.BadHost(host);

        return (await this.Neighbours(GrainFactory).HostName(normal).Claim(normal, tenant)).Then(_ => normal);
    }

    public async Task<Outcome<Done>> Unroute(Id<Tenant> tenant, string host)
    {
        if (HostNames.Normalise(host) is not { } normal)
            return TenancyErrors.BadHost(host);

        await this.Neighbours(GrainFactory).HostName(normal).Release(tenant);
        return Done.Value;
    }

    private static (int Segment, int Skip) Cursor(string? after)
    {
        var parts = after?.Split('.');

        return parts is [var s, var k] &&
            int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var segment) &&
            int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) && segment >= 1
            ? (segment, Math.Min(skip, DirectorySegment.Most))
            : (1, 0);
    }

    // Each step can be repeated after a crash: the segment knows its entries, the count is reckoned, the mark is last.
    private async Task Append(DirectoryEntry entry)
    {
        var grains = this.Neighbours(GrainFactory);

        if (await grains.Slug(entry.Slug).IsListed())
            return;

        var segment = Math.Max(1, directory.State.Segments);
        var inSegment = await grains.DirectorySegment(segment).Add(entry);

        if (inSegment < 0)
            inSegment = await grains.DirectorySegment(++segment).Add(entry);

        var count = ((segment - 1) * DirectorySegment.Most) + inSegment;
        await this.Commit(directory, new TenantDirectory { Count = count, Segments = segment });
        await grains.Slug(entry.Slug).MarkListed();
    }
}

[GrainType("tenancy.directory_segment")]
internal sealed class DirectorySegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<DirectorySegment> segment) : Grain, IDirectorySegmentGrain
{
    public async Task<int> Add(DirectoryEntry entry)
    {
        var entries = segment.State.Entries;

        if (entries.Any(known => known.Id == entry.Id))
            return entries.Length;

        if (entries.Length >= DirectorySegment.Most)
            return -1;

        await this.Commit(segment, new DirectorySegment { Entries = entries.Add(entry) });
        return segment.State.Entries.Length;
    }

    public Task<ImmutableArray<DirectoryEntry>> Entries() => Task.FromResult(segment.State.Entries);
}

[GrainType("tenancy.slug")]
internal sealed class SlugGrain(
    [PersistentState("slug", Storage.School)] IPersistentState<SlugClaim> claim, TimeProvider clock) : Grain, ISlugGrain
{
    private string Slug => this.Key().Parts[1];

    public Task<Id<Tenant>?> Tenant() => Task.FromResult<Id<Tenant>?>(claim.RecordExists ? claim.State.Tenant : null);

    public async Task<DirectoryEntry> Take()
    {
        if (!claim.RecordExists)
        {
            // Random, so that an id on disk or in a key tells nothing about the school.
            var id = Id<Tenant>.Parse(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10)));
            await this.Commit(claim, new SlugClaim { Tenant = id, At = clock.GetUtcNow() });
        }

        return new DirectoryEntry(claim.State.Tenant, Slug, claim.State.At);
    }

    public Task<bool> IsListed() => Task.FromResult(claim.State.Listed);

    public Task MarkListed() => this.Commit(claim, claim.State with { Listed = true });
}

[GrainType("tenancy.host")]
internal sealed class HostNameGrain(
    [PersistentState("host", Storage.School)] IPersistentState<HostClaim> claim) : Grain, IHostNameGrain
{
    public Task<Id<Tenant>?> Tenant() => Task.FromResult<Id<Tenant>?>(claim.State.Tenant.IsEmpty ? null : claim.State.Tenant);

    public async Task<Outcome<Done>> Claim(string host, Id<Tenant> tenant)
    {
        if (!claim.State.Tenant.IsEmpty && claim.State.Tenant != tenant)
            return TenancyErrors.HostTaken(host);

        await this.Commit(claim, new HostClaim { Host = host, Tenant = tenant });
        return Done.Value;
    }

    public async Task Release(Id<Tenant> tenant)
    {
        if (claim.State.Tenant == tenant)
            await this.Commit(claim, new HostClaim { Host = claim.State.Host });
    }
}
