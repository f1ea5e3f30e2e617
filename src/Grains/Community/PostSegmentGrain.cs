using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>One page of replies or announcements.</summary>
/// <remarks>Key <c>tenant/{…}.{n}</c>; only the grain whose page it is calls it.</remarks>
[Alias("community.post_segment"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
internal interface IPostSegmentGrain : ITenantScopedGrain
{
    /// <summary>Oldest first.</summary>
    [Alias("posts")]
    Task<ImmutableArray<Post>> Posts();

    /// <summary>Adds a post or replaces the one with its id; returns how many there are, or -1 where a new one finds no room.</summary>
    [Alias("put")]
    Task<int> Put(Post post);
}

/// <summary>At most <see cref="Most"/> posts.</summary>
[GenerateSerializer, Immutable, Alias("community.post_segment.state")]
internal sealed record PostSegment
{
    /// <summary>Posts of one state: 20 of at most 10 KB.</summary>
    public const int Most = 20;

    [Id(0)] public ImmutableArray<Post> Posts { get; init; } = [];

    /// <summary>With a post in its place or at the end; null where a new one finds no room.</summary>
    public PostSegment? With(Post post)
    {
        for (var index = 0; index < Posts.Length; index++)
        {
            if (Posts[index].Id == post.Id)
                return Posts[index] == post ? this : this with { Posts = Posts.SetItem(index, post) };
        }

        return Posts.Length < Most ? this with { Posts = Posts.Add(post) } : null;
    }
}

[GrainType("community.post_segment")]
internal sealed class PostSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<PostSegment> segment) : Grain, IPostSegmentGrain
{
    public Task<ImmutableArray<Post>> Posts() => Task.FromResult(segment.State.Posts);

    public async Task<int> Put(Post post)
    {
        if (segment.State.With(post) is not { } next)
            return -1;

        await this.Commit(segment, next);
        return next.Posts.Length;
    }
}
