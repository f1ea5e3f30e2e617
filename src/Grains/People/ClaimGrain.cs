using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.People;

/// <summary>Who holds a name.</summary>
[GenerateSerializer, Immutable, Alias("people.claim.state")]
internal sealed record NameClaim
{
    /// <summary>How long a holder without an account keeps a name: longer than any sign-up takes to finish.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    [Id(0)] public Id<Person> Holder { get; init; }

    [Id(1)] public DateTimeOffset At { get; init; }
}

[GrainType("people.claim")]
internal sealed class ClaimGrain(
    [PersistentState("claim", Storage.School)] IPersistentState<NameClaim> claim,
    TimeProvider clock) : Grain, IClaimGrain
{
    public Task<Id<Person>?> Holder() => Task.FromResult<Id<Person>?>(claim.State.Holder.IsEmpty ? null : claim.State.Holder);

    public async Task<Outcome<Done>> Take(Id<Person> person)
    {
        var holder = claim.State.Holder;

        if (holder == person)
            return Done.Value;

        if (!holder.IsEmpty && (claim.State.At + NameClaim.Grace > clock.GetUtcNow() || await HasAccount(holder)))
            return PeopleErrors.NameTaken(this.Key().Subject == "email" ? "email" : "user_name");

        await this.Commit(claim, new NameClaim { Holder = person, At = clock.GetUtcNow() });
        return Done.Value;
    }

    public async Task Release(Id<Person> person)
    {
        if (claim.State.Holder == person)
            await this.Commit(claim, new NameClaim());
    }

    private async Task<bool> HasAccount(Id<Person> holder) =>
        await this.Neighbours(GrainFactory).Person(holder).Account(PurposeUses.NameHolder) is not null;
}
