using Microsoft.AspNetCore.WebUtilities;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Follows everything that somebody can open, until there is nothing new.</summary>
internal static class Crawler
{
    private const int Most = 5_000;

    // Lessons that have pages of their own have those of every lesson too.
    private static readonly Kind[] lessons = [Kind.Quiz, Kind.Assignment, Kind.Recording, Kind.LiveClass];

    // The product's own files are the same on every host.
    private static readonly string[] files = ["/css/", "/js/", "/fonts/", "/icon"];

    /// <summary>All answers to a person, and to her programs, of every route and every link.</summary>
    public static async Task<IReadOnlyList<Reply>> Everything(IReadOnlyList<Operation> operations, Planted own, Caller caller)
    {
        var replies = new List<Reply>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var todo = new Queue<string>(Seeds(operations, own));

        while (todo.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;

            Assert.True(replies.Count < Most, $"The crawl of {caller.Who} has no end: {path}");
            var reply = await caller.Ask("GET", path);
            replies.Add(reply);

            foreach (var link in Links(reply))
            {
                if (Local(link, path, caller.Host, caller.Who is "Owner") is { } next && !seen.Contains(next))
                    todo.Enqueue(next);
            }
        }

        return replies;
    }

    // Every route with everything that the school has of what it asks for.
    private static IEnumerable<string> Seeds(IReadOnlyList<Operation> operations, Planted own)
    {
        foreach (var operation in operations.Where(operation => operation.Method == "GET"))
        {
            IEnumerable<Dictionary<string, string>> fillings = [new(StringComparer.Ordinal)];
            var named = operation.Slots.Count(slot => Vocabulary.Of(operation, slot) != Kind.Plain);

            foreach (var slot in operation.Slots)
            {
                var kind = Vocabulary.Of(operation, slot);
                var values = (kind == Kind.Plain ? [Vocabulary.Plain(slot)] : own.Ids.GetValueOrDefault(kind, ["nothing"]))
                    .Concat(kind == Kind.Document ? ["privacy"] : kind == Kind.Lesson ? lessons.SelectMany(of => own.Ids.GetValueOrDefault(of, [])) : [])
                    .Distinct(StringComparer.Ordinal);

                // Of three and more only what belongs together: the rest is reached by links, and has nothing to show.
                fillings = fillings.SelectMany(
                    _ => named > 2 ? values.Take(1) : values,
                    (filling, value) => new Dictionary<string, string>(filling, StringComparer.Ordinal) { [slot] = value });
            }

            foreach (var filling in fillings)
                yield return operation.Path(name => filling[name]);

            // With what its query names, such as the link of a letter.
            if (operation.Queried.Any(name => Vocabulary.Of(operation, name) != Kind.Plain))
                yield return own.WholePath(operation);
        }

        // What is found by asking: everything has these letters.
        yield return "/courses?q=kx";
        yield return "/no-such-page?kx=1";
        yield return "/api/v1/no-such-operation";
    }

    private static IEnumerable<string> Links(Reply reply) => reply.Page
        .QuerySelectorAll("a[href], link[href], img[src], script[src], iframe[src], form[action]")
        .Where(element => !string.Equals(element.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action")!)
        .Append(reply.Location);

    private static string? Local(string link, string from, string host, bool inEveryLanguage)
    {
        if (link.Length == 0 || !Uri.TryCreate(new Uri($"https://{host}{from}"), link, out var address) || address.Host != host ||
            address.Scheme is not ("http" or "https") || files.Any(file => address.AbsolutePath.StartsWith(file, StringComparison.Ordinal)))
            return null;

        // Where to go on after signing in has no end: the way there holds the way there.
        var query = QueryHelpers.ParseQuery(address.Query).Where(pair => pair.Key != "return").ToList();

        // The other languages of a page to one person, who sees most.
        return query.Exists(pair => pair.Key == "ui") && (query.Count > 1 || !inEveryLanguage)
            ? null
            : QueryHelpers.AddQueryString(address.AbsolutePath, query.SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value)));
    }
}
