using Darsgah.Grains.Audit;

namespace Darsgah.Silo.Tests.Storage;

public sealed class SchoolStoreTests : IAsyncDisposable
{
    private readonly Disk disk = new();

    private SchoolStore Store => disk.Stores.Of(Disk.North);

    [Fact]
    public async Task A_committed_record_is_there_after_a_restart()
    {
        var written = (await Store.Commit(Disk.Put("a", "one"))).Records[0]!;
        await disk.Restart();

        var read = await Store.Find("note", "a");

        Assert.Equal(written.ETag, read!.ETag);
        Assert.Equal("one", Text(read));
    }

    [Fact]
    public async Task Many_writers_share_few_commits()
    {
        await Store.Commit(Disk.Put("first", "makes the file"));
        var before = Store.Commits;

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => Store.Commit(Disk.Put($"k{number}", "x"))));

        Assert.InRange(Store.Commits - before, 1, 250);
        Assert.Equal(1001, await Count("records"));
    }

    [Fact]
    public async Task A_conflict_fails_alone_in_its_group()
    {
        await Store.Commit(Disk.Put("taken", "first"));

        Task<StoreReceipt>[] tasks = [.. from key in (string[])["a", "taken", "b"] select Store.Commit(Disk.Put(key,
            "second"))];
        await Assert.ThrowsAsync<RecordConflictException>(() => tasks[1]);
        await Task.WhenAll(tasks[0], tasks[2]);

        Assert.Equal("first", Text((await Store.Find("note", "taken"))!));
        Assert.Equal(3, await Count("records"));
    }

    [Theory]
    [InlineData(false, "none", true)] // insert
    [InlineData(false, "stale", false)] // update of what is not there
    [InlineData(true, "none", false)] // insert over a record
    [InlineData(true, "current", true)]
    [InlineData(true, "stale", false)]
    [InlineData(true, "nonsense", false)]
    public async Task A_write_takes_the_current_etag_only(bool exists, string etag, bool succeeds)
    {
        var (current, stale) = await Prepare(exists);
        var used = etag switch { "current" => current, "stale" => stale, "nonsense" => "no etag", _ => null };

        var error = await Record.ExceptionAsync(() => Store.Commit(Disk.Put("a", "new", used)));

        Assert.Equal(succeeds, error is null);
        Assert.Equal(succeeds ? "new" : exists ? "second" : null, Text(await Store.Find("note", "a")));
    }

    [Theory]
    [InlineData(false, "none", true)] // clearing nothing
    [InlineData(false, "stale", false)]
    [InlineData(true, "none", false)]
    [InlineData(true, "current", true)]
    [InlineData(true, "stale", false)]
    public async Task A_delete_takes_the_current_etag_only(bool exists, string etag, bool succeeds)
    {
        var (current, stale) = await Prepare(exists);
        var used = etag switch { "current" => current, "stale" => stale, _ => null };
        var delete = new StoreBatch { Records = [new RecordChange("note", "a", used, Body: null)] };

        var error = await Record.ExceptionAsync(() => Store.Commit(delete));

        Assert.Equal(succeeds, error is null);
        Assert.Equal(exists && !succeeds, await Store.Find("note", "a") is not null);
    }

    [Fact]
    public async Task An_etag_never_comes_back_with_a_record_made_again()
    {
        var first = (await Store.Commit(Disk.Put("a", "1"))).Records[0]!.ETag;
        await Store.Commit(new StoreBatch { Records = [new RecordChange("note", "a", first, Body: null)] });
        await Store.Commit(Disk.Put("a", "2"));

        await Assert.ThrowsAsync<RecordConflictException>(() => Store.Commit(Disk.Put("a", "3", first)));
    }

    [Fact]
    public async Task A_conflict_names_both_etags()
    {
        var current = (await Store.Commit(Disk.Put("a", "1"))).Records[0]!.ETag;

        var conflict = await Assert.ThrowsAsync<RecordConflictException>(() => Store.Commit(Disk.Put("a", "2", "ff")));

        Assert.Equal(("ff", current), (conflict.Expected, conflict.Found));
    }

    [Fact]
    public async Task A_batch_with_one_conflict_writes_nothing_of_itself()
    {
        await Store.Commit(Disk.Put("b", "stands"));

        var batch = new StoreBatch
        {
            Operation = "op",
            Records = [Change("a", "new"), Change("b", "new"), Change("c", "new")],
            Outbox = [new SealedMessage("m", "mail", new byte[1])],
            Audit = [new AuditRow("a.b", "system", "x", disk.Clock.GetUtcNow())],
        };
        await Assert.ThrowsAsync<RecordConflictException>(() => Store.Commit(batch));

        Assert.Equal(1, await Count("records"));
        Assert.Equal(0, await Count("operations"));
        Assert.Equal(0, await Count("outbox"));
        Assert.Equal(0, await Count("audit"));
    }

    [Fact]
    public async Task A_repeated_operation_gets_the_first_answer_and_writes_nothing()
    {
        var batch = new StoreBatch
        {
            Operation = "pay-1",
            Answer = "first"u8.ToArray(),
            Records = [Change("a", "paid")],
            Audit = [new AuditRow("order.paid", "system", "a", disk.Clock.GetUtcNow())],
        };
        await Store.Commit(batch);

        var again = await Store.Commit(batch with { Answer = "second"u8.ToArray(), Records = [Change("a", "twice")] });

        Assert.True(again.Replayed);
        Assert.Equal("first", Encoding.UTF8.GetString(again.Answer!.Value.Span));
        Assert.Equal("paid", Text(again.Records[0]));
        Assert.Equal("paid", Text(await Store.Find("note", "a")));
        Assert.Equal(1, await Count("audit"));
    }

    [Fact]
    public async Task Of_many_repetitions_at_once_one_is_done()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Store.Commit(new StoreBatch
        {
            Operation = "once",
            Records = [Change($"k{number}", "x")],
        })));

        Assert.Single(receipts, receipt => !receipt.Replayed);
        Assert.Equal(1, await Count("records"));
    }

    [Fact]
    public async Task An_operation_is_forgotten_after_its_time()
    {
        await Store.Commit(new StoreBatch { Operation = "old", Records = [Change("a", "x")] });
        disk.Clock.Advance(disk.Options.OperationMemory + TimeSpan.FromMinutes(1));
        await disk.Restart();

        await Store.Commit(Disk.Put("b", "x"));

        Assert.Equal(0, await Count("operations"));
    }

    [Fact]
    public async Task A_read_sees_the_writes_queued_before_it()
    {
        var write = Store.Commit(Disk.Put("a", "one"));

        Assert.NotNull(await Store.Find("note", "a"));
        await write;
    }

    [Fact]
    public async Task Reading_a_school_that_was_never_written_makes_no_file()
    {
        Assert.Null(await Store.Find("note", "a"));
        Assert.False(Directory.Exists(Path.Combine(disk.Folder, "tenants", "north")));
    }

    [Fact]
    public async Task A_mistake_in_one_change_fails_it_alone()
    {
        var wrong = Store.Write<bool>(_ => throw new InvalidOperationException("a mistake"));
        var right = Store.Commit(Disk.Put("a", "one"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => wrong);
        Assert.NotNull((await right).Records[0]);
    }

    [Fact]
    public async Task The_audit_trail_tells_an_altered_a_removed_and_a_cut_off_line()
    {
        foreach (var subject in (string[])["a", "b", "c"])
            await Store.Commit(new StoreBatch
            {
                Audit = [new AuditRow("x.done", "system", subject,
                disk.Clock.GetUtcNow())]
            });

        Assert.Null(await Store.Read(AuditChain.Fault, empty: null));
        Assert.Equal("bc", string.Concat((await Store.Audit(after: 1, limit: 10)).Select(entry => entry.Row.Subject)));
        Assert.Contains("line 2", await FaultAfter("UPDATE audit SET subject = 'z' WHERE sequence = 2"), Ordinal);
        Assert.Contains("line 2 is missing", await FaultAfter("DELETE FROM audit WHERE sequence = 2"), Ordinal);
        Assert.Contains("ends at line 2", await FaultAfter("DELETE FROM audit WHERE sequence = 3"), Ordinal);
        Assert.Contains("monthly counts", await FaultAfter("UPDATE audit_months SET count = 4"), Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_counted_by_month_whether_or_not_the_file_knew_how_when_it_was_written()
    {
        await Done("x.done", new(2026, 10, 31, 23, 59, 59, TimeSpan.Zero), 2);
        await Done("x.done", new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), 3);
        await Done("y.done", new(2026, 11, 1, 3, 0, 0, TimeSpan.FromHours(4.5)), 1);

        // About a purpose: counted for it, too.
        await Done("consent.accepted", new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), 2, "purpose news 3, entry 1, 00ff");
        await Done("consent.accepted", new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), 1, "privacy 3, entry 2, 00ff");
        await Done("purpose.denied", new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), 1, "news: contact: purposes.not_consented");

        AuditCount[] counted =
        [
            new(202610, "x.done", 2), new(202610, "y.done", 1), new(202611, "consent.accepted", 3), new(202611, "consent.accepted:news", 2),
            new(202611, "purpose.denied", 1), new(202611, "purpose.denied:news", 1), new(202611, "x.done", 3),
        ];
        Assert.Equal(counted, await Store.Read(database => AuditChain.Months(database, from: 0), []));
        Assert.Equal(counted[2..], await Store.Read(database => AuditChain.Months(database, from: 202611), []));

        // As a file was before it counted.
        await Store.Write(database =>
        {
            database.Script("DROP INDEX audit_notices; DROP TABLE audit_months; PRAGMA user_version = 1");
            return true;
        });
        var path = Store.Path;
        await disk.Stores.DisposeAsync();
        using var older = new StoreFile(Disk.North.Value, path, Schema.School).Open(suspect: false);

        Assert.Equal(counted, AuditChain.Months(older, from: 0));
        Assert.Null(AuditChain.Fault(older));

        async Task Done(string action, DateTimeOffset at, int times, string? detail = null) => await Store.Commit(new StoreBatch
        {
            Audit = [.. Enumerable.Repeat(new AuditRow(action, "system", "a", at, detail), times)],
        });
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private const StringComparison Ordinal = StringComparison.Ordinal;

    // Within a savepoint that is taken back, so that each fault stands alone.
    private Task<string?> FaultAfter(string edit) => Store.Read(
        database =>
        {
            database.Run("SAVEPOINT edit");
            database.Run(edit);
            var fault = AuditChain.Fault(database);
            database.Run("ROLLBACK TO edit");
            database.Run("RELEASE edit");
            return fault;
        },
        empty: null);

    private async Task<(string? Current, string Stale)> Prepare(bool exists)
    {
        var stale = (await Store.Commit(Disk.Put("a", "first"))).Records[0]!.ETag;
        var current = (await Store.Commit(Disk.Put("a", "second", stale))).Records[0]!.ETag;

        if (!exists)
            await Store.Commit(new StoreBatch { Records = [new RecordChange("note", "a", current, Body: null)] });

        return (exists ? current : null, stale);
    }

    private async Task<long> Count(string table) =>
        (await Store.Read(database => database.Number($"SELECT count(*) FROM {table}"), empty: 0))!.Value;

    private static RecordChange Change(string key, string body) =>
        new("note", key, ETag: null, Encoding.UTF8.GetBytes(body));

    private static string? Text(StoredRecord? record) =>
        record is null ? null : Encoding.UTF8.GetString(record.Body.Span);
}
