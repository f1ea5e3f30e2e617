namespace Darsgah.Silo.Tests.Storage;

public sealed class StoreDirectoryTests : IAsyncDisposable
{
    private readonly Disk disk = new(options: new StorageOptions { OpenFiles = 40 });

    [Fact]
    public void A_second_process_on_the_same_folder_is_refused_and_told_who_has_it()
    {
        var refusal = Assert.Throws<FolderInUseException>(disk.Open);

        Assert.Contains(disk.Folder, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_process_was_killed_is_free()
    {
        await disk.Stores.DisposeAsync();
        using var worker = Worker.Start(disk.Folder, "honest", 0, 1_000_000);
        await worker.KillAfter(confirmed: 1);

        disk.Start();

        Assert.NotNull(await disk.Stores.Of(Disk.North).Find("left", "0"));
    }

    [Fact]
    public async Task A_store_that_nobody_uses_is_closed_and_opens_again()
    {
        await disk.Stores.Of(Disk.North).Commit(Disk.Put("a", "x"));
        Assert.Equal(1, disk.Stores.OpenFiles);

        disk.Clock.Advance(disk.Options.IdleTime + TimeSpan.FromMinutes(1));

        Assert.Equal(0, disk.Stores.OpenFiles);
        Assert.False(File.Exists(disk.File(Disk.North) + "-wal"));
        Assert.NotNull(await disk.Stores.Of(Disk.North).Find("note", "a"));
    }

    [Fact]
    public async Task A_store_in_use_stays_open()
    {
        await disk.Stores.Of(Disk.North).Commit(Disk.Put("a", "x"));
        disk.Clock.Advance(disk.Options.IdleTime / 2);
        await disk.Stores.Of(Disk.North).Find("note", "a");

        disk.Clock.Advance(disk.Options.IdleTime * 0.75);

        Assert.Equal(1, disk.Stores.OpenFiles);
    }

    [Fact]
    public async Task A_thousand_schools_are_written_with_forty_files_open()
    {
        var schools = Enumerable.Range(0, 1000).Select(number => Disk.Tenant($"school-{number}")).ToArray();
        var most = 0;

        await Parallel.ForEachAsync(schools, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (school, _) =>
        {
            await disk.Stores.Of(school).Commit(Disk.Put("a", school.Value));
            InterlockedMax(ref most, disk.Stores.OpenFiles);
        });

        Assert.InRange(most, 1, disk.Options.OpenFiles);
        Assert.Equal(1000, disk.Stores.Schools().Count());

        foreach (var school in schools.Where((_, index) => index % 50 == 0))
            Assert.Equal(school.Value, Encoding.UTF8.GetString((await disk.Stores.Of(school).Find("note",
                "a"))!.Body.Span));
    }

    [Fact]
    public async Task A_start_opens_no_school()
    {
        await disk.Stores.DisposeAsync();

        // Opening any of them would fail and be logged.
        for (var number = 0; number < 10_000; number++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(disk.Folder, "tenants", $"t{number}")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(folder, "school.db"), []);
        }

        disk.Start();

        Assert.Equal(0, disk.Stores.OpenFiles);
        Assert.Empty(disk.Log.Errors);
        Assert.Equal(10_000, disk.Stores.Schools().Count());
    }

    [Fact]
    public async Task Deleting_a_school_leaves_nothing_of_it_and_all_of_others()
    {
        await disk.School.WriteStateAsync("s", Disk.Grain(Disk.North, "a"), new GrainState<Note>(new Note("x")));
        await disk.School.WriteStateAsync("s", Disk.Grain(Disk.South, "a"), new GrainState<Note>(new Note("x")));

        await disk.Stores.Delete(Disk.North);

        Assert.False(Directory.Exists(Path.Combine(disk.Folder, "tenants", "north")));
        Assert.NotNull(await disk.Stores.Of(Disk.South).Find("test/s", "a"));

        // A school made again under the same id has a key of its own, that is stored.
        await disk.School.WriteStateAsync("s", Disk.Grain(Disk.North, "a"), new GrainState<Note>(new Note("y")));
        await disk.Restart();
        var read = new GrainState<Note>();
        await disk.School.ReadStateAsync("s", Disk.Grain(Disk.North, "a"), read);
        Assert.Equal("y", read.State!.Text);
    }

    [Fact]
    public async Task After_the_end_a_store_takes_nothing_more()
    {
        var store = disk.Stores.Of(Disk.North);
        var pending = Enumerable.Range(0, 100).Select(number => store.Commit(Disk.Put($"k{number}", "x"))).ToArray();

        await disk.Stores.DisposeAsync();

        await Task.WhenAll(pending);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Commit(Disk.Put("late", "x")));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; seen < value; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
