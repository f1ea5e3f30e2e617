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
    public Task<PersonAccount?> Account() => Task.FromResult(person.State.Account);

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

    public async Task Send(ImmutableArray<Letter> letters, string? once = null)
    {
        if (person.State.Account is { } account && !letters.IsEmpty)
            await Write(account, letters, null, once);
    }

    private Task Write(PersonAccount account, ImmutableArray<Letter> letters, string? action, string? operation = null)
    {
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
