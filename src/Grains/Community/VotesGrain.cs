namespace Darsgah.Grains.Community;

/// <summary>A part of those who voted for one post: their ids spread over <see cref="Voters.Parts"/> of them.</summary>
/// <remarks>Key <c>tenant/{course}.{lesson}.{question}.{post}.{part}</c>.</remarks>
[Alias("community.votes")]
internal interface IVotesGrain : ITenantScopedGrain
{
    /// <summary>Counts a person in or out; returns how many are in, or -1 where a new one finds no room.</summary>
    [Alias("set")]
    Task<int> Set(Id<Person> person, bool up);
}

/// <summary>Who voted, in one part.</summary>
[GenerateSerializer, Immutable, Alias("community.votes.state")]
internal sealed record Voters
{
    /// <summary>Parts of a post's voters.</summary>
    public const int Parts = 16;

    /// <summary>Voters of one part: some 60 KB, and 24,000 of a post.</summary>
    public const int Most = 1_500;

    [Id(0)] public ImmutableHashSet<Id<Person>> People { get; init; } = [];

    /// <summary>The part that a person is counted in.</summary>
    public static int PartOf(Id<Person> person) =>
        Convert.ToInt32(TenantGrains.Fingerprint(person.Value)[..1], fromBase: 16);
}

[GrainType("community.votes")]
internal sealed class VotesGrain(
    [PersistentState("votes", Storage.School)] IPersistentState<Voters> voters) : Grain, IVotesGrain
{
    public async Task<int> Set(Id<Person> person, bool up)
    {
        var people = voters.State.People;

        if (people.Contains(person) == up)
            return people.Count;

        if (up && people.Count >= Voters.Most)
            return -1;

        var next = up ? people.Add(person) : people.Remove(person);
        await this.Commit(voters, new Voters { People = next });

        return next.Count;
    }
}
