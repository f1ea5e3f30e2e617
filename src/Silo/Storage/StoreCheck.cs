using System.Security.Cryptography;
using System.Text.Json;
using Darsgah.Silo.Files;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;

namespace Darsgah.Silo.Storage;

/// <summary>Something in a store that is not as it was written.</summary>
/// <param name="Tenant">Whose store.</param>
/// <param name="File">The database file, or the file of the school's that it is about.</param>
/// <param name="Record">Which record or message; null where it is the file or the audit trail.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record CheckFinding(string Tenant, string File, string? Record, string Fault);

/// <summary>What a check found.</summary>
/// <param name="Stores">How many stores were read.</param>
/// <param name="Records">How many records were opened.</param>
/// <param name="Files">How many files of schools, and of work handed in, were read.</param>
/// <param name="Findings">Empty where everything is sound.</param>
public sealed record CheckReport(int Stores, long Records, long Files, ImmutableArray<CheckFinding> Findings)
{
    /// <summary>True where nothing is wrong.</summary>
    public bool IsSound => Findings.IsEmpty;
}

/// <summary>
/// Reads everything in the stores: SQLite's own check, the audit trail, whether every record and every waiting message opens
/// with its key and is what it should be, and whether each person's consents are the ones that the audit trail saw; and every
/// file beside them.
/// </summary>
public sealed class StoreCheck(StoreDirectory stores, IKeyRing keys, StateJson json)
{
    // Between two pages the store serves its school.
    private const int Page = 100;

    /// <summary>Checks the platform's store and every school's.</summary>
    public async Task<CheckReport> All(CancellationToken cancellationToken = default)
    {
        var findings = ImmutableArray.CreateBuilder<CheckFinding>();
        var (count, records, files) = (0, 0L, 0L);

        foreach (var tenant in stores.Schools().Prepend(TenantKey.Platform))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var report = await Of(tenant);
            findings.AddRange(report.Findings);
            (count, records, files) = (count + 1, records + report.Records, files + report.Files);
        }

        return new CheckReport(count, records, files, findings.ToImmutable());
    }

    /// <summary>Checks one store. A store that was never made is sound.</summary>
    public async Task<CheckReport> Of(Id<Tenant> tenant)
    {
        var store = stores.Of(tenant);
        var findings = ImmutableArray.CreateBuilder<CheckFinding>();
        var (records, files) = (0L, 0L);

        void Found(string? record, string fault) =>
            findings.Add(new CheckFinding(tenant.Value, store.Path, record, fault));

        try
        {
            foreach (var fault in await store.Read(Faults, []))
                Found(record: null, fault);

            records = await CheckRecords(store, Found);
            await CheckOutbox(store, Found);

            await foreach (var (path, fault) in new FileCheck(stores, keys).Read(tenant))
            {
                files++;

                if (fault is not null)
                    findings.Add(new CheckFinding(tenant.Value, path, Record: null, fault));
            }
        }
        catch (StoreException error)
        {
            Found(record: null, error.Message);
        }

        return new CheckReport(1, records, files, findings.ToImmutable());
    }

    private static ImmutableArray<string> Faults(Database database)
    {
        var faults = ImmutableArray.CreateBuilder<string>();

        using (var rows = database.Query("PRAGMA integrity_check"))
        {
            while (rows.Next())
            {
                if (rows.Text(0) is not "ok" and var fault)
                    faults.Add(fault);
            }
        }

        if (AuditChain.Fault(database) is { } broken)
            faults.Add(broken);

        return faults.ToImmutable();
    }

    private async Task<long> CheckRecords(SchoolStore store, Action<string?, string> found)
    {
        var (count, last) = (0L, 0L);
        var trail = await store.Read(LedgerTrail.Of, null);

        while (await store.Read(database => Records(database, last), []) is { IsEmpty: false } page)
        {
            foreach (var (id, record) in page)
            {
                last = id;
                count++;
                await Open($"{record.Name} of {record.Key}", found, async () =>
                {
                    var key = await keys.ForOpening(store.Tenant, record.Subject)
                        ?? throw new SealBrokenException($"the key of person '{record.Subject}' is not there");
                    var place = EncryptingGrainStorage.RecordPlace(store.Tenant, record.Name, record.Key);
                    var opened = Seal.Open(key, place, record.Body.Span);
                    StateJson.Check(opened);

                    if (trail is not null && record.Name == LedgerTrail.Record && await trail.Fault(store, record.Key, json, opened) is { } fault)
                        throw new SealBrokenException(fault);
                });
            }
        }

        // Of whoever was erased the key is gone too; a ledger that is gone alone was taken away.
        foreach (var subject in trail?.Unseen ?? [])
        {
            await Open($"{LedgerTrail.Record} of {subject}", found, async () =>
            {
                if (await keys.ForOpening(store.Tenant, subject) is not null)
                    throw new SealBrokenException("the audit trail has lines of it, and it is not there");
            });
        }

        return count;
    }

    private async Task CheckOutbox(SchoolStore store, Action<string?, string> found)
    {
        var last = 0L;

        while (await store.Read(database => OutboxRows.All(database, last, Page), []) is { IsEmpty: false } page)
        {
            foreach (var entry in page)
            {
                last = entry.Sequence;
                await Open($"message {entry.Message.Id}", found, async () =>
                    OutboxSeal.Open(await keys.ForSealing(store.Tenant, subject: null), store.Tenant, entry.Message));
            }
        }
    }

    private static async Task Open(string what, Action<string?, string> found, Func<Task> open)
    {
        try
        {
            await open();
        }
        catch (Exception error) when (error is CryptographicException or JsonException or StoreKeyException)
        {
            found(what, error.Message);
        }
    }

    private static ImmutableArray<(long Id, StoredRecord Record)> Records(Database database, long after)
    {
        var page = ImmutableArray.CreateBuilder<(long, StoredRecord)>();

        using var rows = database.Query(
            "SELECT id, name, key, etag, body, subject FROM records WHERE id > ? ORDER BY id LIMIT ?", after, Page);

        while (rows.Next())
        {
            var etag = rows.Number(3).ToString("x16", CultureInfo.InvariantCulture);
            var record = new StoredRecord(rows.Text(1), rows.Text(2), etag, rows.Bytes(4), rows.TextOrNull(5));
            page.Add((rows.Number(0), record));
        }

        return page.ToImmutable();
    }
}
