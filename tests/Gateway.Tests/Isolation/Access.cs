using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What everybody of a school met at every route.</summary>
/// <param name="Lines">Who was let in, a line for each route.</param>
/// <param name="Found">Routes at which somebody found what she asked for.</param>
internal sealed record Access(IReadOnlyList<string> Lines, IReadOnlySet<string> Found)
{
    // Last, because who has withdrawn is asked to agree again, wherever she goes.
    private const string Withdrawals = "/withdrawals";

    // After whatever looks at what they end.
    private static readonly string[] endings = ["/leave", "/close", "/delete", "/remove", "/closing"];

    public static async Task<Access> Of(TwinTown town)
    {
        var (lines, found) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var (school, console) = (await town.Everybody(town.Dalet), await town.Operator());

        foreach (var operation in town.Operations.OrderBy(Turn))
        {
            var replies = await Ask(town, operation, school, console);
            lines.Add($"{operation}: {string.Join(' ', replies.Where(reply => !reply.Reply.IsDenial).Select(reply => reply.Who))}".TrimEnd());

            if (replies.Any(reply => !reply.Reply.IsDenial && reply.Reply.Status is not (401 or 403 or 404)))
                found.Add(operation.ToString());

            // She may have ended her own session.
            if (!operation.IsSafe && !operation.Pattern.EndsWith(Withdrawals, StringComparison.Ordinal))
                (school, console) = (await town.Everybody(town.Dalet), await town.Operator());
        }

        return new Access(lines, found);
    }

    private static int Turn(Operation operation) => operation switch
    {
        { IsSafe: true } => 0,
        _ when operation.Pattern.EndsWith(Withdrawals, StringComparison.Ordinal) => 3,
        { Method: "DELETE" } => 2,
        _ => Array.Exists(endings, ending => operation.Pattern.EndsWith(ending, StringComparison.Ordinal)) ? 2 : 1,
    };

    private static async Task<List<(string Who, Reply Reply)>> Ask(TwinTown town, Operation operation, IReadOnlyList<Caller> school, Caller console)
    {
        var replies = new List<(string, Reply)>();

        // A key is a program's: it has no pages.
        foreach (var caller in operation.IsOnSchools ? school.Where(caller => caller.Key is null || operation.IsApi) : [])
            await Add(caller);

        if (operation.IsOnConsole)
            await Add(console);

        // An operator's key is good on every host.
        if (operation.IsApi)
            await Add(new Caller(town.Wire, operation.IsOnSchools ? town.Dalet.School.Hosts[0] : Site.PlatformHost, "operator-key", town.OperatorKey));

        return replies;

        async Task Add(Caller caller)
        {
            var sent = operation.IsApi ? Vocabulary.Sent(operation, empty: true) : caller.Form();
            replies.Add((caller.Who, await caller.Ask(operation.Method, town.Dalet.WholePath(operation), operation.IsSafe ? null : sent)));
        }
    }
}
