namespace Darsgah.Silo.Tests.Storage;

public sealed class StoreCheckTests : IAsyncDisposable
{
    private readonly Disk disk = new();

    [Fact]
    public async Task Stores_as_they_were_written_are_sound()
    {
        await Fill();

        var report = await disk.Check.All();

        Assert.Empty(report.Findings);
        Assert.Equal((3, 6L), (report.Stores, report.Records));
    }

    [Theory]
    [InlineData("UPDATE records SET body = randomblob(60) WHERE key = 'ada'", "test/s of ada")]
    [InlineData("UPDATE records SET key = 'eve' WHERE key = 'ada'", "test/s of eve")]
    [InlineData("UPDATE keys SET wrapped = NULL WHERE name = 'person/bob'", "test/s of bob")]
    [InlineData("UPDATE outbox SET body = randomblob(60)", "message m")]
    [InlineData("UPDATE outbox SET kind = 'other'", "message m")]
    [InlineData("UPDATE audit SET actor = 'eve' WHERE sequence = 1", null)]
    public async Task A_fault_is_named_with_school_file_and_record(string edit, string? record)
    {
        await Fill();
        await disk.Stores.Of(Disk.North).Write(database =>
        {
            database.Run(edit);
            return true;
        });
        await disk.Restart();

        var finding = Assert.Single((await disk.Check.All()).Findings);

        Assert.Equal(("north", disk.File(Disk.North), record), (finding.Tenant, finding.File, finding.Record));
        Assert.NotEmpty(finding.Fault);
    }

    [Fact]
    public async Task A_damaged_file_is_one_finding_and_the_rest_is_checked()
    {
        await Fill();
        await disk.Stores.DisposeAsync();
        await File.WriteAllBytesAsync(disk.File(Disk.North), new byte[5000]);
        disk.Start();

        var report = await disk.Check.All();

        Assert.Equal("north", Assert.Single(report.Findings).Tenant);
        Assert.Equal(3, report.Stores);
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private async Task Fill()
    {
        foreach (var school in (Id<Tenant>[])[TenantKey.Platform, Disk.North, Disk.South])
        {
            var mail = new OutboxMessage("m", "mail", ImmutableDictionary<string, string>.Empty.Add("to", "ada"));
            var effects = new Effects
            {
                Outbox = [mail],
                Audit = [new AuditRow("a.b", "system", "x", disk.Clock.GetUtcNow()), new AuditRow("a.c", "system",
                    "x", disk.Clock.GetUtcNow())],
            };
            await CommitScope.Write(effects, () =>
                disk.School.WriteStateAsync("s", Disk.Grain(school, "ada"), new GrainState<Note>(new Note("x"))));
            await disk.Person.WriteStateAsync("s", Disk.Grain(school, "bob"), new GrainState<Note>(new Note("x")));
        }
    }
}
