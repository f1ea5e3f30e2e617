using Darsgah.Grains.Consent;

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

    /// <summary>A ledger that holds together by itself, and is not the one that the audit trail saw.</summary>
    [Theory]
    [Trait("Threat", "SEC-I07")]
    [InlineData("as it was", null)]
    [InlineData("a line altered", "line 1 of the ledger or the one before it was altered")]
    [InlineData("written anew", "line 2 of the ledger is not the one that the audit trail saw")]
    [InlineData("an older copy", "the ledger ends at line 1, and the audit trail has line 2")]
    [InlineData("a line more", "line 3 of the ledger is not in the audit trail")]
    [InlineData("taken away", "the audit trail has lines of it, and it is not there")]
    public async Task Consents_are_held_against_the_audit_trail(string made, string? fault)
    {
        var grain = Disk.Grain(Disk.North, "ada", "consent.ledger");
        var now = disk.Clock.GetUtcNow();
        var one = Served(new ConsentLedger(), 1, "/", now);
        var two = Served(one, 2, "/", now.AddDays(1));
        var record = new GrainState<ConsentLedger>(one);
        await Write(record, grain, one.Entries[0]);
        record.State = two;
        await Write(record, grain, two.Entries[1]);

        record.State = made switch
        {
            "a line altered" => two with { Entries = two.Entries.SetItem(0, two.Entries[0] with { Surface = "/other" }) },
            "written anew" => Served(Served(new ConsentLedger(), 1, "/other", now), 2, "/", now.AddDays(1)),
            "an older copy" => one,
            "a line more" => Served(two, 3, "/", now),
            _ => two,
        };

        if (made is "taken away")
            await disk.Person.ClearStateAsync("ledger", grain, record);
        else
            await disk.Person.WriteStateAsync("ledger", grain, record);

        var findings = (await disk.Check.All()).Findings;

        Assert.Equal(fault is null ? [] : [(fault, "consent.ledger/ledger of ada")], findings.Select(finding => (finding.Fault, finding.Record!)));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private static ConsentLedger Served(ConsentLedger ledger, int version, string surface, DateTimeOffset at) =>
        ledger.With(ledger.ServeNotice(new ShownText(Id<Document>.Parse("privacy"), version, "en", "a", "en", "a"), surface, "ada", at));

    private Task Write(GrainState<ConsentLedger> record, GrainId grain, ConsentEntry entry) => CommitScope.Write(
        new Effects { Audit = [new AuditRow(LedgerMark.ActionOf(entry.Act), "ada", "ada", entry.At, LedgerMark.DetailOf(entry))] },
        () => disk.Person.WriteStateAsync("ledger", grain, record));

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
