namespace Darsgah.Grains.Access;

/// <summary>An operation of the API that must happen once: its first answer, given again to whoever repeats it.</summary>
/// <remarks>Key <c>tenant/op.{fingerprint of caller and Idempotency-Key}</c>.</remarks>
[Alias("access.idempotency")]
public interface IIdempotencyGrain : ITenantScopedGrain
{
    /// <summary>Looks the operation up and, where it is new, marks it as begun.</summary>
    /// <param name="request">Hash of the request; the same key with another request is refused.</param>
    [Alias("begin")]
    Task<IdempotencyAnswer> Begin(string request);

    /// <summary>Keeps the answer.</summary>
    [Alias("complete")]
    Task Complete(string request, int status, string contentType, string body, string location);
}

/// <summary>What is known of an operation.</summary>
public enum IdempotencyStanding
{
    /// <summary>New: do it.</summary>
    New = 1,

    /// <summary>Done: give this answer.</summary>
    Done = 2,

    /// <summary>Under way, or cut off before its answer was kept: the id it was given makes doing it again safe.</summary>
    Begun = 3,

    /// <summary>The key was used for another request. 422.</summary>
    OtherRequest = 4,
}

/// <param name="Seed">An id the operation makes its own ids from, so that doing it again makes the same things.</param>
[GenerateSerializer, Immutable, Alias("access.idempotency_answer")]
public sealed record IdempotencyAnswer(
    IdempotencyStanding Standing, string Seed, int Status, string ContentType, string Body, string Location);
