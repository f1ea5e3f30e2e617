using System.Buffers.Text;
using System.Security.Cryptography;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;

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

    public async Task TellOfVersion(Id<Document> document, PolicyVersionHead version, bool calledOff)
    {
        if (!record.State.Agreed || record.State.IsOver(clock.GetUtcNow()) || await IsToldAsMember(document))
            return;

        var number = version.Number.ToString(CultureInfo.InvariantCulture);
        (string, string)[] values =
        [
            ("policy", document.Value),
            ("number", number),
            ("date", version.EffectiveAt.ToString("O", CultureInfo.InvariantCulture)),
        ];

        // The store remembers the operation with the letter, so that a repeated announcement sends nothing twice.
        if (calledOff)
            await Send(record.State, "guardian_called_off", [.. values, ("path", $"/policies/{document}")], $"announce.{document}.{number}.off");
        else
            await Send(record.State, "guardian_changed", [.. values, ("summary", version.SummaryIn(record.State.Language))], $"announce.{document}.{number}");
    }

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        if (record.State.IsEmpty || record.State.IsOver(clock.GetUtcNow()))
        {
            await Forget(record.State.Agreed ? "guardian.of_age" : "guardian.run_out");
            return;
        }

        // An account from before it said so itself: whoever tells members of a new version looks there.
        if (record.State.Agreed)
            await this.Neighbours(GrainFactory).Person(Person).Guard(record.State.OfAgeAt);
    }

    // A school's own member hears of it as that.
    private async Task<bool> IsToldAsMember(Id<Document> document)
    {
        var tenant = this.Neighbours(GrainFactory);

        return record.State.GuardianNormalized.Length > 0
            && await tenant.EmailAddress(record.State.GuardianNormalized).Holder() is { } holder
            && await tenant.Person(holder).Account(PurposeUses.PolicyNotice) is { EmailConfirmed: true, Blocked: false } account
            && await tenant.School.School() is { } school
            && school.Rules.Documents.Concerns(document, account.Roles);
    }

    private Task Send(GuardianshipRecord next, string template) => Send(
        next,
        template,
        [("date", (next.Agreed ? next.OfAgeAt : next.ExpiresAt).ToString("O", CultureInfo.InvariantCulture))],
        once: null);

    // A letter without a path of its own brings a new link; the one before leads nowhere from then on.
    private Task Send(GuardianshipRecord next, string template, (string Name, string Value)[] values, string? once)
    {
        var letter = ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("guardianship", Person.Value),
                KeyValuePair.Create("template", template),
                KeyValuePair.Create("language", next.Language),
                KeyValuePair.Create("to", next.GuardianEmail),
                KeyValuePair.Create("child", next.ChildName),
                .. values.Select(value => KeyValuePair.Create(value.Name, value.Value)),
            ]);

        if (!letter.ContainsKey("path"))
        {
            var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            letter = letter.SetItem("path", $"/guardian?token={Person}.{secret}");
            next = next with { SecretHash = GuardianshipRecord.HashOf(secret) };
        }

        var message = new OutboxMessage(string.Create(CultureInfo.InvariantCulture, $"{Person}-guardian-{next.Letters + 1}"), "mail", letter);
        var noted = Noted(template switch
        {
            "guardian_asked" => "guardian.asked",
            "guardian_link" => "guardian.link_sent",
            _ => "guardian.told",
        });

        return this.Commit(record, next with { Letters = next.Letters + 1 }, noted with { Operation = once, Outbox = [message] });
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
