using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Policies;

[GrainType("policies.announcement")]
internal sealed class PolicyAnnouncementGrain(
    [PersistentState("announcement", Storage.School)] IPersistentState<PolicyAnnouncement> announcement,
    TimeProvider clock) : Grain, IPolicyAnnouncementGrain, IRemindable
{
    private const string Reminder = "announce";

    // Told at once, so that their letters are committed at once.
    private const int Together = 32;

    // Longer than any segment takes, and shorter than what the reminder leaves between its ticks.
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(50);

    // When the last segment was told, by the clock that nobody sets; not kept, so that after a restart the first tick goes on.
    private long? moved;

    private string Document => this.Key().Parts[0];

    private int Number => int.Parse(this.Key().Parts[1], NumberStyles.None, CultureInfo.InvariantCulture);

    // What it tells: that the version was called off, or the version.
    private bool TellsCallOff => this.Key().Parts is [_, _, PolicyAnnouncement.CalledOff];

    public async Task Begin()
    {
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await this.Commit(announcement, new PolicyAnnouncement { BegunAt = clock.GetUtcNow() });
    }

    public Task<bool> HasBegun() => Task.FromResult(announcement.State.BegunAt != default);

    public async Task Run(PolicyVersionHead version)
    {
        // The reminder goes on when the quiet hours are over.
        if (!announcement.State.Done && (await IsQuiet(version) || await IsBeingCalledOff()))
            return;

        if (!announcement.State.Done)
        {
            var grains = this.Neighbours(GrainFactory);
            var documents = (await grains.School.School())?.Rules.Documents ?? new();
            var segment = announcement.State.Segments + 1;
            var rows = await grains.MemberSegment(segment).Rows(PurposeUses.PolicyNotice);

            foreach (var together in rows.Where(row => !row.Blocked).Chunk(Together))
                await Task.WhenAll(together.Select(row => Tell(grains, row.Id, version, documents)));

            await this.Commit(announcement, announcement.State with { Segments = segment, Done = rows.Length < MemberSegment.Most });
            moved = clock.GetTimestamp();
        }

        // Nobody waits for the next one: what fails there the reminder does again.
        if (announcement.State.Done)
            await End();
        else
            await this.AsReference<IPolicyAnnouncementGrain>().GoOn(version);
    }

    public Task GoOn(PolicyVersionHead version) => Run(version);

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        // It is under way: one call follows the other.
        if (moved is { } last && clock.GetElapsedTime(last) < Standstill)
            return;

        if (await Version() is { } version && version.CalledOff is null != TellsCallOff)
            await Run(version);
        else if (announcement.State.BegunAt + PolicyAnnouncement.Grace < clock.GetUtcNow())
            await GiveUp();
    }

    // Nobody else is told of what is being called off. The reminder finds out what came of that; this call must not ask the
    // policy, which may be the one that made it.
    private async Task<bool> IsBeingCalledOff() =>
        !TellsCallOff && await this.Neighbours(GrainFactory).PolicyCallOff(Id<Document>.Parse(Document), Number).HasBegun();

    // What was begun never came to be.
    private async Task GiveUp()
    {
        await this.Commit(announcement, announcement.State with { BegunAt = default });
        await End();
    }

    private async Task<PolicyVersionHead?> Version() =>
        (await this.Neighbours(GrainFactory).Policy(Id<Document>.Parse(Document)).Overview()).Versions
            .FirstOrDefault(head => head.Number == Number);

    // Nothing is held back past the day from which it holds.
    private async Task<bool> IsQuiet(PolicyVersionHead version)
    {
        var now = clock.GetUtcNow();

        return await this.Neighbours(GrainFactory).School.School() is { } school
            && QuietHours.TryParse(school.Rules.QuietHours, out var hours)
            && TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var zone)
            && hours.EndAt(now, zone) is { } end
            && (version.EffectiveAt <= now || version.EffectiveAt >= end);
    }

    // The store remembers the operation with the letter, so that a repeated run sends nothing twice.
    private async Task Tell(TenantGrains grains, Id<Person> id, PolicyVersionHead version, DocumentSet documents)
    {
        var (document, person) = (Id<Document>.Parse(Document), grains.Person(id));

        if (await person.Account(PurposeUses.PolicyNotice) is not { } account)
            return;

        var isMinor = account.GuardedUntil > clock.GetUtcNow();

        if (!documents.Concerns(document, account.Roles, isMinor))
            return;

        // Who came later was never told of it.
        if (TellsCallOff && account.CreatedAt > version.PublishedAt)
            return;

        // Whoever agrees for her is told as well (GDPR Art. 8(1)), whether or not the child has shown her own address by now.
        if (isMinor)
            await grains.Guardianship(id).TellOfVersion(document, version, TellsCallOff);

        if (!account.EmailConfirmed)
            return;

        var number = Number.ToString(CultureInfo.InvariantCulture);
        var letter = new Letter(TellsCallOff ? "policy_called_off" : "policy_changed", account.Language, "", ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("policy", Document),
                KeyValuePair.Create("number", number),
                KeyValuePair.Create("date", version.EffectiveAt.ToString("O", CultureInfo.InvariantCulture)),
                KeyValuePair.Create("summary", TellsCallOff ? "" : version.SummaryIn(account.Language)),
                KeyValuePair.Create("path", TellsCallOff ? $"/policies/{Document}" : $"/policies/{Document}/versions/{number}"),
            ]));
        await person.Send([letter], once: $"announce.{this.Key().Name}");
    }

    private async Task End()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }
}
