using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent.Behalf;

/// <summary>Whom somebody was given a mandate for.</summary>
[GenerateSerializer, Immutable, Alias("consent.represented.state")]
internal sealed record RepresentedPeople
{
    [Id(0)] public ImmutableArray<Id<Person>> People { get; init; } = [];
}

[GrainType("consent.mandates")]
internal sealed class MandatesGrain(
    [PersistentState("mandates", Storage.Person)] IPersistentState<MandateBook> book,
    [PersistentState("represented", Storage.Person)] IPersistentState<RepresentedPeople> represented,
    TimeProvider clock) : Grain, IMandatesGrain
{
    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    public Task<ImmutableArray<Mandate>> All() => Task.FromResult(book.State.Mandates);

    public async Task<Outcome<ImmutableArray<Mandate>>> Note(NoteMandate command)
    {
        var school = await this.Neighbours(GrainFactory).School.School();

        if (school is not { Rules.Representatives: RepresentativeRule.Recorded })
            return MandateErrors.NotAtThisSchool();

        var now = clock.GetUtcNow();
        var noted = book.State.Note(command, Person, school.DayAt(now), TenantScope.Actor, now);

        // Who could look it up comes first: a mandate that its holder does not find is of no use, the other does no harm.
        if (noted.Succeeded(out _, out _))
            await this.Neighbours(GrainFactory).Mandates(command.Representative).Represents(Person);

        return await Keep(noted, "mandate.noted");
    }

    public Task<Outcome<ImmutableArray<Mandate>>> End(int number) =>
        Keep(book.State.End(number, TenantScope.Actor, clock.GetUtcNow()), "mandate.ended");

    public async Task<OnBehalf?> Standing(Id<Person> who, MandateScope what) =>
        !book.State.Mandates.IsEmpty
        && await this.Neighbours(GrainFactory).School.School() is { Rules.Representatives: RepresentativeRule.Recorded } school
            ? book.State.Standing(who, what, school.DayAt(clock.GetUtcNow()))
            : null;

    public Task<ImmutableArray<Id<Person>>> Represented() => Task.FromResult(represented.State.People);

    public Task Represents(Id<Person> person) => represented.State.People.Contains(person)
        ? Task.CompletedTask
        : this.Commit(represented, new RepresentedPeople { People = represented.State.People.Add(person) });

    private async Task<Outcome<ImmutableArray<Mandate>>> Keep(Outcome<MandateBook> decision, string action)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        var row = new AuditRow(action, TenantScope.Actor, Person.Value, clock.GetUtcNow());
        await this.Commit(book, next, new Effects { Audit = [row] });
        return next.Mandates;
    }
}
