using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Api;

/// <summary>Refusals of the API as problem details (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>A problem: its code is stable, its detail is for people.</summary>
    public static IResult Of(int status, string code, string detail, string? field = null) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            type: $"urn:darsgah:problem:{code}",
            extensions: field is null
                ? [new("code", code)]
                : [new("code", code), new("errors", new[] { new { pointer = "/" + field, detail } })]);

    /// <summary>A refusal as a problem.</summary>
    public static IResult Of(Error error) => Of(error.Kind.ToStatusCode(), error.Code, error.Message, error.Field);

    /// <summary>What became of it: its value as <paramref name="answer"/> makes it, or the problem.</summary>
    public static IResult ToResult<T>(this Outcome<T> outcome, Func<T, IResult>? answer = null) =>
        outcome.Succeeded(out var value, out var refusal)
            ? answer is null ? TypedResults.Ok(value) : answer(value)
            : Of(refusal);
}
