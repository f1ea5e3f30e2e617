using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Silo.Outbox;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What runs with no request behind it keeps to the school that it is for (SEC-A20, SEC-A21).</summary>
[Collection(TwinTownCollection.Name)]
public class JobTests(TwinTown town)
{
    private static readonly List<GrainClass> classes = [.. GrainClasses.All.Where(grain => grain.Type.IsAssignableTo(typeof(IRemindable)))];

    [Fact, Trait("SEC", "A21")]
    public async Task Every_reminder_of_one_school_changes_nothing_at_any_other()
    {
        var before = await Snapshot.Of(town.Site);
        var ticked = new HashSet<string>(StringComparer.Ordinal);

        foreach (var (grain, id) in await Reminded(town.Dalet))
        {
            await Tick(id);
            ticked.Add(grain);
        }

        Assert.Equal(classes.Select(grain => grain.Name).Order(StringComparer.Ordinal), ticked.Order(StringComparer.Ordinal));
        Assert.All((await Snapshot.Of(town.Site)).Since(before), row => Assert.StartsWith($"{town.Dalet.School.Id}: ", row, StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine($"SEC-A21: {ticked.Count} kinds of reminders, 0 leaks");
    }

    [Fact, Trait("SEC", "A20")]
    public async Task Nobody_who_acts_for_one_school_brings_a_reminder_to_another()
    {
        var reminded = await Reminded(town.Dalet);

        // From the runtime, so that all are awake and it is the guard that refuses what comes after.
        foreach (var (_, id) in reminded)
            await Tick(id);

        var before = await Snapshot.Of(town.Site);

        foreach (var (_, id) in reminded)
        {
            var thrown = await Record.ExceptionAsync(() => TenantScope.Run(town.Bet.School.Id, () => Tick(id)));
            Assert.IsType<CrossTenantCallException>(Gateway.Http.Trouble.Cause(thrown!));
        }

        Assert.Empty((await Snapshot.Of(town.Site)).Since(before));
    }

    [Fact, Trait("SEC", "A21")]
    public async Task A_message_of_one_school_that_names_what_another_has_does_nothing_there()
    {
        var stranger = town.Alif.People[Role.Student];
        var messages = new Dictionary<string, OutboxMessage>(StringComparer.Ordinal)
        {
            ["ErasureHandler"] = Message(
                "erase", ("person", stranger.Id.Value), ("email", stranger.NormalizedEmail), ("user_name", stranger.UserName),
                ("segment", "1"), ("pseudonym", "none")),
            ["MailHandler"] = Message(
                "mail", ("person", stranger.Id.Value), ("template", "policy_changed"), ("language", "en"), ("to", stranger.Email), ("path", "/")),
            ["VisitorErasureHandler"] = Message("erase_visitor", ("visitor", stranger.Id.Value), ("pseudonym", "none")),
        };
        var handlers = town.Site.Services.GetServices<IOutboxHandler>().ToList();
        var (before, files) = (await Snapshot.Of(town.Site), Files());

        Assert.Equal(messages.Keys.Order(StringComparer.Ordinal), handlers.Select(handler => handler.GetType().Name).Order(StringComparer.Ordinal));

        foreach (var handler in handlers)
        {
            var message = messages[handler.GetType().Name];
            Assert.True(handler.Handles(message.Kind));
            await Record.ExceptionAsync(() => TenantScope.Run(
                town.Dalet.School.Id, () => handler.Deliver(town.Dalet.School.Id, message, TestContext.Current.CancellationToken)));
        }

        Assert.All((await Snapshot.Of(town.Site)).Since(before), row => Assert.StartsWith($"{town.Dalet.School.Id}: ", row, StringComparison.Ordinal));
        Assert.Equal(files, Files());

        static OutboxMessage Message(string kind, params (string Name, string Value)[] values) =>
            new("m1", kind, values.ToImmutableDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));

        // What she handed in, and letters to anybody.
        string[] Files() => [.. new[] { Path.Combine("tenants", town.Alif.School.Id.Value, "handed"), "mail" }.SelectMany(folder =>
            Directory.GetFiles(Path.Combine(town.Site.Folder, folder), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
    }

    private Task Tick(GrainId grain) => town.Site.Services.GetRequiredService<IGrainFactory>().GetGrain<IRemindable>(grain)
        .ReceiveReminder("tick", new TickStatus(town.Site.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(1), town.Site.Clock.GetUtcNow().UtcDateTime));

    // By what they keep, whether or not one of them has a reminder now.
    private async Task<List<(string Grain, GrainId Id)>> Reminded(Planted school)
    {
        var names = classes.SelectMany(grain => grain.States, (grain, state) => (state, grain.Name)).ToDictionary(StringComparer.Ordinal);
        return await town.Site.Services.GetRequiredService<StoreDirectory>().Of(school.School.Id).Read(Ids, []);

        List<(string, GrainId)> Ids(Database database)
        {
            var ids = new List<(string, GrainId)>();
            using var rows = database.Query("SELECT name, key FROM records");

            while (rows.Next())
            {
                if (names.TryGetValue(rows.Text(0), out var grain))
                    ids.Add((grain, GrainId.Create(grain, $"{school.School.Id}/{rows.Text(1)}")));
            }

            return ids;
        }
    }
}
