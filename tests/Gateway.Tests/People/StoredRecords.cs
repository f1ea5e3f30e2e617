using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>What a school's store holds.</summary>
internal static class StoredRecords
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <summary>How many records of a state there are.</summary>
    public static Task<int> Records(this Site site, School school, string state) =>
        site.Services.GetRequiredService<StoreDirectory>().Of(school.Id).Read(
            database =>
            {
                var found = 0;
                using var rows = database.Query("SELECT name FROM records");

                while (rows.Next())
                    found += rows.Text(0).EndsWith("/" + state, StringComparison.Ordinal) ? 1 : 0;

                return found;
            },
            0);

    /// <summary>Waits until there is none: each look goes through the store's one owner, behind what is being written.</summary>
    /// <param name="step">
    /// How far time goes on before each look: a reminder that came while its grain was still busy comes again only then.
    /// </param>
    public static async Task Gone(this Site site, School school, string state, TimeSpan step = default)
    {
        using var stop = new CancellationTokenSource(patience);

        while (await site.Records(school, state) > 0)
        {
            stop.Token.ThrowIfCancellationRequested();
            site.Clock.Advance(step);
            await Task.Yield();
        }
    }
}
