using System.Security.Cryptography;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Tests.Storage;
using Orleans.Storage;

namespace Darsgah.Silo.Tests.Keys;

public sealed class KeyTests : IAsyncDisposable
{
    private const string Canary = "canary-7f3a9c51d0e2";

    private static readonly GrainId Ada = Disk.Grain(Disk.North, "ada");

    private readonly Disk disk = new();

    [Fact]
    public async Task What_is_stored_is_nowhere_in_the_files()
    {
        await Write(disk.School, Ada, Canary);
        await Write(disk.Person, Ada, Canary, "p");
        Assert.False(InFiles(Encoding.UTF8.GetBytes(Canary)));
        Assert.True(new FileInfo(disk.File(Disk.North) + "-wal").Length > 0);

        await disk.Stores.DisposeAsync();

        Assert.False(InFiles(Encoding.UTF8.GetBytes(Canary)));
        Assert.True(InFiles("test/s"u8.ToArray())); // so the search does find what is there
    }

    [Fact]
    public async Task Messages_of_the_outbox_are_nowhere_in_the_files()
    {
        var mail = new OutboxMessage("m", "mail", ImmutableDictionary<string, string>.Empty.Add("to", Canary));
        await CommitScope.Write(new Effects { Outbox = [mail] }, () => Write(disk.School, Ada, "x"));

        Assert.False(InFiles(Encoding.UTF8.GetBytes(Canary)));
    }

    [Theory]
    [Trait("Rule", "M37")]
    [InlineData("key = 'bob'", "body FROM records WHERE key = 'ada' AND name = 'test/s'")] // another row
    [InlineData("key = 'ada' AND name = 'test/p'",
        "body FROM records WHERE key = 'ada' AND name = 'test/s'")] // another key
    public async Task A_box_copied_to_another_row_does_not_open(string target, string source)
    {
        await Write(disk.School, Ada, "ada's");
        await Write(disk.School, Disk.Grain(Disk.North, "bob"), "bob's");
        await Write(disk.Person, Ada, "personal", "p");
        await Sql(Disk.North, $"UPDATE records SET body = (SELECT {source}) WHERE {target}");

        var storage = target.Contains("bob", StringComparison.Ordinal) ? disk.School : disk.Person;
        var grain = target.Contains("bob", StringComparison.Ordinal) ? Disk.Grain(Disk.North, "bob") : Ada;
        var name = target.Contains("bob", StringComparison.Ordinal) ? "s" : "p";

        await Assert.ThrowsAsync<RecordUnreadableException>(() =>
            storage.ReadStateAsync(name, grain, new GrainState<Note>()));
    }

    [Fact]
    public async Task A_box_copied_to_another_school_does_not_open_with_its_key_copied_neither()
    {
        await Write(disk.School, Ada, "north's");
        await Write(disk.School, Disk.Grain(Disk.South, "ada"), "south's");
        var (body, key) = (await Bytes(Disk.North, "SELECT body FROM records"), await Bytes(Disk.North,
            "SELECT wrapped FROM keys"));
        await Sql(Disk.South, "UPDATE records SET body = ?", body);
        await Assert.ThrowsAsync<RecordUnreadableException>(() => Read(Disk.Grain(Disk.South, "ada")));

        await Sql(Disk.South, "UPDATE keys SET wrapped = ?", key);
        await disk.Restart();

        await Assert.ThrowsAsync<StoreKeyException>(() => Read(Disk.Grain(Disk.South, "ada")));
        Assert.Equal("north's", (await Read(Ada)).State!.Text);
    }

    [Fact]
    public async Task A_persons_key_copied_to_another_person_does_not_open()
    {
        await Write(disk.Person, Ada, "ada's");
        await Write(disk.Person, Disk.Grain(Disk.North, "bob"), "bob's");
        await Sql(Disk.North,
            "UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE name = 'person/ada') WHERE name = 'person/bob'");
        await disk.Restart();

        await Assert.ThrowsAsync<StoreKeyException>(
            () => disk.Person.ReadStateAsync("s", Disk.Grain(Disk.North, "bob"), new GrainState<Note>()));
    }

    [Fact]
    public async Task An_erased_person_has_no_records_no_key_and_no_traces_of_it()
    {
        await Write(disk.Person, Ada, "one");
        await Write(disk.Person, Disk.Grain(Disk.North, "ada.algebra"), "two");
        await Write(disk.Person, Disk.Grain(Disk.North, "bob"), "three");
        var wrapped = (await Bytes(Disk.North, "SELECT wrapped FROM keys WHERE name = 'person/ada'"))!;
        var body = (await Bytes(Disk.North, "SELECT body FROM records WHERE key = 'ada'"))!;
        Assert.True(InFiles(wrapped) && InFiles(body));

        var gone = await disk.Keys.DestroySubjectKey(Disk.North, "ada");

        Assert.Equal(2, gone);
        Assert.False(InFiles(wrapped));
        Assert.False(InFiles(body));
        Assert.False((await Read(Ada, isPersonal: true)).RecordExists);
        Assert.Equal("three", (await Read(Disk.Grain(Disk.North, "bob"), isPersonal: true)).State!.Text);
    }

    [Fact]
    public async Task Records_brought_back_after_an_erasure_stay_dead()
    {
        await Write(disk.Person, Ada, "one");
        var body = await Bytes(Disk.North, "SELECT body FROM records");
        await disk.Keys.DestroySubjectKey(Disk.North, "ada");
        await Sql(Disk.North,
            "INSERT INTO records(name, key, etag, subject, body) VALUES ('test/s', 'ada', 1, 'ada', ?)", body);
        await disk.Restart();

        Assert.False((await Read(Ada, isPersonal: true)).RecordExists);
    }

    [Fact]
    public async Task Nothing_is_written_for_an_erased_person_again()
    {
        var state = await Write(disk.Person, Ada, "one");
        await disk.Keys.DestroySubjectKey(Disk.North, "ada");
        await disk.Keys.DestroySubjectKey(Disk.North, "ada");

        await Assert.ThrowsAsync<SubjectErasedException>(() => Write(disk.Person, Ada, "two"));
        await Assert.ThrowsAsync<SubjectErasedException>(() => disk.Person.WriteStateAsync("s", Ada, state));
        await disk.Person.ClearStateAsync("s", Ada, state);
        Assert.False(state.RecordExists);
    }

    [Fact]
    public async Task A_write_on_its_way_during_an_erasure_is_refused()
    {
        await Write(disk.Person, Ada, "one");
        var key = await disk.Keys.ForSealing(Disk.North, "ada");
        await disk.Keys.DestroySubjectKey(Disk.North, "ada");

        var late = new StoreBatch
        {
            Keys = key.Unsaved,
            Records = [new RecordChange("test/s", "ada", ETag: null, new byte[40], Subject: "ada")],
        };

        await Assert.ThrowsAsync<SubjectErasedException>(() => disk.Stores.Of(Disk.North).Commit(late));
    }

    [Fact]
    public async Task A_wrong_master_key_is_told_at_the_start()
    {
        await disk.Stores.DisposeAsync();
        disk.KeyOptions.Master = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

        var error = Assert.Throws<StoreKeyException>(disk.Start);

        Assert.Contains("Keys:Master", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(disk.KeyOptions.Master, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_master_key_is_not_replaced_by_a_new_one()
    {
        await Write(disk.School, Ada, "one");
        await disk.Stores.DisposeAsync();
        File.Delete(Path.Combine(disk.Folder, "keys", "master.key"));

        Assert.Throws<StoreKeyException>(disk.Start);

        Assert.False(File.Exists(Path.Combine(disk.Folder, "keys", "master.key")));
    }

    [Fact]
    public async Task A_folder_that_lost_its_keys_but_not_its_schools_gets_no_new_ones()
    {
        await Write(disk.School, Ada, "one");
        await disk.Stores.DisposeAsync();
        Directory.Delete(Path.Combine(disk.Folder, "keys"), recursive: true);

        Assert.Throws<StoreKeyException>(disk.Start);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(disk.Folder, "keys")));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    public async Task A_malformed_master_key_is_refused(string text)
    {
        await disk.Stores.DisposeAsync();
        disk.KeyOptions.Master = text;

        Assert.Throws<StoreKeyException>(disk.Start);
    }

    [Fact]
    public async Task The_master_key_may_come_from_a_file_of_its_own()
    {
        await Write(disk.School, Ada, "one");
        await disk.Stores.DisposeAsync();
        var mounted = Path.Combine(disk.Folder, "mounted");
        File.Move(Path.Combine(disk.Folder, "keys", "master.key"), mounted);
        disk.KeyOptions.MasterFile = mounted;
        disk.Start();

        Assert.Equal("one", (await Read(Ada)).State!.Text);
    }

    [Fact]
    public async Task Sealing_the_same_twice_gives_two_boxes_and_never_one_nonce()
    {
        var key = await disk.Keys.ForSealing(Disk.North, subject: null);

        var nonces = Enumerable.Range(0, 20_000).Select(_ =>
            Convert.ToHexString(Seal.Close(key, "place", "x"u8)[9..21]));

        Assert.Equal(20_000, nonces.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Every_altered_byte_of_a_box_is_noticed()
    {
        var key = await disk.Keys.ForSealing(Disk.North, subject: null);
        var box = Seal.Close(key, "place", "a secret of ada"u8);

        for (var index = 0; index < box.Length; index++)
        {
            var altered = box.ToArray();
            altered[index] ^= 1;
            Assert.Throws<SealBrokenException>(() => Seal.Open(key, "place", altered));
        }

        Assert.Throws<SealBrokenException>(() => Seal.Open(key, "elsewhere", box));
        Assert.Throws<SealBrokenException>(() => Seal.Open(key, "place", box.AsSpan(0, 20)));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private static async Task<GrainState<Note>> Write(IGrainStorage storage, GrainId grain, string text,
        string name = "s")
    {
        var state = new GrainState<Note>(new Note(text));
        await storage.WriteStateAsync(name, grain, state);
        return state;
    }

    private async Task<GrainState<Note>> Read(GrainId grain, bool isPersonal = false)
    {
        var state = new GrainState<Note>();
        await disk.Wrapped(isPersonal).ReadStateAsync("s", grain, state);
        return state;
    }

    private Task<byte[]?> Bytes(Id<Tenant> tenant, string sql) =>
        disk.Stores.Of(tenant).Read(database => database.Bytes(sql), empty: null);

    private Task<bool> Sql(Id<Tenant> tenant, string sql, byte[]? value = null) =>
        disk.Stores.Of(tenant).Write(database =>
    {
        if (value is null)
            database.Run(sql);
        else
            database.Run(sql, value);

        return true;
    });

    private bool InFiles(byte[] what) => Directory.EnumerateFiles(disk.Folder, "*.db*", SearchOption.AllDirectories)
        .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(what) >= 0);
}
