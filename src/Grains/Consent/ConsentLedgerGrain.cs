using System.Security.Cryptography;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent;

[GrainType("consent.ledger")]
internal sealed class ConsentLedgerGrain(
    [PersistentState("ledger", Storage.Person)] IPersistentState<ConsentLedger> ledger,
    TimeProvider clock) : Grain, IConsentLedgerGrain, IRemindable
{
    /// <summary>Kind of the message that carries the erasure of a visitor's ledger out.</summary>
    public const string VisitorErasure = "erase_visitor";

    private const string Reminder = "kept";
    private static readonly TimeSpan look = TimeSpan.FromDays(30);

    private int? brokenAt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        brokenAt = ledger.State.FirstBroken();

        // Her rights go on; the trail says it once.
        if (brokenAt is { } line)
        {
            var at = line.ToString(CultureInfo.InvariantCulture);
            await this.Commit(ledger, ledger.State, new Effects
            {
                Operation = $"broken.{at}",
                Audit = [new AuditRow("consent.broken", "system", this.Key().Subject, clock.GetUtcNow(), $"line {at}")],
            });
        }
    }

    public Task<int?> Broken() => Task.FromResult(brokenAt);

    public Task<ImmutableArray<ConsentEntry>> Entries() => Task.FromResult(ledger.State.Entries);

    public Task<ConsentEntry?> Entry(int number) => Task.FromResult(
        number >= 1 && number <= ledger.State.Entries.Length ? ledger.State.Entries[number - 1] : null);

    public async Task<ConsentEntry> ServeNotice(ShownText shown, string surface)
    {
        var behalf = (await Behalf()).OrFault();
        return (await Record(ledger.State.ServeNotice(shown, surface, TenantScope.Actor, clock.GetUtcNow(), behalf))).Value!;
    }

    public async Task<Outcome<ConsentEntry>> Accept(AcceptDocument command) => (await Behalf()).Succeeded(out var behalf, out var stranger)
        ? await Record(ledger.State.Accept(command, TenantScope.Actor, clock.GetUtcNow(), behalf.Right))
        : stranger;

    public async Task<ConsentEntry> Refuse(ShownText shown, string surface)
    {
        var behalf = (await Behalf()).OrFault();
        return (await Record(ledger.State.Refuse(shown, surface, TenantScope.Actor, clock.GetUtcNow(), behalf))).Value!;
    }

    public async Task<ConsentEntry> RefuseBySignal(ShownText shown, string surface) =>
        (await Record(ledger.State.RefuseBySignal(shown, surface, TenantScope.Actor, clock.GetUtcNow()))).Value!;

    public async Task<Outcome<ConsentEntry>> Withdraw(Id<Document> document, string surface) =>
        (await Behalf()).Succeeded(out var behalf, out var stranger)
            ? await Record(ledger.State.Withdraw(document, surface, TenantScope.Actor, clock.GetUtcNow(), behalf.Right))
            : stranger;

    public async Task<Outcome<ConsentEntry>> Answer(AnswerPurpose command)
    {
        var tenant = this.Neighbours(GrainFactory);

        if (!(await Behalf()).Succeeded(out var behalf, out var stranger))
            return stranger;

        if (await tenant.School.School() is not { } school || await tenant.Purposes.Find(command.Purpose) is not { } purpose)
            return PurposeErrors.NoSuchPurpose(command.Purpose.Value);

        var now = clock.GetUtcNow();
        var words = PurposeText.Of(purpose, command.Language, school.Profile.Languages);
        var rules = SettingResolver.InForce(school, command.Country, now);
        var decision = ledger.State.Answer(command, purpose, words, rules, TenantScope.Actor, now, behalf.Right);

        // What was answered is kept first: no entry then names an edition that nobody has.
        if (decision.Value is { Purpose: { } about } entry && entry.Number > ledger.State.Entries.Length && about.Version == purpose.Version)
            await tenant.PurposeEdition(about.Edition).Keep(purpose);

        return await Record(decision);
    }

    public async Task<PurposeStanding> Standing(Purpose purpose, string country)
    {
        var rules = await this.Neighbours(GrainFactory).School.School() is { } school
            ? SettingResolver.InForce(school, country, clock.GetUtcNow())
            : new SchoolRules();

        return PurposeStanding.Of(purpose, ledger.State.Entries.CountingAt(clock.GetUtcNow()), rules);
    }

    public async Task<ConsentGate> Gate(Id<Document> document, string country)
    {
        var grains = this.Neighbours(GrainFactory);
        var school = await grains.School.School();
        var overview = await grains.Policy(document).Overview();

        // What her law asks for today, and the school's own law, on top of what the school says.
        var now = clock.GetUtcNow();
        var rules = school is null ? new() : SettingResolver.InForce(school, country, now);

        return OfAge(GateRules.For(rules, overview.Versions, overview.Current, ledger.State.CountingAt(now), document), now);
    }

    public async Task<ImmutableArray<DocumentThen>> Then(DateTimeOffset moment, GateReader reader)
    {
        var grains = this.Neighbours(GrainFactory);
        var school = await grains.School.At(moment);
        var rules = school is null ? null : SettingResolver.InForce(school.School, reader.Country, moment);
        var known = ledger.State.At(moment).CountingAt(moment);
        var isMinor = ledger.State.IsGuarded(moment);
        var documents = ImmutableArray.CreateBuilder<DocumentThen>();

        foreach (var document in await grains.Documents.All())
        {
            // A document for others, by the rules of that day, is none of hers unless she met it.
            if (rules is not null && !rules.Documents.Concerns(document, reader.Roles, isMinor) && !known.Entries.Any(entry => ConsentLedger.IsOf(entry, document)))
                continue;

            var heads = (await grains.Policy(document).Overview()).Versions
                .Where(head => head.PublishedAt <= moment && !(head.CalledOff?.At <= moment)).ToImmutableArray();

            if (heads.FirstOrDefault(head => head.EffectiveAt <= moment) is not { } current)
                continue;

            documents.Add(new(
                document,
                current,
                known.Last(document),
                known.Entries.LastOrDefault(entry => entry.Shown.Document == document && entry.Shown.Version == current.Number),
                rules is null
                    ? null
                    : rules.Documents.Concerns(document, reader.Roles, isMinor)
                    ? OfAge(GateRules.For(rules, heads, current.Number, known, document, reader.Joined), moment).Demand
                    : GateDemand.Nothing));
        }

        return documents.ToImmutable();
    }

    public async Task<ImmutableArray<ConsentGate>> Gates(GateReader reader)
    {
        var grains = this.Neighbours(GrainFactory);

        if (await grains.School.School() is not { } school)
            return [];

        var now = clock.GetUtcNow();
        var (rules, counting) = (SettingResolver.InForce(school, reader.Country, now), ledger.State.CountingAt(now));
        var asked = rules.Documents.AskedOf(reader.Roles, ledger.State.IsGuarded(now));
        var gates = ImmutableArray.CreateBuilder<ConsentGate>(asked.Length);

        foreach (var document in DocumentPrecedence.Ordered(rules).Where(asked.Contains))
        {
            var overview = await grains.Policy(document.Id).Overview();
            gates.Add(OfAge(GateRules.For(rules, overview.Versions, overview.Current, counting, document.Id, reader.Joined), now));
        }

        return gates.MoveToImmutable();
    }

    public async Task KeepUntil(DateTimeOffset until)
    {
        // First what deletes it, then what is to be deleted.
        if (ledger.State.KeptUntil is null)
            await this.RegisterOrUpdateReminder(Reminder, look, look);

        await this.Commit(ledger, ledger.State with { KeptUntil = until });
    }

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        if (ledger.State.KeptUntil is not { } until || clock.GetUtcNow() < until)
            return;

        // Her key goes, and with it all that is sealed with it: the ledger and its receipts.
        var visitor = this.Key().Subject;
        var message = new OutboxMessage($"{visitor}-erase", VisitorErasure, ImmutableDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("visitor", visitor), KeyValuePair.Create("pseudonym", ledger.State.Pseudonym)]));
        await this.Commit(ledger, ledger.State, new Effects { Outbox = [message] });

        if (await this.GetReminder(reminderName) is { } reminder)
            await this.UnregisterReminder(reminder);

        this.DeactivateOnIdle();
    }

    public Task Guard(DateTimeOffset until) => ledger.State.GuardedUntil == until
        ? Task.CompletedTask
        : this.Commit(ledger, ledger.State with { GuardedUntil = until });

    public Task<DateTimeOffset?> GuardedUntil() =>
        Task.FromResult(ledger.State.IsGuarded(clock.GetUtcNow()) ? ledger.State.GuardedUntil : null);

    public async Task<string> Pseudonym()
    {
        if (ledger.State.Pseudonym.Length == 0)
        {
            var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

            // Whose it is comes first: no receipt then names anybody who cannot be found. One left over leads nowhere.
            await this.Neighbours(GrainFactory).ReceiptHolder(made).Hold(Id<Person>.Parse(this.Key().Subject));
            await this.Commit(ledger, ledger.State with { Pseudonym = made });
        }

        return ledger.State.Pseudonym;
    }

    public async Task<ConsentNow> Now(string pseudonym, int number, string hash)
    {
        if (pseudonym.Length == 0 || ledger.State.Pseudonym != pseudonym)
            return ConsentNow.Unknown;

        var now = ledger.State.Now(number, hash, clock.GetUtcNow());

        // A consent ends with its purpose (E18).
        return now == ConsentNow.InForce && ledger.State.Entries[number - 1].Purpose is { } about
            && !(await this.Neighbours(GrainFactory).Purposes.Find(about.Key) is { State: PurposeState.Enabled } purpose && about.Version >= purpose.Anew)
            ? ConsentNow.Expired
            : now;
    }

    // A child's use of the school agrees to nothing (GDPR Art. 8(1)).
    private ConsentGate OfAge(ConsentGate gate, DateTimeOffset now) =>
        gate.Demand == GateDemand.RecordUse && ledger.State.IsGuarded(now) ? gate with { Demand = GateDemand.Nothing, Head = null } : gate;

    // By what right whoever acts does so, asked of those who keep it: nobody hands it in.
    private async Task<Outcome<ActingRight>> Behalf()
    {
        var (actor, tenant) = (TenantScope.Actor, this.Neighbours(GrainFactory));
        var person = Id<Person>.Parse(this.Key().Subject);

        if (OnBehalf.IsGuardian(actor))
        {
            return actor == OnBehalf.GuardianOf(person) && await tenant.Guardianship(person).Standing() is { } guardian
                ? new ActingRight(guardian)
                : ConsentErrors.NobodysBehalf();
        }

        if (actor == person.Value || actor == "system" || !Id<Person>.TryParse(actor, out var other))
            return new ActingRight(null);

        return await tenant.Mandates(person).Standing(other, MandateScope.Consent) is { } representative
            ? new ActingRight(representative)
            : ConsentErrors.NobodysBehalf();
    }

    private async Task<Outcome<ConsentEntry>> Record(Outcome<ConsentEntry> decision)
    {
        if (!decision.Succeeded(out var entry, out _) || entry.Number <= ledger.State.Entries.Length)
            return decision;

        var row = new AuditRow(
            LedgerMark.ActionOf(entry.Act), entry.Actor, this.Key().Subject, entry.At, LedgerMark.DetailOf(entry));
        await this.Commit(ledger, ledger.State.With(entry), new Effects { Audit = [row] });

        return decision;
    }
}

/// <summary>By what right somebody acts; none of its own where she acts for herself.</summary>
internal sealed record ActingRight(OnBehalf? Right);

internal static class ActingRights
{
    // For what cannot be refused: whoever got this far without a right is a fault of the code.
    public static OnBehalf? OrFault(this Outcome<ActingRight> right) => right.Succeeded(out var found, out var refusal)
        ? found.Right
        : throw new InvalidOperationException(refusal.Message);
}
