using Darsgah.Silo.Keys;
using Orleans.Storage;

namespace Darsgah.Silo.Tests.Storage;

public sealed class GrainStorageTests : IAsyncDisposable
{
    private static readonly GrainId Ada = Disk.Grain(Disk.North, "ada.algebra");

    private readonly Disk disk = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_state_goes_round_through_a_restart(bool isPersonal)
    {
        var written = await Write(Ada, "one", isPersonal: isPersonal);
        await disk.Restart();

        var read = await Read(Ada, isPersonal);

        Assert.Equal("one", read.State!.Text);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(read.RecordExists);
    }

    [Fact]
    public async Task A_fresh_state_is_a_new_instance_without_record()
    {
        var read = await Read(Ada);

        Assert.Equal(new Note(), read.State);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [Fact]
    public async Task A_stale_etag_is_inconsistent_state_that_names_both()
    {
        var first = await Write(Ada, "one");
        var second = await Write(Ada, "two", first.ETag);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Write(Ada, "three", first.ETag));

        Assert.Equal((second.ETag, first.ETag), (conflict.StoredEtag, conflict.CurrentEtag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(Ada, "three", etag: null));
        Assert.Equal("two", (await Read(Ada)).State!.Text);
    }

    [Fact]
    public async Task A_cleared_state_is_fresh_and_can_be_written_again()
    {
        var state = await Write(Ada, "one");
        await disk.School.ClearStateAsync("s", Ada, state);

        Assert.Equal((null, false, new Note()), (state.ETag, state.RecordExists, state.State));
        Assert.False((await Read(Ada)).RecordExists);
        Assert.Equal("two", (await Write(Ada, "two")).State!.Text);
    }

    [Fact]
    public async Task Clearing_with_a_stale_etag_is_inconsistent_state()
    {
        var first = await Write(Ada, "one");
        await Write(Ada, "two", first.ETag);

        await Assert.ThrowsAsync<InconsistentStateException>(() => disk.School.ClearStateAsync("s", Ada, first));
    }

    [Fact]
    public async Task Grains_of_two_types_with_one_key_have_two_records()
    {
        await Write(Disk.Grain(Disk.North, "ada", "progress"), "one");

        Assert.False((await Read(Disk.Grain(Disk.North, "ada", "profile"))).RecordExists);
    }

    [Fact]
    public async Task Effects_become_durable_with_the_state()
    {
        await Write(Ada, "one", effects: Paid("op-1"));

        var audit = await disk.Stores.Of(Disk.North).Audit(after: 0, limit: 9);
        Assert.Equal("order.paid", Assert.Single(audit).Row.Action);
        Assert.Equal(1, await Outbox());
    }

    [Fact]
    public async Task A_refused_write_leaves_no_effects()
    {
        await Write(Ada, "one");

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(Ada, "two", effects: Paid("op-1")));

        Assert.Empty(await disk.Stores.Of(Disk.North).Audit(after: 0, limit: 9));
        Assert.Equal(0, await Outbox());
    }

    [Fact]
    public async Task A_repeated_operation_writes_nothing_and_gives_back_what_is_stored()
    {
        var first = await Write(Ada, "paid once", effects: Paid("op-1"));

        var again = await Write(Ada, "paid twice", first.ETag, effects: Paid("op-1"));

        Assert.Equal("paid once", again.State!.Text);
        Assert.Equal(first.ETag, again.ETag);
        Assert.Single(await disk.Stores.Of(Disk.North).Audit(after: 0, limit: 9));
    }

    [Fact]
    public async Task One_operation_reaches_two_grains_once_each()
    {
        await Write(Ada, "one", effects: Paid("op-1"));
        var other = await Write(Disk.Grain(Disk.North, "order-1"), "two", effects: Paid("op-1"));

        Assert.Equal("two", other.State!.Text);
    }

    [Fact]
    public async Task Another_schools_scope_is_refused()
    {
        await Write(Ada, "one");

        await TenantScope.Run(Disk.South, async () =>
        {
            await Assert.ThrowsAsync<CrossTenantCallException>(() => Read(Ada));
            await Assert.ThrowsAsync<CrossTenantCallException>(() => Write(Ada, "two"));
        });
        await TenantScope.Run(Disk.North, async () => Assert.Equal("one", (await Read(Ada)).State!.Text));
    }

    [Fact]
    public async Task A_key_without_a_school_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => Read(GrainId.Create("test", "ada")));

    [Fact]
    public async Task A_state_beyond_the_limit_is_refused_and_named()
    {
        var error = await Assert.ThrowsAsync<RecordTooLargeException>(
            () => Write(Ada, new string('x', disk.Options.LargestState)));

        Assert.Contains(Ada.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_cannot_keep_effects_is_told_apart()
    {
        var plain = new EncryptingGrainStorage(new Unreachable(), disk.Keys, disk.Json, 1000, isPersonal: false);

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            plain.WriteStateAsync("s", Ada, new GrainState<Note>(new Note())));
    }

    [Fact]
    public async Task A_poisoned_record_fails_alone()
    {
        var other = Disk.Grain(Disk.North, "bob");
        await Write(Ada, "one");
        await Write(other, "two");
        await disk.Stores.Of(Disk.North).Write(database =>
        {
            database.Run("UPDATE records SET body = randomblob(length(body)) WHERE key = 'ada.algebra'");
            return true;
        });

        var error = await Assert.ThrowsAsync<RecordUnreadableException>(() => Read(Ada));

        Assert.Contains("test/north/ada.algebra", error.Message, StringComparison.Ordinal);
        Assert.Equal("two", (await Read(other)).State!.Text);
    }

    [Fact]
    public async Task First_writes_of_one_person_at_once_share_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(
            number => Write(Disk.Grain(Disk.North, $"ada.c{number}"), $"{number}", isPersonal: true)));
        await disk.Restart();

        for (var number = 0; number < 50; number++)
            Assert.Equal($"{number}", (await Read(Disk.Grain(Disk.North, $"ada.c{number}"),
                isPersonal: true)).State!.Text);
    }

    [Fact]
    public async Task A_key_made_by_another_writer_first_is_used_instead()
    {
        var elsewhere = new KeyRing(disk.Stores, Master(), disk.Clock);
        await elsewhere.ForSealing(Disk.North, "ada");
        var behind = StorageRegistration.Wrap(
            new SqliteGrainStorage(disk.Stores), elsewhere, disk.Json, disk.Options, isPersonal: true);
        await Write(Ada, "one", isPersonal: true);

        await behind.WriteStateAsync("s", Disk.Grain(Disk.North, "ada.two"), new GrainState<Note>(new Note("two")));

        await disk.Restart();
        Assert.Equal("one", (await Read(Ada, isPersonal: true)).State!.Text);
        Assert.Equal("two", (await Read(Disk.Grain(Disk.North, "ada.two"), isPersonal: true)).State!.Text);
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private MasterKey Master() =>
        new(Microsoft.Extensions.Options.Options.Create(disk.KeyOptions), disk.Stores);

    private static Effects Paid(string operation) => new()
    {
        Operation = operation,
        Outbox = [new OutboxMessage($"m-{operation}", "mail", ImmutableDictionary<string, string>.Empty.Add("to",
            "ada@example.org"))],
        Audit = [new AuditRow("order.paid", "ada", "order-1", DateTimeOffset.UnixEpoch)],
    };

    private async Task<GrainState<Note>> Write(
        GrainId grain, string text, string? etag = null, bool isPersonal = false, Effects? effects = null)
    {
        var state = new GrainState<Note>(new Note(text), etag);
        var storage = disk.Wrapped(isPersonal);
        await CommitScope.Write(effects ?? Effects.None, () => storage.WriteStateAsync("s", grain, state));
        return state;
    }

    private async Task<GrainState<Note>> Read(GrainId grain, bool isPersonal = false)
    {
        var state = new GrainState<Note>();
        await disk.Wrapped(isPersonal).ReadStateAsync("s", grain, state);
        return state;
    }

    private async Task<long?> Outbox() => await disk.Stores.Of(Disk.North).Read(
        database => database.Number("SELECT count(*) FROM outbox"), empty: 0);

    private sealed class Unreachable : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            throw new InvalidOperationException();

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            throw new InvalidOperationException();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            throw new InvalidOperationException();
    }
}
