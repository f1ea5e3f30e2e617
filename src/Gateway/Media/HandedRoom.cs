using System.Collections.Concurrent;
using Darsgah.Grains.Common;
using Darsgah.Silo.Files;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Media;

/// <summary>Room for what students hand in, which counts among a school's files (<see cref="MediaOptions.SchoolTotal"/>).</summary>
/// <remarks>
/// A school's first question also clears away what a process that died left of files on their way in. Whoever takes a file in
/// asks first, so nothing that is cleared away is still arriving.
/// </remarks>
internal sealed class HandedRoom(PersonFiles files, IOptions<MediaOptions> options)
{
    private readonly ConcurrentDictionary<Id<Tenant>, Lazy<Task>> cleared = new();

    /// <summary>Bytes of all that was handed in, as they are on disk.</summary>
    public async Task<long> Taken(TenantGrains school)
    {
        var clearing = cleared.GetOrAdd(school.Tenant, _ => new Lazy<Task>(() => Clear(school)));

        try
        {
            await clearing.Value;
        }
        catch
        {
            cleared.TryRemove(KeyValuePair.Create(school.Tenant, clearing));
            throw;
        }

        return files.Bytes(school.Tenant);
    }

    /// <summary>Bytes that are left of what the school has; below 0 where it has less than it keeps.</summary>
    public async Task<long> Left(TenantGrains school)
    {
        var standing = await school.Media.Standing();
        return options.Value.SchoolTotal - standing.Bytes - standing.Uploads.Sum(upload => upload.Length) - await Taken(school);
    }

    private async Task Clear(TenantGrains school)
    {
        foreach (var file in files.Unsettled(school.Tenant))
        {
            if (await school.SubmissionBook(file.Person, file.Course, file.Lesson).Holds(file.File.Value))
                files.Settle(school.Tenant, file);
            else
                files.Delete(school.Tenant, file.Person, file.File);
        }
    }
}
