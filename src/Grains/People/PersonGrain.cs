using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.People;

/// <summary>A person's account as stored.</summary>
[GenerateSerializer, Immutable, Alias("people.person.state")]
internal sealed record PersonRecord
{
    [Id(0)] public PersonAccount? Account { get; init; }

    /// <summary>How many letters were queued; numbers them, so that each has an id of its own.</summary>
    [Id(1)] public int Letters { get; init; }
}

[GrainType("people.person")]
internal sealed class PersonGrain(
    [PersistentState("person", Storage.Person)] IPersistentState<PersonRecord> person,
    TimeProvider clock) : Grain, IPersonGrain
{
    // Somebody asked for her who will come again: herself, staff, a page.
    private bool isVisited;

    // Of every request of whoever is signed in: decided from a table in memory.
    public Task<PersonAccount?> Account(PurposeUse use)
    {
        if (use.SoftwareDenial is { } denial)
            return Refuse(use, denial);

        // Everybody is told of a change, a million people in an hour; whoever is not there otherwise is not kept in memory for it.
        if (use.Purpose != BuiltInPurposes.PolicyNotices)
            isVisited = true;
        else if (!isVisited)
            DeactivateOnIdle();

        return Task.FromResult(person.State.Account?.Only(use.Categories));
    }

    public async Task<Outcome<PersonAccount>> Read(PurposeUse use)
    {
        if (person.State.Account is not { } account)
            return PeopleErrors.NoSuchPerson();

        if (await Denial(use, account) is not { } denial)
            return account.Only(use.Categories);

        await Note(use, denial);
        return denial;
    }

    public async Task<PersonAccount?> ReadIfAllowed(PurposeUse use) =>
        person.State.Account is { } account && await Denial(use, account) is null ? account.Only(use.Categories) : null;

    public async Task<Outcome<PersonAccount>> Create(PersonAccount account, ImmutableArray<Letter> letters)
    {
        if (person.State.Account is { } existing)
            return existing;

        var made = account with { Revision = 1, CreatedAt = clock.GetUtcNow() };
        await Write(made, letters, "person.created");

        return made;
    }

    public async Task<Outcome<PersonAccount>> Save(PersonAccount account, ImmutableArray<Letter> letters)
    {
        if (person.State.Account is not { } existing)
            return PeopleErrors.NoSuchPerson();

        if (existing.Revision != account.Revision)
            return PeopleErrors.AccountChanged();

        var next = account with { Revision = existing.Revision + 1 };
        await Write(next, letters, existing.Roles.SequenceEqual(next.Roles) ? null : "person.roles_changed");

        return next;
    }

    public async Task<Outcome<Done>> Erase(ErasePerson command)
    {
        var tenant = this.Neighbours(GrainFactory);

        if (person.State.Account is not { } account || await tenant.School.School() is not { } school)
            return PeopleErrors.NoSuchPerson();

        if (ErasureRules.Denial(account, school.Rules, command) is { } denial)
            return denial;

        return await Delete(account, $"{command.Reason}: {command.Reference.Trim()}", []);
    }

    public async Task<Outcome<Done>> Close(Letter letter)
    {
        if (person.State.Account is not { } account)
            return PeopleErrors.NoSuchPerson();

        if (account.IsStaff)
            return PeopleErrors.RoleFirst();

        return await Delete(account, "own wish", [Queue(account, letter, person.State.Letters + 1)]);
    }

    public async Task Guard(DateTimeOffset until)
    {
        if (person.State.Account is { GuardedUntil: null } account)
            await Write(account with { GuardedUntil = until, Revision = account.Revision + 1 }, [], null);
    }

    public async Task Send(ImmutableArray<Letter> letters, string? once = null)
    {
        if (person.State.Account is { } account && !letters.IsEmpty)
            await Write(account, letters, null, once);

        if (!isVisited)
            DeactivateOnIdle();
    }

    // The message holds what leads to her from outside her own records; it is deleted when it is carried out.
    private async Task<Outcome<Done>> Delete(PersonAccount account, string reason, ImmutableArray<OutboxMessage> letters)
    {
        var message = new OutboxMessage($"{account.Id}-erase", ErasureRules.Kind, ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("person", account.Id.Value),
                KeyValuePair.Create("email", account.NormalizedEmail),
                KeyValuePair.Create("user_name", account.UserName),
                KeyValuePair.Create("segment", account.MemberSegment.ToString(CultureInfo.InvariantCulture)),
                KeyValuePair.Create("pseudonym", await this.Neighbours(GrainFactory).ConsentLedger(account.Id).Pseudonym()),
            ]));
        var row = new AuditRow("person.erasure_begun", TenantScope.Actor, account.Id.Value, clock.GetUtcNow(), reason);
        await this.Commit(
            person,
            new PersonRecord { Letters = person.State.Letters + letters.Length },
            new Effects { Outbox = [message, .. letters], Audit = [row] });

        return Done.Value;
    }

    private async Task<Error?> Denial(PurposeUse use, PersonAccount account)
    {
        var tenant = this.Neighbours(GrainFactory);

        return await tenant.Purposes.Find(use.Purpose) is not { } purpose
            ? PurposeErrors.NoSuchPurpose(use.Purpose.Value)
            : use.Denial(purpose) ?? use.Denial(await tenant.ConsentLedger(account.Id).Standing(purpose, account.Country));
    }

    private async Task<PersonAccount?> Refuse(PurposeUse use, Error denial)
    {
        if (person.State.Account is not null)
            await Note(use, denial);

        throw new PurposeDeniedException(denial);
    }

    private Task Note(PurposeUse use, Error denial) =>
        this.Commit(person, person.State, new Effects { Audit = [use.Denied(denial, this.Key().Subject, clock)] });

    private Task Write(PersonAccount account, ImmutableArray<Letter> letters, string? action, string? operation = null)
    {
        if (account.IsPartial)
            throw new ArgumentException("An account that was cut to what a purpose may see cannot be saved.", nameof(account));

        var queued = letters.Select((letter, index) => Queue(account, letter, person.State.Letters + index + 1));
        var audit = action is null
            ? []
            : ImmutableArray.Create(new AuditRow(action, TenantScope.Actor, account.Id.Value, clock.GetUtcNow(), string.Join(',', account.Roles)));

        return this.Commit(
            person,
            new PersonRecord { Account = account, Letters = person.State.Letters + letters.Length },
            new Effects { Operation = operation, Outbox = [.. queued], Audit = audit });
    }

    private static OutboxMessage Queue(PersonAccount account, Letter letter, int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{account.Id}-{number}"),
        "mail",
        letter.Values
            .SetItem("person", account.Id.Value)
            .SetItem("template", letter.Template)
            .SetItem("language", letter.Language)
            .SetItem("to", letter.To.Length > 0 ? letter.To : account.Email));
}
