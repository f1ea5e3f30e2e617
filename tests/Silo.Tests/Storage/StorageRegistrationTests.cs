using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Darsgah.Silo.Tests.Storage;

public sealed class StorageRegistrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("darsgah-").FullName;

    [Fact]
    public async Task A_host_has_both_grain_storages_and_the_reminder_table()
    {
        using var host = Build();
        await host.StartAsync();
        var school = host.Services.GetRequiredKeyedService<IGrainStorage>(Grains.Common.Storage.School);
        var person = host.Services.GetRequiredKeyedService<IGrainStorage>(Grains.Common.Storage.Person);

        await school.WriteStateAsync("s", Disk.Grain(Disk.North, "ada"), new GrainState<Note>(new Note("school's")));
        await person.WriteStateAsync("p", Disk.Grain(Disk.North, "ada"), new GrainState<Note>(new Note("ada's")));
        await host.Services.GetRequiredService<IKeyRing>().DestroySubjectKey(Disk.North, "ada");

        var (kept, erased) = (new GrainState<Note>(), new GrainState<Note>());
        await school.ReadStateAsync("s", Disk.Grain(Disk.North, "ada"), kept);
        await person.ReadStateAsync("p", Disk.Grain(Disk.North, "ada"), erased);
        Assert.Equal((true, false), (kept.RecordExists, erased.RecordExists));
        Assert.IsType<SqliteReminderTable>(host.Services.GetRequiredService<IReminderTable>());
        Assert.Contains(host.Services.GetServices<IHostedService>(), hosted => hosted is OutboxDispatcher);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Storage:OpenFiles", "3")]
    [InlineData("Storage:IdleTime", "00:00:00")]
    [InlineData("Storage:ParallelDeliveries", "0")]
    [InlineData("Storage:ParallelMessages", "0")]
    [InlineData("Keys:Master", "too short")]
    [InlineData("Keys:MasterFile", "/nowhere/master.key")]
    public async Task A_host_with_an_impossible_setting_does_not_start(string name, string value)
    {
        using var host = Build((name, value));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.True(error is StoreKeyException or OptionsValidationException, error.ToString());
    }

    [Fact]
    public async Task A_host_on_a_folder_in_use_does_not_start_and_the_first_goes_on()
    {
        using var first = Build();
        await first.StartAsync();
        using var second = Build();

        await Assert.ThrowsAsync<FolderInUseException>(() => second.StartAsync());

        await first.Services.GetRequiredService<StoreDirectory>().Of(Disk.North).Commit(Disk.Put("a", "x"));
        await first.StopAsync();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IHost Build(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            [new("Storage:Folder", folder), .. settings.Select(setting =>
                KeyValuePair.Create(setting.Name, (string?)setting.Value))]);
        builder.Services.AddDarsgahStorage(builder.Configuration);
        return builder.Build();
    }
}
