using Darsgah.Grains.Common;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>That the school which is attacked has something of everything that a school can keep (SEC-A02).</summary>
[Collection(TwinTownCollection.Name)]
public class RecordTests(TwinTown town)
{
    // What the sweep leaves out, and why.
    private static readonly Dictionary<string, string> notPlanted = new(StringComparer.Ordinal)
    {
        ["courses.catalogue_segment/segment"] = "It takes more courses than the catalogue keeps itself; its cards are the same.",
    };

    [Fact, Trait("SEC", "A02")]
    public async Task Every_type_of_record_that_the_code_knows_was_planted()
    {
        var stores = town.Site.Services.GetRequiredService<StoreDirectory>();
        var planted = new HashSet<string>(StringComparer.Ordinal);

        foreach (var tenant in new[] { town.Alif.School.Id, TenantKey.Platform })
            planted.UnionWith(await stores.Of(tenant).Read(Names, []));

        var known = GrainClasses.All.SelectMany(grain => grain.States).ToList();

        Assert.Empty(planted.Except(known, StringComparer.Ordinal)); // so that names are read as they are written
        Assert.Equal(notPlanted.Keys.Order(StringComparer.Ordinal), known.Except(planted, StringComparer.Ordinal).Order(StringComparer.Ordinal));

        static List<string> Names(Database database)
        {
            var names = new List<string>();
            using var rows = database.Query("SELECT DISTINCT name FROM records");

            while (rows.Next())
                names.Add(rows.Text(0));

            return names;
        }
    }
}
