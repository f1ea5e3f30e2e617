namespace Darsgah.Grains.Community;

/// <summary>A person among those who write, as stored.</summary>
[GenerateSerializer, Immutable, Alias("community.member.state")]
internal sealed record CommunityMemberRecord
{
    /// <summary>Things that one person writes in <see cref="Span"/>, whatever they are.</summary>
    public const int MostRecent = 30;

    /// <summary>How long something counts as recent.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    [Id(0)] public CommunityMember Member { get; init; } = new("", []);

    /// <summary>When she wrote lately.</summary>
    [Id(1)] public ImmutableArray<DateTimeOffset> Recent { get; init; } = [];

    public Outcome<CommunityMemberRecord> Confirm(NameNotice notice, string name)
    {
        name = name.Trim();

        if (name.Length > 0 && !ShownNames.IsOne(name))
            return CommunityErrors.NameBad(ShownNames.Longest);

        var next = Member.Confirmed(notice.Edition) ? Member : Member with { Notices = Member.Notices.Add(notice) };
        next = name.Length > 0 && name != next.Name ? next with { Name = name } : next;

        return next == Member ? this : this with { Member = next };
    }

    public Outcome<CommunityMemberRecord> Take(DateTimeOffset now)
    {
        var recent = Recent.RemoveAll(at => at <= now - Span);
        return recent.Length >= MostRecent ? CommunityErrors.TooFast((int)Span.TotalMinutes) : this with { Recent = recent.Add(now) };
    }
}

[GrainType("community.member")]
internal sealed class CommunityMemberGrain(
    [PersistentState("member", Storage.Person)] IPersistentState<CommunityMemberRecord> record,
    TimeProvider clock) : Grain, ICommunityMemberGrain
{
    public Task<CommunityMember> Standing() => Task.FromResult(record.State.Member);

    public async Task<Outcome<CommunityMember>> Confirm(int edition, string language, string text, string name, string surface)
    {
        var at = clock.GetUtcNow();
        var decision = record.State.Confirm(new NameNotice(edition, language, text, surface, at), name);

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        var isNew = next.Member.Notices.Length > record.State.Member.Notices.Length;
        await this.Commit(record, next, !isNew ? null : new Effects
        {
            Audit =
            [
                new AuditRow(
                    "community.name_notice_confirmed", TenantScope.Actor, this.Key().Subject, at,
                    string.Create(CultureInfo.InvariantCulture, $"{edition} {language}")),
            ],
        });

        return next.Member;
    }

    public async Task<Outcome<Done>> Take()
    {
        if (!record.State.Take(clock.GetUtcNow()).Succeeded(out var next, out var refusal))
            return refusal;

        await this.Commit(record, next);
        return Done.Value;
    }
}

/// <summary>A person in one course's community, as stored.</summary>
[GenerateSerializer, Immutable, Alias("community.place.state")]
internal sealed record CommunityPlace
{
    /// <summary>Votes of one person in one course that her pages show as given: some 60 KB.</summary>
    public const int MostVotes = 1_500;

    [Id(0)] public ImmutableHashSet<Id<Post>> Votes { get; init; } = [];

    [Id(1)] public int Review { get; init; }

    /// <summary>Posts of one person in one course that are found again: some 150 KB.</summary>
    public const int MostPosts = 1_500;

    [Id(2)] public ImmutableArray<NotedPost> Posts { get; init; } = [];
}

[GrainType("community.place")]
internal sealed class CommunityPlaceGrain(
    [PersistentState("place", Storage.Person)] IPersistentState<CommunityPlace> place) : Grain, ICommunityPlaceGrain
{
    public Task<ImmutableHashSet<Id<Post>>> Votes() => Task.FromResult(place.State.Votes);

    public Task NoteVote(Id<Post> post, bool up)
    {
        var votes = place.State.Votes;

        return votes.Contains(post) == up || (up && votes.Count >= CommunityPlace.MostVotes)
            ? Task.CompletedTask
            : this.Commit(place, place.State with { Votes = up ? votes.Add(post) : votes.Remove(post) });
    }

    public Task<int> Review() => Task.FromResult(place.State.Review);

    public Task NoteReview(int segment) => this.Commit(place, place.State with { Review = segment });

    public Task<ImmutableArray<NotedPost>> Posts() => Task.FromResult(place.State.Posts);

    public Task NotePost(NotedPost post) =>
        place.State.Posts.Contains(post) || place.State.Posts.Length >= CommunityPlace.MostPosts
            ? Task.CompletedTask
            : this.Commit(place, place.State with { Posts = place.State.Posts.Add(post) });
}
