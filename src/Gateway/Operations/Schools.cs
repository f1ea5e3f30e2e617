using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Operations;

/// <summary>What an operator does with schools: the same over the API, the command line, her pages and the demo.</summary>
/// <remarks>Each step can be repeated after an interruption; <see cref="Create"/> goes on where it was cut off.</remarks>
public sealed class Schools(IGrainFactory grains, IOptions<PlatformOptions> platform)
{
    /// <summary>Makes a school with its first host name.</summary>
    /// <returns>The school; or a refusal of <see cref="ITenantDirectoryGrain.Register"/> or <see cref="ITenantGrain.Found"/>.</returns>
    public async Task<Outcome<School>> Create(NewSchool school, string actor)
    {
        ArgumentNullException.ThrowIfNull(school);

        if (IsConsole(school.Host))
            return TenancyErrors.HostTaken(school.Host);

        var registered = await OnPlatform(platform => platform.Directory.Register(school.Slug, school.Host), actor);

        if (!registered.Succeeded(out var id, out var refusal))
            return refusal;

        return await In<Outcome<School>>(
            id,
            async tenant =>
            {
                var founded = await tenant.School.Found(new FoundSchool(id, school.Slug, school.Profile, school.Rules, school.Prepare));

                return founded.Succeeded(out _, out var refused)
                    ? await tenant.School.AddHost(HostNames.Normalise(school.Host)!)
                    : refused;
            },
            actor);
    }

    /// <summary>The school with a slug; or <see cref="TenancyErrors.NoSuchSchool"/>.</summary>
    public async Task<Outcome<School>> Find(string slug)
    {
        var id = await OnPlatform(platform => platform.Directory.Find(slug));
        var school = id is null ? null : await In(id.Value, tenant => tenant.School.School());

        return school is null ? TenancyErrors.NoSuchSchool(slug) : school;
    }

    /// <summary>A page of schools, oldest first.</summary>
    public async Task<(ImmutableArray<School> Schools, string? Next)> List(string? after, int size)
    {
        var page = await OnPlatform(platform => platform.Directory.List(after, size));
        var schools = await Task.WhenAll(page.Entries.Select(entry => In(entry.Id, tenant => tenant.School.School())));

        return ([.. schools.OfType<School>()], page.Next);
    }

    /// <summary>Moves a school to another state of its life.</summary>
    public Task<Outcome<School>> MoveTo(School school, SchoolStatus status, string actor)
    {
        ArgumentNullException.ThrowIfNull(school);
        return In(school.Id, tenant => tenant.School.MoveTo(status), actor);
    }

    /// <summary>Routes one more host name to a school.</summary>
    public async Task<Outcome<School>> Route(School school, string host, string actor)
    {
        ArgumentNullException.ThrowIfNull(school);

        if (IsConsole(host))
            return TenancyErrors.HostTaken(host);

        var routed = await OnPlatform(platform => platform.Directory.Route(school.Id, host), actor);

        return routed.Succeeded(out var normal, out var refusal)
            ? await In(school.Id, tenant => tenant.School.AddHost(normal), actor)
            : refusal;
    }

    /// <summary>Takes a host name away from a school; never its last one.</summary>
    public async Task<Outcome<School>> Unroute(School school, string host, string actor)
    {
        ArgumentNullException.ThrowIfNull(school);

        if (HostNames.Normalise(host) is not { } normal || !school.Hosts.Contains(normal, StringComparer.Ordinal))
            return TenancyErrors.BadHost(host);

        if (school.Hosts.Length == 1)
            return TenancyErrors.LastHost(normal);

        var left = await In(school.Id, tenant => tenant.School.RemoveHost(normal), actor);
        await OnPlatform(platform => platform.Directory.Unroute(school.Id, normal), actor);
        return left;
    }

    /// <summary>Makes a key that opens a school's API to its admins. Shown now and never again.</summary>
    /// <exception cref="ArgumentException">The name has not 1 to 60 characters.</exception>
    public async Task<string> IssueAdminKey(Id<Tenant> tenant, string name, string actor)
    {
        var issued = await In(tenant, school => ApiKeys.Issue(school, name), actor);

        return issued.Succeeded(out var key, out var refusal) ? key.Key : throw new ArgumentException(refusal.Message, nameof(name));
    }

    /// <summary>Runs work for the platform itself.</summary>
    public Task<T> OnPlatform<T>(Func<TenantGrains, Task<T>> work, string? actor = null) => In(TenantKey.Platform, work, actor);

    /// <summary>Runs work for a school.</summary>
    public Task<T> In<T>(Id<Tenant> tenant, Func<TenantGrains, Task<T>> work, string? actor = null) =>
        TenantScope.Run(tenant, () => work(new TenantGrains(grains, tenant)), actor);

    // The console's own host leads to no school: a school that had it could not be reached.
    private bool IsConsole(string host) => HostNames.Normalise(host) is { } normal
        && string.Equals(normal, HostNames.Normalise(platform.Value.Host), StringComparison.Ordinal);
}

/// <summary>A school to be made.</summary>
/// <param name="Slug">Its short name; never changes.</param>
/// <param name="Host">The first host name that leads to it.</param>
/// <param name="Prepare">It is set up first and opened later; else it is open at once.</param>
public sealed record NewSchool(string Slug, string Host, SchoolProfile Profile, SchoolRules Rules, bool Prepare = false);
