namespace Darsgah.Silo.Tests.Storage;

public sealed class ReminderTableTests : IAsyncDisposable
{
    private readonly Disk disk = new();

    private SqliteReminderTable Table => new(disk.Stores, disk.Clock);

    [Fact]
    public async Task A_reminder_survives_a_restart()
    {
        var entry = Entry("ada", "expiry");
        var etag = await Table.UpsertRow(entry);
        await disk.Restart();

        var read = await Table.ReadRow(entry.GrainId, "expiry");

        Assert.Equal((entry.GrainId, "expiry", entry.StartAt, entry.Period, etag), (read!.GrainId, read.ReminderName,
            read.StartAt, read.Period, read.ETag));
        Assert.Equal(DateTimeKind.Utc, read.StartAt.Kind);
    }

    [Fact, Trait("Threat", "SEC-K17")]
    public async Task What_a_clock_a_year_ahead_has_registered_waits_no_year_after_a_start_with_the_right_one()
    {
        var now = disk.Clock.GetUtcNow();
        disk.Clock.Set(now.AddDays(365));
        var entry = Entry("ada", "expiry");
        entry.StartAt += TimeSpan.FromMinutes(1);
        await Table.UpsertRow(entry);
        var early = Entry("bo", "expiry");
        disk.Clock.Set(now);
        early.StartAt = now.UtcDateTime.AddDays(400); // as long as it was meant to wait
        await Table.UpsertRow(early);

        await Table.StartAsync();

        Assert.Equal(now.UtcDateTime.AddMinutes(1), (await Table.ReadRow(entry.GrainId, "expiry"))!.StartAt);
        Assert.Equal(now.UtcDateTime.AddDays(400), (await Table.ReadRow(early.GrainId, "expiry"))!.StartAt);
    }

    [Fact]
    public async Task What_is_not_there_is_null_or_empty()
    {
        Assert.Null(await Table.ReadRow(Entry("ada", "x").GrainId, "x"));
        Assert.Empty((await Table.ReadRows(Entry("ada", "x").GrainId)).Reminders);
        Assert.False(await Table.RemoveRow(Entry("ada", "x").GrainId, "x", "1"));
    }

    [Fact]
    public async Task Writing_again_replaces_and_gives_another_etag()
    {
        var first = await Table.UpsertRow(Entry("ada", "expiry"));
        var second = await Table.UpsertRow(Entry("ada", "expiry", hours: 5));

        var rows = await Table.ReadRows(Entry("ada", "expiry").GrainId);

        Assert.NotEqual(first, second, StringComparer.Ordinal);
        Assert.Equal(TimeSpan.FromHours(5), Assert.Single(rows.Reminders).Period);
    }

    [Fact]
    public async Task Only_the_current_etag_removes()
    {
        var entry = Entry("ada", "expiry");
        var old = await Table.UpsertRow(entry);
        var current = await Table.UpsertRow(entry);

        Assert.False(await Table.RemoveRow(entry.GrainId, "expiry", old!));
        Assert.False(await Table.RemoveRow(entry.GrainId, "expiry", "nonsense"));
        Assert.True(await Table.RemoveRow(entry.GrainId, "expiry", current!));
        Assert.Null(await Table.ReadRow(entry.GrainId, "expiry"));
    }

    [Fact]
    public async Task Ranges_of_the_ring_hold_each_reminder_once()
    {
        var entries = Enumerable.Range(0, 100).Select(number => Entry($"p{number}", "r")).ToArray();

        foreach (var entry in entries)
            await Table.UpsertRow(entry);

        var low = await Table.ReadRows(0x2000_0000, 0xA000_0000);
        var wrapped = await Table.ReadRows(0xA000_0000, 0x2000_0000);
        var whole = await Table.ReadRows(7, 7);

        Assert.Equal(entries.Count(entry => entry.GrainId.GetUniformHashCode() is > 0x2000_0000 and <= 0xA000_0000),
            low.Reminders.Count);
        Assert.Equal(100, low.Reminders.Count + wrapped.Reminders.Count);
        Assert.Equal(100, whole.Reminders.Count);
    }

    [Fact]
    public async Task The_end_of_a_range_is_in_it_and_the_beginning_is_not()
    {
        var entry = Entry("ada", "r");
        await Table.UpsertRow(entry);
        var hash = entry.GrainId.GetUniformHashCode();

        Assert.Single((await Table.ReadRows(hash - 1, hash)).Reminders);
        Assert.Empty((await Table.ReadRows(hash, hash + 1)).Reminders);
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private ReminderEntry Entry(string person, string name, int hours = 1) => new()
    {
        GrainId = Disk.Grain(Disk.North, person, "learning.access"),
        ReminderName = name,
        StartAt = disk.Clock.GetUtcNow().UtcDateTime,
        Period = TimeSpan.FromHours(hours),
    };
}
