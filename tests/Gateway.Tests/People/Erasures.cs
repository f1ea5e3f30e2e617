using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Waits for erasures, which are carried out after they are answered.</summary>
internal static class Erasures
{
    /// <summary>Until the trail says that it is done.</summary>
    public static async Task Erased(this Site site, School school, Id<Person> person)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var store = site.Services.GetRequiredService<StoreDirectory>().Of(school.Id);

        while (!await store.Read(database => database.Number("SELECT count(*) FROM audit WHERE action = 'person.erased' AND subject = ?", person.Value) > 0, false))
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
