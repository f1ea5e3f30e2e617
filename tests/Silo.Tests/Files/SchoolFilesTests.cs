using System.Security.Cryptography;
using Darsgah.Silo.Files;
using Darsgah.Silo.Tests.Storage;

namespace Darsgah.Silo.Tests.Files;

/// <summary>Schools' files: sealed, read from anywhere, and over crashes as long as they were told to be.</summary>
public sealed class SchoolFilesTests : IAsyncDisposable
{
    private static readonly Id<StoredFile> One = Id<StoredFile>.Parse("one");

    private readonly Disk disk = new();

    private SchoolFiles Files => new(disk.Stores, disk.Keys);

    private string Folder => Path.Combine(disk.Folder, "tenants", "north", "files");

    [Theory]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public async Task A_file_is_read_as_it_was_written_whole_and_from_anywhere(int length)
    {
        var content = Bytes(length);
        await Write(content, pieces: 3);

        using var file = (await Files.Read(Disk.North, One, length))!;
        Assert.Equal(content, await All(file));
        var random = new Random(7);

        for (var i = 0; i < 20; i++)
        {
            var at = random.Next(length);
            file.Position = at;
            var part = new byte[Math.Min(length - at, 1 + random.Next(70_000))];
            await file.ReadExactlyAsync(part, TestContext.Current.CancellationToken);
            Assert.Equal(content.AsSpan(at, part.Length).ToArray(), part);
        }
    }

    [Fact]
    public async Task Nothing_of_a_file_is_on_the_disk_in_the_clear()
    {
        await Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("canary-7f3a9c51d0e2 ", 5_000))), pieces: 2);

        Assert.Equal(-1, File.ReadAllBytes(Path.Combine(Folder, "one")).AsSpan().IndexOf("canary"u8));
    }

    [Fact]
    public async Task The_hash_is_of_the_content_over_restarts_too()
    {
        var content = Bytes(150_000);
        await Part(content[..100_000]);
        await disk.Restart();

        using var again = await Grow();
        Assert.Equal(100_000, again.Length);
        Assert.Equal(content.AsSpan(0, 4096), again.Start.Span);
        await again.Take(new MemoryStream(content, 100_000, 50_000), long.MaxValue, TestContext.Current.CancellationToken);
        await again.Sync();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), again.Hash());
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(7, 0)]
    [InlineData(16 + 65_564, 65_536)]
    [InlineData(16 + 65_564 + 100, 65_536)]
    [InlineData(16 + 65_564 + 65_564 + 2_000, 131_072)]
    public async Task What_a_crash_tore_off_ends_at_the_last_chunk_that_opens(int onDisk, int expected)
    {
        var content = Bytes(150_000);
        await Part(content);

        using (var torn = new FileStream(Path.Combine(Folder, "one.part"), FileMode.Open))
            torn.SetLength(onDisk);

        using (var file = await Grow())
        {
            Assert.Equal(expected, file.Length);
            await file.Take(new MemoryStream(content, expected, content.Length - expected), long.MaxValue, TestContext.Current.CancellationToken);
            await file.Sync();
        }

        Files.Complete(Disk.North, One);
        using var whole = (await Files.Read(Disk.North, One, content.Length))!;
        Assert.Equal(content, await All(whole));
    }

    [Fact]
    public async Task No_more_is_taken_than_was_announced()
    {
        await School();
        using var file = await Grow();

        Assert.Equal(70_000, await file.Take(new MemoryStream(Bytes(100_000)), 70_000, TestContext.Current.CancellationToken));
        Assert.Equal(70_000, file.Length);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100_000)]
    public async Task What_was_altered_is_never_read(int at)
    {
        await Write(Bytes(150_000), pieces: 1);
        var path = Path.Combine(Folder, "one");
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);

        using var file = (await Files.Read(Disk.North, One, 150_000))!;
        await Assert.ThrowsAsync<RecordUnreadableException>(() => All(file));
    }

    [Theory, Trait("Threat", "SEC-K10")]
    [InlineData(20)]
    [InlineData(100_000)]
    public async Task A_check_names_a_file_that_was_altered(int at)
    {
        await Write(Bytes(150_000), pieces: 1);
        var sound = await disk.Check.All();
        Assert.Equal((1, 0), (sound.Files, sound.Findings.Length));

        var path = Path.Combine(Folder, "one");
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);

        var finding = Assert.Single((await disk.Check.All()).Findings);
        Assert.Equal(("north", path), (finding.Tenant, finding.File));
    }

    [Theory, Trait("Threat", "SEC-K10")]
    [InlineData(0)]
    [InlineData(16 + 65_564 + 28)]
    [InlineData(16 + 65_564 + 100)]
    public async Task A_check_names_a_file_that_was_cut_off(int left)
    {
        await Write(Bytes(150_000), pieces: 1);

        using (var file = new FileStream(Path.Combine(Folder, "one"), FileMode.Open))
            file.SetLength(left);

        Assert.Equal(Path.Combine(Folder, "one"), Assert.Single((await disk.Check.All()).Findings).File);
    }

    [Fact]
    public async Task A_file_under_another_name_or_cut_off_is_not_read()
    {
        await Write(Bytes(150_000), pieces: 1);
        File.Copy(Path.Combine(Folder, "one"), Path.Combine(Folder, "other"));

        using var copied = (await Files.Read(Disk.North, Id<StoredFile>.Parse("other"), 150_000))!;
        await Assert.ThrowsAsync<RecordUnreadableException>(() => All(copied));
        await Assert.ThrowsAsync<RecordUnreadableException>(() => Files.Read(Disk.North, One, 149_999));
        Assert.Null(await Files.Read(Disk.South, One, 150_000));
    }

    [Fact]
    public async Task A_school_that_goes_takes_its_files_along()
    {
        await Write(Bytes(10), pieces: 1);
        await disk.Stores.Delete(Disk.North);

        Assert.False(Directory.Exists(Folder));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    // What a school has from its founding: a record, and with it its key.
    private async Task School()
    {
        var grain = Disk.Grain(Disk.North, "school");
        var state = new GrainState<Note>();
        await disk.School.ReadStateAsync("s", grain, state);
        state.State = new Note("x");
        await disk.School.WriteStateAsync("s", grain, state);
    }

    private Task<GrowingFile> Grow() => Files.Grow(Disk.North, One, TestContext.Current.CancellationToken);

    private async Task Part(byte[] content)
    {
        await School();
        using var file = await Grow();
        await file.Take(new MemoryStream(content), long.MaxValue, TestContext.Current.CancellationToken);
        await file.Sync();
    }

    private async Task Write(byte[] content, int pieces)
    {
        foreach (var piece in content.Chunk(Math.Max(1, (content.Length + pieces - 1) / pieces)))
            await Part(piece);

        Files.Complete(Disk.North, One);
    }

    private static async Task<byte[]> All(Stream file)
    {
        using var copy = new MemoryStream();
        file.Position = 0;
        await file.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
