using Darsgah.Silo.Outbox;

namespace Darsgah.Silo.Storage;

/// <summary>A message that waits in a store's outbox.</summary>
/// <param name="Sequence">The order of writing within the school.</param>
/// <param name="Message">What to deliver, sealed.</param>
/// <param name="At">When it was written.</param>
/// <param name="Attempts">How often delivery has failed.</param>
/// <param name="Due">When the next attempt is.</param>
/// <param name="IsDead">True once no further attempt is made.</param>
/// <param name="Trouble">What the last attempt failed with; the name of an error, no personal data.</param>
public sealed record OutboxEntry(
    long Sequence, SealedMessage Message, DateTimeOffset At, int Attempts, DateTimeOffset Due, bool IsDead,
    string? Trouble);

/// <summary>The outbox table. A delivered message leaves no row.</summary>
internal static class OutboxRows
{
    private const string Columns = "SELECT sequence, id, kind, body, at, attempts, due, dead, trouble FROM outbox ";

    public static void Add(Database database, SealedMessage message, DateTimeOffset now) => database.Run(
        "INSERT INTO outbox(id, kind, body, at, attempts, due, dead) VALUES (?, ?, ?, ?, 0, ?, 0) "
        + "ON CONFLICT DO NOTHING",
        message.Id, message.Kind, message.Body, now.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());

    public static ImmutableArray<OutboxEntry> Due(Database database, DateTimeOffset now, int limit) => Read(
        database, Columns + "WHERE dead = 0 AND due <= ? ORDER BY due, sequence LIMIT ?", now.ToUnixTimeMilliseconds(),
        limit);

    public static ImmutableArray<OutboxEntry> All(Database database, long after, int limit) =>
        Read(database, Columns + "WHERE sequence > ? ORDER BY sequence LIMIT ?", after, limit);

    public static ImmutableArray<OutboxEntry> Dead(Database database, int limit) =>
        Read(database, Columns + "WHERE dead = 1 ORDER BY sequence LIMIT ?", limit);

    /// <summary>When the next living message is due; null where none waits.</summary>
    public static DateTimeOffset? NextDue(Database database) =>
        database.Number("SELECT due FROM outbox WHERE dead = 0 ORDER BY due LIMIT 1") is { } due
            ? DateTimeOffset.FromUnixTimeMilliseconds(due)
            : null;

    public static void Remove(Database database, long sequence) =>
        database.Run("DELETE FROM outbox WHERE sequence = ?", sequence);

    /// <summary>Notes a failed attempt; without a next time the message is dead.</summary>
    public static void Fail(Database database, long sequence, DateTimeOffset? next, string trouble) => database.Run(
        "UPDATE outbox SET attempts = attempts + 1, due = coalesce(?, due), dead = ?, trouble = ? WHERE sequence = ?",
        next is { } due ? due.ToUnixTimeMilliseconds() : default(SqlValue), next is null ? 1 : 0, trouble, sequence);

    /// <summary>
    /// Makes due what a clock that was ahead has put off: further than any attempt is from the one before it.
    /// </summary>
    public static void PutRight(Database database, DateTimeOffset now)
    {
        for (var failed = 0; failed < RetryTable.Attempts; failed++)
        {
            database.Run(
                "UPDATE outbox SET due = ? WHERE dead = 0 AND attempts = ? AND due > ?",
                now.ToUnixTimeMilliseconds(), failed, (now + RetryTable.Longest(failed)).ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Gives a dead message all its attempts again.</summary>
    /// <returns>False where there is no such dead message.</returns>
    public static bool Revive(Database database, string id, DateTimeOffset now)
    {
        database.Run(
            "UPDATE outbox SET attempts = 0, due = ?, dead = 0 WHERE id = ? AND dead = 1",
            now.ToUnixTimeMilliseconds(), id);
        return database.Changes > 0;
    }

    private static ImmutableArray<OutboxEntry> Read(Database database, string sql, params ReadOnlySpan<SqlValue> values)
    {
        var entries = ImmutableArray.CreateBuilder<OutboxEntry>();
        using var rows = database.Query(sql, values);

        while (rows.Next())
        {
            entries.Add(new OutboxEntry(
                rows.Number(0), new SealedMessage(rows.Text(1), rows.Text(2), rows.Bytes(3)),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Number(4)), (int)rows.Number(5),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Number(6)), rows.Number(7) != 0, rows.TextOrNull(8)));
        }

        return entries.ToImmutable();
    }
}
