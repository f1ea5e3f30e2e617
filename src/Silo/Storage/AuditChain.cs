using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Audit;

namespace Darsgah.Silo.Storage;

/// <summary>A line of the audit trail as it is stored.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Row">The line, its time to the millisecond.</param>
/// <param name="Hash">SHA-256 over the hash of the line before and this line.</param>
public sealed record AuditEntry(long Sequence, AuditRow Row, ReadOnlyMemory<byte> Hash);

/// <summary>The audit trail: every line carries a hash over itself and the line before (SEC-I07).</summary>
internal static class AuditChain
{
    private const string Columns = "SELECT sequence, action, actor, subject, at, detail, hash FROM audit ";

    private static readonly byte[] Start = new byte[SHA256.HashSizeInBytes];

    public static void Append(Database database, ImmutableArray<AuditRow> lines)
    {
        if (lines.IsEmpty)
            return;

        var (sequence, hash) = Head(database);

        foreach (var line in lines)
        {
            hash = Hash(hash, ++sequence, line);
            database.Run(
                "INSERT INTO audit(sequence, action, actor, subject, at, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                sequence, line.Action, line.Actor, line.Subject, line.At.ToUnixTimeMilliseconds(), line.Detail, hash);

            foreach (var name in AuditCount.NamesOf(line))
            {
                database.Run(
                    "INSERT INTO audit_months(month, action, count) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                    AuditCount.MonthOf(line.At), name);
            }
        }

        // The head is kept beside the trail as well, so that lines cut off at its end are missed.
        database.Run(
            "INSERT INTO meta(name, value) VALUES ('audit', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            HeadBytes(sequence, hash));
    }

    public static ImmutableArray<AuditEntry> Read(Database database, long after, int limit)
    {
        var entries = ImmutableArray.CreateBuilder<AuditEntry>();
        using var rows = database.Query(Columns + "WHERE sequence > ? ORDER BY sequence LIMIT ?", after, limit);

        while (rows.Next())
            entries.Add(Entry(rows));

        return entries.ToImmutable();
    }

    /// <summary>How often each thing was done in each month, from a month on.</summary>
    public static ImmutableArray<AuditCount> Months(Database database, int from)
    {
        var counts = ImmutableArray.CreateBuilder<AuditCount>();
        using var rows = database.Query("SELECT month, action, count FROM audit_months WHERE month >= ? ORDER BY month, action", from);

        while (rows.Next())
            counts.Add(new AuditCount((int)rows.Number(0), rows.Text(1), rows.Number(2)));

        return counts.ToImmutable();
    }

    /// <summary>Lines on the notices that were sent to a person, oldest first.</summary>
    public static ImmutableArray<AuditEntry> Notices(Database database, string subject)
    {
        var entries = ImmutableArray.CreateBuilder<AuditEntry>();

        // The condition is the index's, letter by letter, so that SQLite uses it.
        using var rows = database.Query(
            Columns + "WHERE subject = ? AND action IN ('notice.mailed', 'notice.undeliverable') ORDER BY sequence", subject);

        while (rows.Next())
            entries.Add(Entry(rows));

        return entries.ToImmutable();
    }

    /// <summary>The first line that is not what was written, as a sentence; null where the whole trail holds.</summary>
    public static string? Fault(Database database)
    {
        var (sequence, hash) = (0L, Start);
        var months = new Dictionary<(int Month, string Action), long>();

        using (var rows = database.Query(Columns + "ORDER BY sequence"))
        {
            while (rows.Next())
            {
                var entry = Entry(rows);

                if (entry.Sequence != ++sequence)
                    return FormattableString.Invariant($"audit line {sequence} is missing");

                hash = Hash(hash, sequence, entry.Row);

                if (!entry.Hash.Span.SequenceEqual(hash))
                    return FormattableString.Invariant($"audit line {sequence} or the one before it was altered");

                foreach (var name in AuditCount.NamesOf(entry.Row))
                {
                    var month = (AuditCount.MonthOf(entry.Row.At), name);
                    months[month] = months.GetValueOrDefault(month) + 1;
                }
            }
        }

        var head = database.Bytes("SELECT value FROM meta WHERE name = 'audit'") ?? HeadBytes(0, Start);

        if (!head.AsSpan().SequenceEqual(HeadBytes(sequence, hash)))
            return FormattableString.Invariant($"the audit trail ends at line {sequence}, which is not its last");

        var counted = Months(database, from: 0).ToDictionary(count => (count.Month, count.Action), count => count.Count);

        return counted.Count == months.Count && months.All(count => counted.GetValueOrDefault(count.Key) == count.Value)
            ? null
            : "the monthly counts are not those of the audit trail";
    }

    private static (long Sequence, byte[] Hash) Head(Database database)
    {
        using var rows = database.Query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
        return rows.Next() ? (rows.Number(0), rows.Bytes(1)) : (0, Start);
    }

    private static AuditEntry Entry(Rows rows) => new(
        rows.Number(0),
        new AuditRow(
            rows.Text(1), rows.Text(2), rows.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(rows.Number(4)),
            rows.TextOrNull(5)),
        rows.Bytes(6));

    private static byte[] Hash(ReadOnlySpan<byte> before, long sequence, AuditRow line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Append(hash, sequence);
        Append(hash, line.Action);
        Append(hash, line.Actor);
        Append(hash, line.Subject);
        Append(hash, line.At.ToUnixTimeMilliseconds());
        Append(hash, line.Detail);
        return hash.GetHashAndReset();
    }

    // A length before every text, so that no two different lines give the same bytes; -1 for no text.
    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        Append(hash, text is null ? -1 : bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static byte[] HeadBytes(long sequence, byte[] hash)
    {
        var bytes = new byte[sizeof(long) + hash.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sequence);
        hash.CopyTo(bytes, sizeof(long));
        return bytes;
    }
}
