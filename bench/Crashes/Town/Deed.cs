using Darsgah.Gateway.Operations;

namespace Darsgah.Crashes.Town;

/// <summary>Something that somebody does over the web, and how to see afterwards that it was done, once.</summary>
/// <param name="What">For messages.</param>
/// <param name="Ready">Opens the page with the form, as a browser does, and returns what sends it. The second returns
/// once the write is confirmed, and throws <see cref="RefusedException"/> on any other answer.</param>
/// <param name="Fault">What is wrong with it: <c>missing</c>, <c>there twice</c>; null where it is there, whole and once.</param>
internal sealed record Deed(string What, Func<CancellationToken, Task<Func<Task>>> Ready, Func<Schools, Task<string?>> Fault)
{
    /// <summary>Whose consents are looked at with it; null for the office's.</summary>
    public Student? Whose { get; init; }

    /// <summary>The address that a letter goes to because of it.</summary>
    public string? Mails { get; init; }

    /// <summary>Somebody's work waits for a grade after it.</summary>
    public bool Waits { get; init; }

    /// <summary>A deed of one request, without a page before it.</summary>
    public static Deed Of(string what, Func<Task> send, Func<Schools, Task<string?>> fault) =>
        new(what, _ => Task.FromResult(send), fault);

    /// <summary>All of it.</summary>
    public async Task Do(CancellationToken cancellation = default) => await (await Ready(cancellation))();
}

/// <summary>The product answered, and the answer was no confirmation.</summary>
internal sealed class RefusedException(string what, Answer answer) : Exception($"{what} answered {answer.Status} {answer.Code}")
{
    public int Status { get; } = answer.Status;
}

internal static class Answers
{
    /// <summary>Takes these statuses for a confirmation.</summary>
    public static Answer Expect(this Answer answer, params ReadOnlySpan<int> statuses) =>
        statuses.Contains(answer.Status) ? answer : throw new RefusedException(answer.Path, answer);
}
