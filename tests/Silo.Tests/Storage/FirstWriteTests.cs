using Orleans.Storage;

namespace Darsgah.Silo.Tests.Storage;

/// <summary>Two activations of one grain, as a directory that is not sure may have: the storage lets one win (SEC-L02).</summary>
public sealed class FirstWriteTests : IAsyncDisposable
{
    private const int Races = 1000;
    private const int Rounds = 20;

    private readonly Disk disk = new();

    [Fact]
    [Trait("Threat", "SEC-L02")]
    public async Task Of_two_first_writes_at_once_one_wins_and_the_other_is_told()
    {
        var races = await Task.WhenAll(Enumerable.Range(0, Races).Select(async number =>
        {
            var grain = Disk.Grain(Disk.North, $"race-{number}");
            var outcomes = await Task.WhenAll(Try(grain, "left", etag: null), Try(grain, "right", etag: null));
            var stored = new GrainState<Note>();
            await disk.School.ReadStateAsync("s", grain, stored);
            return (outcomes, Stored: stored.State!.Text);
        }));

        Assert.All(races, race => Assert.Equal(race.Stored, Assert.Single(race.outcomes, outcome => outcome is not null)));
    }

    [Fact]
    [Trait("Threat", "SEC-L02")]
    public async Task No_update_of_two_that_count_at_once_is_lost()
    {
        var grain = Disk.Grain(Disk.North, "counter");

        async Task<int> Count()
        {
            var (mine, counted) = (new GrainState<Note>(), 0);

            for (var round = 0; round < Rounds; round++)
            {
                var before = mine.State?.Text is { Length: > 0 } text ? int.Parse(text, null) : 0;

                if (await Try(grain, $"{before + 1}", mine.ETag) is not null)
                    counted++;

                // An activation that lost is dropped; the next one reads.
                mine = new GrainState<Note>();
                await disk.School.ReadStateAsync("s", grain, mine);
            }

            return counted;
        }

        var counts = await Task.WhenAll(Count(), Count(), Count());
        var stored = new GrainState<Note>();
        await disk.School.ReadStateAsync("s", grain, stored);

        Assert.Equal(counts.Sum(), int.Parse(stored.State!.Text, null));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    // What was written; null where somebody else was first.
    private async Task<string?> Try(GrainId grain, string text, string? etag)
    {
        var state = new GrainState<Note> { State = new Note { Text = text }, ETag = etag, RecordExists = etag is not null };

        try
        {
            await disk.School.WriteStateAsync("s", grain, state);
            return text;
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }
}
