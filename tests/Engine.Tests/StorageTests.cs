using System.Collections.Immutable;
using Darsgah.Engine.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Darsgah.Engine.Tests;

[GenerateSerializer]
public sealed record Notebook
{
    [Id(0)] public ImmutableArray<string> Lines { get; init; } = [];
}

[GenerateSerializer, Immutable]
public sealed record NotebookView(string Lines, bool Exists, bool HasEtag);

public interface INotebookGrain : IGrainWithStringKey
{
    Task<NotebookView> See();

    Task<NotebookView> SeenAtActivation();

    Task Change(string line);

    Task Write(string line);

    Task<NotebookView> Clear();

    Task<NotebookView> Reread();

    Task<bool> WriteCatchingConflicts(string line);

    /// <summary>Starts several writes at once.</summary>
    Task WriteAll(string[] lines);

    Task WriteFromStrayThread();

    Task Leave();
}

public sealed class NotebookGrain(
    [PersistentState("notebook", "records")] IPersistentState<Notebook> notebook, Probe probe) : Grain, INotebookGrain
{
    private NotebookView? atActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        atActivation = View();
        return Task.CompletedTask;
    }

    public Task<NotebookView> See() => Task.FromResult(View());

    public Task<NotebookView> SeenAtActivation() => Task.FromResult(atActivation!);

    public Task Change(string line)
    {
        notebook.State = new Notebook { Lines = notebook.State.Lines.Add(line) };
        return Task.CompletedTask;
    }

    public async Task Write(string line)
    {
        await Change(line);
        await notebook.WriteStateAsync();
    }

    public async Task<NotebookView> Clear()
    {
        await notebook.ClearStateAsync();
        return View();
    }

    public async Task<NotebookView> Reread()
    {
        await notebook.ReadStateAsync();
        return View();
    }

    public async Task<bool> WriteCatchingConflicts(string line)
    {
        try
        {
            await Write(line);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    public async Task WriteAll(string[] lines)
    {
        var writes = Task.WhenAll(lines.Select(Write));
        probe.Reach("asked");
        await writes;
    }

    public Task WriteFromStrayThread() => Task.Run(() => notebook.WriteStateAsync());

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private NotebookView View() =>
        new(string.Join(' ', notebook.State.Lines), notebook.RecordExists, notebook.Etag is not null);
}

public interface IUnstoredGrain : IGrainWithStringKey
{
    Task Touch();
}

public sealed class UnstoredGrain(
    [PersistentState("a", "nowhere")] IPersistentState<Notebook> state) : Grain, IUnstoredGrain
{
    public Task Touch() => Task.FromResult(state.State);
}

public sealed class StorageTests
{
    private static readonly GrainId One = GrainId.Create("notebook", "one");

    [Fact]
    public async Task Fresh_state_is_a_new_instance_without_a_record()
    {
        await using var silo = await TestSilo.Start();

        Assert.Equal(
            new NotebookView("", Exists: false, HasEtag: false), await Probe.Soon(silo.Grain<INotebookGrain>().See()));
    }

    [Fact]
    public async Task Written_state_is_there_when_the_next_activation_starts()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.Write("a"));
        Assert.Equal(new NotebookView("a", Exists: true, HasEtag: true), await Probe.Soon(grain.See()));
        await Probe.Soon(grain.Leave());

        Assert.Equal(new NotebookView("a", Exists: true, HasEtag: true), await Probe.Soon(grain.SeenAtActivation()));
    }

    [Fact]
    public async Task Unwritten_state_is_lost_with_the_activation()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.Change("a"));
        await Probe.Soon(grain.Leave());

        Assert.Equal("", (await Probe.Soon(grain.See())).Lines);
    }

    [Fact]
    public async Task Cleared_state_is_new_and_can_be_written_again()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.Write("a"));

        Assert.Equal(new NotebookView("", Exists: false, HasEtag: false), await Probe.Soon(grain.Clear()));

        await Probe.Soon(grain.Write("b"));
        Assert.Equal(new NotebookView("b", Exists: true, HasEtag: true), await Probe.Soon(grain.See()));
    }

    [Fact]
    public async Task A_conflict_that_escapes_the_grain_reaches_the_caller_and_the_next_call_reads_again()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.Write("a"));
        await OverwriteBehindItsBack(silo, "other");

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Probe.Soon(grain.Write("b")));

        Assert.NotNull(conflict.StoredEtag);
        Assert.False(string.Equals(conflict.StoredEtag, conflict.CurrentEtag, StringComparison.Ordinal));
        Assert.Equal("other", (await Probe.Soon(grain.See())).Lines);
    }

    [Fact]
    public async Task A_conflict_that_the_grain_catches_stays_until_it_reads_again()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.Write("a"));
        await OverwriteBehindItsBack(silo, "other");

        Assert.False(await Probe.Soon(grain.WriteCatchingConflicts("b")));
        Assert.False(await Probe.Soon(grain.WriteCatchingConflicts("c")));
        Assert.Equal("a b c", (await Probe.Soon(grain.See())).Lines);
        Assert.Equal("other", (await Probe.Soon(grain.Reread())).Lines);
        Assert.True(await Probe.Soon(grain.WriteCatchingConflicts("d")));
    }

    [Fact]
    public async Task An_insert_over_an_existing_record_conflicts()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.See());
        await OverwriteBehindItsBack(silo, "other");

        await Assert.ThrowsAsync<InconsistentStateException>(() => Probe.Soon(grain.Write("a")));
    }

    [Fact]
    public async Task Writes_started_together_all_end_well_and_the_last_state_is_stored()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INotebookGrain>();
        await Probe.Soon(grain.WriteAll(["a", "b", "c"]));
        await Probe.Soon(grain.Leave());

        Assert.Equal("a b c", (await Probe.Soon(grain.See())).Lines);
    }

    [Fact]
    public async Task Writes_that_have_not_started_are_one()
    {
        SlowStorage? storage = null;
        await using var silo = await TestSilo.Start(builder => builder.Services.AddGrainStorage(
            "records", (services, _) => storage = new SlowStorage(services.GetRequiredService<Probe>())));
        var grain = silo.Grain<INotebookGrain>();
        var writes = grain.WriteAll(["a", "b", "c", "d"]);
        await silo.Probe.Reached("asked");
        silo.Probe.Reach("write");
        await Probe.Soon(writes);

        Assert.Equal("a b c d", string.Join(", ", storage!.Written));
    }

    [Fact]
    public async Task State_cannot_be_touched_from_a_stray_thread()
    {
        await using var silo = await TestSilo.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Probe.Soon(silo.Grain<INotebookGrain>().WriteFromStrayThread()));
    }

    [Fact]
    public async Task A_storage_that_is_not_registered_fails_the_activation()
    {
        await using var silo = await TestSilo.Start();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Probe.Soon(silo.Grain<IUnstoredGrain>().Touch()));
        var cause = Assert.IsType<BadProviderConfigException>(failure.GetBaseException());
        Assert.Contains("nowhere", cause.Message, StringComparison.Ordinal);
    }

    private static async Task OverwriteBehindItsBack(TestSilo silo, string line)
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("records");
        var record = new GrainState<Notebook>();
        await storage.ReadStateAsync("notebook", One, record);
        record.State = new Notebook { Lines = [line] };
        await storage.WriteStateAsync("notebook", One, record);
    }

    private sealed class SlowStorage(Probe probe) : IGrainStorage
    {
        public List<string> Written { get; } = [];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Task.CompletedTask;

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Written.Add(string.Join(' ', ((Notebook)(object)grainState.State!).Lines));
            await probe.Reached("write");
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Task.CompletedTask;
    }
}
