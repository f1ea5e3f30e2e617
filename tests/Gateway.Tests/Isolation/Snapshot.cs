using System.Security.Cryptography;
using Darsgah.Grains.Common;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>All that the stores hold: a write anywhere changes it, whatever it wrote.</summary>
/// <param name="Rows">Fingerprints by <c>tenant: what</c>.</param>
internal sealed record Snapshot(IReadOnlyDictionary<string, string> Rows)
{
    // Letters that were queued count by their number, because sending takes the rows away again.
    private static readonly (string What, string Query)[] tables =
    [
        ("record", "SELECT name || ' of ' || key, etag, body FROM records"),
        ("key", "SELECT name, at, wrapped FROM keys"),
        ("operation", "SELECT id, at, answer FROM operations"),
        ("audit", "SELECT action || ' ' || sequence, at, hash FROM audit"),
        ("letters", "SELECT name, seq, NULL FROM sqlite_sequence WHERE name = 'outbox'"),
    ];

    public static async Task<Snapshot> Of(Site site)
    {
        var stores = site.Services.GetRequiredService<StoreDirectory>();
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var tenant in stores.Schools().Prepend(TenantKey.Platform))
        {
            foreach (var (key, value) in await stores.Of(tenant).Read(Rows, []))
                rows.Add($"{tenant}: {key}", value);
        }

        return new Snapshot(rows);

        static List<(string, string)> Rows(Database database)
        {
            var found = new List<(string, string)>();

            foreach (var (what, query) in tables)
            {
                using var rows = database.Query(query);

                while (rows.Next())
                    found.Add(($"{what} {rows.Text(0)}", $"{rows.Number(1)} {Convert.ToHexString(SHA256.HashData(rows.BytesOrNull(2) ?? []))}"));
            }

            return found;
        }
    }

    /// <summary>What was added, changed or taken away since.</summary>
    public IReadOnlyList<string> Since(Snapshot before) =>
    [
        .. Rows.Where(row => !before.Rows.TryGetValue(row.Key, out var was) || was != row.Value).Select(row => row.Key)
            .Concat(before.Rows.Keys.Where(key => !Rows.ContainsKey(key))).Order(StringComparer.Ordinal),
    ];
}
