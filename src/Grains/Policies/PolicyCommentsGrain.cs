using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

[GrainType("policies.comments")]
internal sealed class PolicyCommentsGrain(
    [PersistentState("comments", Storage.School)] IPersistentState<PolicyComments> comments,
    TimeProvider clock) : Grain, IPolicyCommentsGrain
{
    public Task<ImmutableArray<CommentThread>> Threads() => Task.FromResult(comments.State.Threads);

    public Task<Outcome<CommentThread>> Begin(BeginThread command)
    {
        var now = clock.GetUtcNow();
        return Keep(comments.State.Begin(command, Guid.CreateVersion7(now).ToString("N", CultureInfo.InvariantCulture), now));
    }

    public Task<Outcome<CommentThread>> Reply(string thread, string text, string actor) =>
        Keep(comments.State.Reply(thread, text, actor, clock.GetUtcNow()));

    public Task<Outcome<CommentThread>> Settle(string thread, bool settled, string actor) =>
        Keep(comments.State.Settle(thread, settled, new Confirmation(actor, clock.GetUtcNow())));

    public async Task<Outcome<CommentThread>> Remove(string thread, string actor)
    {
        var decision = comments.State.Remove(thread);

        if (decision.Succeeded(out var gone, out _))
        {
            await this.Commit(comments, comments.State.Without(gone), new Effects
            {
                Audit = [new AuditRow("policy.comments_removed", actor, this.Key().Name, clock.GetUtcNow(), $"{gone.Section}, {gone.Comments.Length.ToString(CultureInfo.InvariantCulture)} comments")],
            });
        }

        return decision;
    }

    private async Task<Outcome<CommentThread>> Keep(Outcome<CommentThread> decision)
    {
        if (decision.Succeeded(out var thread, out _) && !ReferenceEquals(comments.State.Thread(thread.Id), thread))
            await this.Commit(comments, comments.State.With(thread));

        return decision;
    }
}
