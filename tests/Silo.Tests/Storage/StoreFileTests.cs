namespace Darsgah.Silo.Tests.Storage;

public sealed class StoreFileTests : IAsyncDisposable
{
    private readonly Disk disk = new();

    private SchoolStore North => disk.Stores.Of(Disk.North);

    [Fact]
    public async Task A_store_has_the_settings_its_promises_rest_on()
    {
        await North.Commit(Disk.Put("a", "x"));

        var settings = await North.Read(StoreFile.ReadSettings, ImmutableDictionary<string, string>.Empty);

        Assert.Equal("wal", settings["journal_mode"]);
        Assert.Equal("2", settings["synchronous"]);
        Assert.Equal("1", settings["secure_delete"]);
        Assert.Equal("0", settings["trusted_schema"]);
        Assert.Equal("1", settings["foreign_keys"]);
        Assert.Equal("exclusive", settings["locking_mode"]);
    }

    [Fact]
    public async Task A_second_connection_is_refused_by_sqlite_itself()
    {
        await North.Commit(Disk.Put("a", "x"));
        using var second = Database.Open(North.Path);

        var error = Assert.Throws<SqliteError>(() => second.Run("SELECT count(*) FROM records"));

        Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, error.Code);
    }

    [Fact]
    public async Task Under_load_a_store_has_one_descriptor_for_its_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "descriptors are counted in /proc");
        var writers = Enumerable.Range(0, 200).Select(number => North.Commit(Disk.Put($"k{number}", "x"))).ToArray();
        await Task.WhenAny(writers);

        var descriptors = Directory.GetFiles("/proc/self/fd")
            .Select(Target);

        Assert.Single(descriptors, target => string.Equals(target, North.Path, StringComparison.Ordinal));
        await Task.WhenAll(writers);
    }

    // Other tests close theirs between the list and the look.
    private static string? Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_truncated_file_stops_its_own_school_only()
    {
        await Fill();
        await Edit(file => file.SetLength(file.Length / 2));

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(() => North.Find("note", "a"));

        Assert.Contains(North.Path, damage.Message, StringComparison.Ordinal);
        Assert.Contains("'north'", damage.Message, StringComparison.Ordinal);
        Assert.NotNull(await disk.Stores.Of(Disk.South).Find("note", "a"));
    }

    [Fact]
    public async Task An_emptied_file_is_damage_and_not_a_new_school()
    {
        await Fill();
        await Edit(file => file.SetLength(0));

        await Assert.ThrowsAsync<StoreDamagedException>(() => North.Commit(Disk.Put("z", "x")));
    }

    [Fact]
    public async Task A_file_without_its_header_is_damage()
    {
        await Fill();
        await Edit(file => file.Write(new byte[100]));

        await Assert.ThrowsAsync<StoreDamagedException>(() => North.Find("note", "a"));
    }

    [Fact]
    public async Task A_log_without_its_file_is_damage_and_not_a_new_school()
    {
        await Fill();
        await disk.Stores.DisposeAsync();
        File.Move(North.Path, North.Path + "-wal");
        disk.Start();

        await Assert.ThrowsAsync<StoreDamagedException>(() => North.Commit(Disk.Put("z", "x")));
    }

    [Fact]
    public async Task A_flipped_bit_in_a_key_is_noticed_when_the_file_is_opened()
    {
        await Fill();
        await Edit(file =>
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            file.Position = bytes.AsSpan().IndexOf("needle"u8);
            file.WriteByte((byte)('n' ^ 1));
        });

        await Assert.ThrowsAsync<StoreDamagedException>(() => North.Find("note", "needle"));
    }

    [Fact]
    public async Task A_file_copied_to_another_school_is_refused()
    {
        await Fill();
        await disk.Stores.DisposeAsync();
        File.Copy(North.Path, disk.File(Disk.South), overwrite: true);
        disk.Start();

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(() =>
            disk.Stores.Of(Disk.South).Find("note", "a"));

        Assert.Contains("belongs to 'north'", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_file_is_used_without_a_restart()
    {
        await Fill();
        await disk.Stores.DisposeAsync();
        var backup = await File.ReadAllBytesAsync(North.Path);
        await File.WriteAllBytesAsync(North.Path, backup[..^5000]);
        disk.Start();
        await Assert.ThrowsAsync<StoreDamagedException>(() => North.Find("note", "a"));

        await File.WriteAllBytesAsync(North.Path, backup);
        disk.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull(await North.Find("note", "a"));
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused_with_both_versions()
    {
        await Fill();
        await EditSql("PRAGMA user_version = 9");

        var newer = await Assert.ThrowsAsync<StoreNewerException>(() => North.Find("note", "a"));

        Assert.Contains(North.Path, newer.Message, StringComparison.Ordinal);
        Assert.Contains("version 9", newer.Message, StringComparison.Ordinal);
        Assert.Contains("up to 3", newer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_file_takes_the_steps_it_lacks()
    {
        await Fill();
        await disk.Stores.DisposeAsync();
        var wider = new Schema([.. Schema.School.Steps, "CREATE TABLE added(x INTEGER)",
            "INSERT INTO added VALUES (7)"]);

        using var database = new StoreFile("north", North.Path, wider).Open(suspect: false);

        Assert.Equal(7, database.Number("SELECT x FROM added"));
        Assert.Equal(5, database.Number("PRAGMA user_version"));
        Assert.NotNull(BatchWriter.Find(database, "note", "a"));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_as_the_step_before_left_it()
    {
        await Fill();
        await disk.Stores.DisposeAsync();
        var broken = new Schema([.. Schema.School.Steps,
            "CREATE TABLE added(x INTEGER); INSERT INTO nowhere VALUES (1)"]);

        Assert.ThrowsAny<StoreException>(() => new StoreFile("north", North.Path, broken).Open(suspect: false));

        using var database = new StoreFile("north", North.Path, Schema.School).Open(suspect: false);
        Assert.Equal(3, database.Number("PRAGMA user_version"));
        Assert.Null(database.Number("SELECT 1 FROM sqlite_schema WHERE name = 'added'"));
    }

    [Fact]
    public async Task Files_and_folders_are_their_owners_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        await Fill();

        var everything = Directory.EnumerateFileSystemEntries(
            disk.Folder, "*", new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.None
            });

        Assert.DoesNotContain(everything, IsOpenToOthers);
        Assert.Contains(everything, path => path.EndsWith("school.db-wal", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(path) & (UnixFileMode)0b000_111_111) != UnixFileMode.None;

    private async Task Fill()
    {
        foreach (var school in (Id<Tenant>[])[Disk.North, Disk.South])
        {
            foreach (var key in (string[])["a", "needle", "z"])
                await disk.Stores.Of(school).Commit(Disk.Put(key, new string('x', 9000)));
        }
    }

    private async Task Edit(Action<FileStream> edit)
    {
        await disk.Stores.DisposeAsync();

        using (var file = File.Open(North.Path, FileMode.Open))
            edit(file);

        disk.Start();
    }

    private async Task EditSql(string sql)
    {
        await disk.Stores.DisposeAsync();

        using (var database = Database.Open(North.Path))
            database.Script(sql);

        disk.Start();
    }
}
