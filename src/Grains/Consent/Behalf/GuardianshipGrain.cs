using System.Buffers.Text;
using System.Security.Cryptography;

namespace Darsgah.Grains.Consent.Behalf;

[GrainType("consent.guardianship")]
internal sealed class GuardianshipGrain(
    [PersistentState("guardianship", Storage.Person)] IPersistentState<GuardianshipRecord> record,
    TimeProvider clock) : Grain, IGuardianshipGrain, IRemindable
{
    private const string Reminder = "over";

    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    public async Task Ask(AskGuardian command)
    {
        if (!record.State.IsEmpty)
            return;

        // First what deletes it, then what is to be deleted.
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        await Send(GuardianshipRecord.Of(command), "guardian_asked");
    }

    public Task<Guardianship?> Open(string secret) =>
        Task.FromResult(record.State.Fits(secret, clock.GetUtcNow()) ? record.State.ToShown(Person) : null);

    public Task<Guardianship?> Current() => Task.FromResult(
        record.State.IsEmpty || record.State.IsOver(clock.GetUtcNow()) ? null : record.State.ToShown(Person));

    public async Task<Outcome<Done>> Declare(string secret, string relation)
    {
        if (!record.State.Fits(secret, clock.GetUtcNow()))
            return GuardianErrors.LinkOver();

        if (!GuardianshipRecord.Relations.Contains(relation, StringComparer.Ordinal))
            return GuardianErrors.NotDeclared("relation");

        await this.Commit(record, record.State with { Relation = relation });
        return Done.Value;
    }

    public async Task<Outcome<Done>> Agree(string secret)
    {
        if (!record.State.Fits(secret, clock.GetUtcNow()))
            return GuardianErrors.LinkOver();

        if (!record.State.Agreed)
            await this.Commit(record, record.State with { Agreed = true, Child = null }, Noted("guardian.agreed"));

        return Done.Value;
    }

    public Task Refuse(string secret) =>
        record.State.Fits(secret, clock.GetUtcNow()) && !record.State.Agreed ? Forget("guardian.refused") : Task.CompletedTask;

    public Task Forget() => Forget("guardian.forgotten");

    public Task<OnBehalf?> Standing() => Task.FromResult(record.State.Standing(clock.GetUtcNow()));

    public async Task<bool> SendLink()
    {
        if (record.State.IsEmpty || record.State.IsOver(clock.GetUtcNow()))
            return false;

        await Send(record.State, record.State.Agreed ? "guardian_link" : "guardian_asked");
        return true;
    }

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        if (record.State.IsEmpty || record.State.IsOver(clock.GetUtcNow()))
            await Forget(record.State.Agreed ? "guardian.of_age" : "guardian.run_out");
    }

    private Task Send(GuardianshipRecord next, string template)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var letter = new OutboxMessage(
            string.Create(CultureInfo.InvariantCulture, $"{Person}-guardian-{next.Letters + 1}"),
            "mail",
            ImmutableDictionary.CreateRange(
                StringComparer.Ordinal,
                [
                    KeyValuePair.Create("guardianship", Person.Value),
                    KeyValuePair.Create("template", template),
                    KeyValuePair.Create("language", next.Language),
                    KeyValuePair.Create("to", next.GuardianEmail),
                    KeyValuePair.Create("child", next.ChildName),
                    KeyValuePair.Create("path", $"/guardian?token={Person}.{secret}"),
                    KeyValuePair.Create("date", (next.Agreed ? next.OfAgeAt : next.ExpiresAt).ToString("O", CultureInfo.InvariantCulture)),
                ]));

        return this.Commit(
            record,
            next with { SecretHash = GuardianshipRecord.HashOf(secret), Letters = next.Letters + 1 },
            Noted(template is "guardian_asked" ? "guardian.asked" : "guardian.link_sent") with { Outbox = [letter] });
    }

    private async Task Forget(string why)
    {
        if (!record.State.IsEmpty)
        {
            try
            {
                await CommitScope.Write(Noted(why), record.ClearStateAsync);
            }
            catch
            {
                this.DeactivateOnIdle();
                throw;
            }
        }

        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private Effects Noted(string action) => new()
    {
        Audit = [new AuditRow(action, TenantScope.Actor, Person.Value, clock.GetUtcNow())],
    };
}
