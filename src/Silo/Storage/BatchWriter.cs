using System.Security.Cryptography;

namespace Darsgah.Silo.Storage;

/// <summary>Carries out one batch inside the owner's transaction. Refusals come before the first write.</summary>
internal static class BatchWriter
{
    /// <summary>True for a batch that is one record and nothing else.</summary>
    public static bool IsOneStatement(StoreBatch batch) =>
        batch is { Records.Length: 1, Operation: null, Keys.IsEmpty: true, Outbox.IsEmpty: true, Audit.IsEmpty: true };

    public static StoreReceipt Apply(Database database, StoreBatch batch, DateTimeOffset now)
    {
        if (batch.Operation is { } operation && Replay(database, operation, batch) is { } first)
            return first;

        foreach (var key in batch.Keys)
            AddKey(database, key, now);

        var stored = batch.Records.Select(change => Write(database, change)).ToImmutableArray();

        if (batch.Operation is not null)
        {
            database.Run(
                "INSERT INTO operations(id, answer, at) VALUES (?, ?, ?)",
                batch.Operation, batch.Answer, now.ToUnixTimeMilliseconds());
        }

        foreach (var message in batch.Outbox)
            OutboxRows.Add(database, message, now);

        AuditChain.Append(database, batch.Audit);

        return new StoreReceipt(Replayed: false, batch.Answer, stored);
    }

    public static StoredRecord? Find(Database database, string name, string key)
    {
        using var rows = database.Query(
            "SELECT etag, body, subject FROM records WHERE name = ? AND key = ?", name, key);

        return rows.Next()
            ? new StoredRecord(name, key, Text(rows.Number(0)), rows.Bytes(1), rows.TextOrNull(2))
            : null;
    }

    private static StoreReceipt? Replay(Database database, string operation, StoreBatch batch)
    {
        ReadOnlyMemory<byte>? answer;

        using (var rows = database.Query("SELECT answer FROM operations WHERE id = ?", operation))
        {
            if (!rows.Next())
                return null;

            answer = rows.MemoryOrNull(0);
        }

        var records = batch.Records.Select(change => Find(database, change.Name, change.Key)).ToImmutableArray();
        return new StoreReceipt(Replayed: true, answer, records);
    }

    private static void AddKey(Database database, KeyRow key, DateTimeOffset now)
    {
        database.Run(
            "INSERT INTO keys(name, wrapped, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            key.Name, key.Wrapped, now.ToUnixTimeMilliseconds());

        if (database.Changes > 0)
            return;

        var stored = KeyRows.Find(database, key.Name)?.Wrapped ?? ReadOnlyMemory<byte>.Empty;

        if (!key.Wrapped.GetValueOrDefault().Span.SequenceEqual(stored.Span))
            throw new KeyChangedException(key.Name);
    }

    private static StoredRecord? Write(Database database, RecordChange change)
    {
        if (change is { Subject: { } subject, Body: not null } && !KeyRows.IsAlive(database, subject))
        {
            throw new SubjectErasedException(
                $"The key of person '{subject}' was destroyed, so record '{change.Name}' is not written again.");
        }

        var etag = NewETag();
        var expected = change.ETag is null ? (long?)null : Number(change.ETag);

        if (change.Body is null)
        {
            if (expected is { } old)
            {
                database.Run(
                    "DELETE FROM records WHERE name = ? AND key = ? AND etag = ?", change.Name, change.Key, old);
            }

            if (expected is null || database.Changes == 0)
                Refuse(database, change);

            return null;
        }

        if (expected is { } current)
        {
            database.Run(
                "UPDATE records SET etag = ?, body = ? WHERE name = ? AND key = ? AND etag = ? AND subject IS ?",
                etag, change.Body, change.Name, change.Key, current, change.Subject);
        }
        else
        {
            database.Run(
                "INSERT INTO records(name, key, etag, body, subject) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                change.Name, change.Key, etag, change.Body, change.Subject);
        }

        if (database.Changes == 0)
            Refuse(database, change);

        return new StoredRecord(change.Name, change.Key, Text(etag), change.Body.Value, change.Subject);
    }

    private static void Refuse(Database database, RecordChange change)
    {
        var stored = Find(database, change.Name, change.Key);
        var found = stored?.ETag;

        // Deleting what was never there, or what an erasure took away, leaves what the caller asked for.
        if (change.Body is null && found is null
            && (change.ETag is null || (change.Subject is { } subject && KeyRows.IsDestroyed(database, subject))))
        {
            return;
        }

        if (found is not null && string.Equals(found, change.ETag, StringComparison.Ordinal))
        {
            throw new StoreException(
                $"Record '{change.Name}' of '{change.Key}' is sealed with the key of {stored!.Subject ?? "the school"}, "
                + $"and is not written with that of {change.Subject ?? "the school"}: delete it first.");
        }

        throw new RecordConflictException(
            $"Record '{change.Name}' of '{change.Key}' has ETag {found ?? "none"}, and the writer had "
            + $"{change.ETag ?? "none"}: somebody else changed it first. Read it again.",
            change.ETag,
            found);
    }

    // Random and not counted: a record that was deleted and made again never has an old ETag back.
    private static long NewETag()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToInt64(bytes) & long.MaxValue;
    }

    private static string Text(long etag) => etag.ToString("x16", CultureInfo.InvariantCulture);

    // Anything that is no ETag of ours matches nothing.
    private static long Number(string etag) =>
        long.TryParse(etag, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
