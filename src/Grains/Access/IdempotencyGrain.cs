namespace Darsgah.Grains.Access;

/// <summary>An operation and its first answer.</summary>
[GenerateSerializer, Immutable, Alias("access.idempotency.state")]
internal sealed record OperationRecord
{
    [Id(0)] public string Request { get; init; } = "";

    [Id(1)] public IdempotencyAnswer? Answer { get; init; }
}

[GrainType("access.idempotency")]
internal sealed class IdempotencyGrain(
    [PersistentState("operation", Storage.School)] IPersistentState<OperationRecord> operation,
    TimeProvider clock) : Grain, IIdempotencyGrain
{
    public async Task<IdempotencyAnswer> Begin(string request)
    {
        if (operation.State.Answer is not { } answer)
        {
            var seed = Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");
            var begun = new IdempotencyAnswer(IdempotencyStanding.Begun, seed, 0, "", "", "");
            await this.Commit(operation, new OperationRecord { Request = request, Answer = begun });
            return begun with { Standing = IdempotencyStanding.New };
        }

        return operation.State.Request == request ? answer : answer with { Standing = IdempotencyStanding.OtherRequest };
    }

    public async Task Complete(string request, int status, string contentType, string body, string location)
    {
        if (operation.State is not { Answer: { Standing: IdempotencyStanding.Begun } begun } || operation.State.Request != request)
            return;

        var done = new IdempotencyAnswer(IdempotencyStanding.Done, begun.Seed, status, contentType, body, location);
        await this.Commit(operation, operation.State with { Answer = done });
    }
}
