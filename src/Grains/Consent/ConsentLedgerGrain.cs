using System.Security.Cryptography;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent;

[GrainType("consent.ledger")]
internal sealed class ConsentLedgerGrain(
    [PersistentState("ledger", Storage.Person)] IPersistentState<ConsentLedger> ledger,
    TimeProvider clock) : Grain, IConsentLedgerGrain
{
    public Task<ImmutableArray<ConsentEntry>> Entries() => Task.FromResult(ledger.State.Entries);

    public Task<ConsentEntry?> Entry(int number) => Task.FromResult(
        number >= 1 && number <= ledger.State.Entries.Length ? ledger.State.Entries[number - 1] : null);

    public async Task<ConsentEntry> ServeNotice(ShownText shown, string surface) =>
        (await Record(ledger.State.ServeNotice(shown, surface, TenantScope.Actor, clock.GetUtcNow()))).Value!;

    public Task<Outcome<ConsentEntry>> Accept(AcceptDocument command) =>
        Record(ledger.State.Accept(command, TenantScope.Actor, clock.GetUtcNow()));

    public async Task<ConsentEntry> Refuse(ShownText shown, string surface) =>
        (await Record(ledger.State.Refuse(shown, surface, TenantScope.Actor, clock.GetUtcNow()))).Value!;

    public async Task<ConsentEntry> RefuseBySignal(ShownText shown, string surface) =>
        (await Record(ledger.State.RefuseBySignal(shown, surface, TenantScope.Actor, clock.GetUtcNow()))).Value!;

    public Task<Outcome<ConsentEntry>> Withdraw(Id<Document> document, string surface) =>
        Record(ledger.State.Withdraw(document, surface, TenantScope.Actor, clock.GetUtcNow()));

    public async Task<Outcome<ConsentEntry>> Answer(AnswerPurpose command)
    {
        var tenant = this.Neighbours(GrainFactory);

        if (await tenant.School.School() is not { } school || await tenant.Purposes.Find(command.Purpose) is not { } purpose)
            return PurposeErrors.NoSuchPurpose(command.Purpose.Value);

        var now = clock.GetUtcNow();
        var words = PurposeText.Of(purpose, command.Language, school.Profile.Languages);
        var rules = SettingResolver.InForce(school, command.Country, now);
        var decision = ledger.State.Answer(command, purpose, words, rules, TenantScope.Actor, now);

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

        return PurposeStanding.Of(purpose, ledger.State.Entries, rules);
    }

    public async Task<ConsentGate> Gate(Id<Document> document, string country)
    {
        var grains = this.Neighbours(GrainFactory);
        var school = await grains.School.School();
        var overview = await grains.Policy(document).Overview();

        // What her law asks for today, and the school's own law, on top of what the school says.
        var rules = school is null ? new() : SettingResolver.InForce(school, country, clock.GetUtcNow());

        return GateRules.For(rules, overview.Versions, overview.Current, ledger.State, document);
    }

    public async Task<ImmutableArray<DocumentThen>> Then(DateTimeOffset moment, string country)
    {
        var grains = this.Neighbours(GrainFactory);
        var school = await grains.School.At(moment);
        var known = ledger.State.At(moment);
        var documents = ImmutableArray.CreateBuilder<DocumentThen>();

        foreach (var document in await grains.Documents.All())
        {
            var heads = (await grains.Policy(document).Overview()).Versions
                .Where(head => head.PublishedAt <= moment && !(head.CalledOff?.At <= moment)).ToImmutableArray();

            if (heads.FirstOrDefault(head => head.EffectiveAt <= moment) is not { } current)
                continue;

            documents.Add(new(
                document,
                current,
                known.Last(document),
                known.Entries.LastOrDefault(entry => entry.Shown.Document == document && entry.Shown.Version == current.Number),
                school is null
                    ? null
                    : GateRules.For(SettingResolver.InForce(school.School, country, moment), heads, current.Number, known, document).Demand));
        }

        return documents.ToImmutable();
    }

    public async Task<ImmutableArray<ConsentGate>> Gates(GateReader reader)
    {
        var grains = this.Neighbours(GrainFactory);

        if (await grains.School.School() is not { } school)
            return [];

        var rules = SettingResolver.InForce(school, reader.Country, clock.GetUtcNow());
        var asked = rules.Documents.AskedOf(reader.Roles);
        var gates = ImmutableArray.CreateBuilder<ConsentGate>(asked.Length);

        foreach (var document in DocumentPrecedence.Ordered(rules).Where(asked.Contains))
        {
            var overview = await grains.Policy(document.Id).Overview();
            gates.Add(GateRules.For(rules, overview.Versions, overview.Current, ledger.State, document.Id, reader.Joined));
        }

        return gates.MoveToImmutable();
    }

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

        var now = ledger.State.Now(number, hash);

        // A consent ends with its purpose (E18).
        return now == ConsentNow.InForce && ledger.State.Entries[number - 1].Purpose is { } about
            && await this.Neighbours(GrainFactory).Purposes.Find(about.Key) is not { State: PurposeState.Enabled }
            ? ConsentNow.Expired
            : now;
    }

    private async Task<Outcome<ConsentEntry>> Record(Outcome<ConsentEntry> decision)
    {
        if (!decision.Succeeded(out var entry, out _) || entry.Number <= ledger.State.Entries.Length)
            return decision;

        var row = new AuditRow(
            "consent." + entry.Act.ToString().ToLowerInvariant(),
            entry.Actor,
            this.Key().Subject,
            entry.At,
            entry.Purpose is { } about
                ? string.Create(CultureInfo.InvariantCulture, $"purpose {about.Key} {about.Version}, entry {entry.Number}")
                : string.Create(CultureInfo.InvariantCulture, $"{entry.Shown.Document} {entry.Shown.Version}, entry {entry.Number}"));
        await this.Commit(ledger, ledger.State.With(entry), new Effects { Audit = [row] });

        return decision;
    }
}
