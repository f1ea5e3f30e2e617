using System.Security.Cryptography;

namespace Darsgah.Silo.Storage;

/// <summary>The reminders of all grains, in the platform's store.</summary>
public sealed class SqliteReminderTable(StoreDirectory stores, TimeProvider clock) : IReminderTable
{
    private const string Columns = "SELECT grain, name, start, period, etag FROM reminders ";

    /// <summary>What a clock that was ahead has registered waits from now on, as long as it was told then.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => stores.Platform.Write(database =>
    {
        var now = clock.GetUtcNow().UtcTicks;
        database.Run("UPDATE reminders SET start = ? + start - at, at = ? WHERE at > ?", now, now, now);
        return true;
    });

    /// <inheritdoc />
    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        Read(database => Entries(database, Columns + "WHERE grain = ?", grainId.ToString()));

    /// <inheritdoc />
    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        var sql = Columns + (begin < end ? "WHERE hash > ? AND hash <= ?" : "WHERE hash > ? OR hash <= ?");
        return Read(database => Entries(database, sql, (long)begin, (long)end));
    }

    /// <inheritdoc />
    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var found = await stores.Platform.Read(
            database => Entries(
                database, Columns + "WHERE grain = ? AND name = ?", grainId.ToString(), reminderName),
            empty: []);

        return found.FirstOrDefault();
    }

    /// <inheritdoc />
    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var etag = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;

        return await stores.Platform.Write(database =>
        {
            database.Run(
                "INSERT INTO reminders(grain, name, hash, start, period, etag, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT DO UPDATE SET start = excluded.start, period = excluded.period, etag = excluded.etag, at = excluded.at",
                entry.GrainId.ToString(), entry.ReminderName, entry.GrainId.GetUniformHashCode(), entry.StartAt.Ticks,
                entry.Period.Ticks, etag, clock.GetUtcNow().UtcTicks);
            return etag.ToString(CultureInfo.InvariantCulture);
        });
    }

    /// <inheritdoc />
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        stores.Platform.Write(database =>
        {
            database.Run(
                "DELETE FROM reminders WHERE grain = ? AND name = ? AND etag = ?",
                grainId.ToString(), reminderName,
                long.TryParse(eTag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
            return database.Changes > 0;
        });

    /// <inheritdoc />
    public Task TestOnlyClearTable() => stores.Platform.Write(database =>
    {
        database.Run("DELETE FROM reminders");
        return true;
    });

    private async Task<ReminderTableData> Read(Func<Database, ImmutableArray<ReminderEntry>> query) =>
        new(await stores.Platform.Read(query, empty: []));

    private static ImmutableArray<ReminderEntry> Entries(
        Database database, string sql, params ReadOnlySpan<SqlValue> values)
    {
        var entries = ImmutableArray.CreateBuilder<ReminderEntry>();
        using var rows = database.Query(sql, values);

        while (rows.Next())
        {
            entries.Add(new ReminderEntry
            {
                GrainId = GrainId.Parse(rows.Text(0), CultureInfo.InvariantCulture),
                ReminderName = rows.Text(1),
                StartAt = new DateTime(rows.Number(2), DateTimeKind.Utc),
                Period = new TimeSpan(rows.Number(3)),
                ETag = rows.Number(4).ToString(CultureInfo.InvariantCulture),
            });
        }

        return entries.ToImmutable();
    }
}
