using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Whatever is kept between requests, everybody gets her own page (SEC-A11).</summary>
[Collection(TwinTownCollection.Name)]
public partial class MixUpTests(TwinTown town)
{
    private const int Requests = 3_000;

    private static readonly string[] paths =
    [
        "/", "/courses", "/policies", "/policies/privacy", "/policies/privacy/versions", "/sign-in", "/sign-up", "/verify", "/brand.css",
        "/robots.txt", "/.well-known/security.txt", "/account", "/account/privacy", "/learn", "/api/v1/courses", "/no-such-page",
    ];

    private static readonly string[] languages = ["en", "fa-AF", "ar"];

    [Fact, Trait("SEC", "A11")]
    public async Task Two_schools_three_roles_and_three_languages_at_once_each_get_their_own()
    {
        var visitors = new List<(Planted School, Role? Role, Caller Caller)>();

        foreach (var school in new[] { town.Alif, town.Bet })
        {
            foreach (var role in new Role?[] { null, Role.Student, Role.Owner })
                visitors.Add((school, role, await town.Enter(school, role)));
        }

        var wrong = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            // Every combination comes round, each at many moments; every third request carries what no cache may keep for another.
            var (school, role, caller) = visitors[number % visitors.Count];
            var language = languages[number / visitors.Count % languages.Length];
            var path = paths[number / (visitors.Count * languages.Length) % paths.Length];
            var mark = $"mark{number}x";
            var marked = number % 3 == 0;
            (string, string)[] more = marked
                ? [("X-Forwarded-Host", $"{mark}.example"), ("X-Original-URL", $"/{mark}"), ("X-Forwarded-Scheme", mark), ("Referer", $"https://{mark}.example/")]
                : [];
            var reply = await town.Wire.Send(
                "GET", caller.Host, marked ? $"{path}?mark={mark}" : path, null,
                [("Accept-Language", language), ("Accept", "text/html, */*;q=0.1"), .. Cookies(caller), .. more]);

            foreach (var fault in Faults(school, role, language, reply, marked ? mark : ""))
                wrong.Add($"{caller.Who} of {school.School.Slug}, {language}: {reply} {fault}");
        });

        Assert.Empty(wrong);
    }

    private static (string, string)[] Cookies(Caller caller) => caller.Who == "anonymous" ? [] : [("Cookie", caller.CookieHeader)];

    private IEnumerable<string> Faults(Planted school, Role? role, string language, Reply reply, string mark)
    {
        var other = ReferenceEquals(school, town.Alif) ? town.Bet : town.Alif;
        var whole = reply.Whole;
        var foreign = other.Canaries.Concat(other.Secrets)
            .Where(field => whole.Contains(field.Value, StringComparison.Ordinal)).Select(field => field.Key).ToList();

        if (foreign.Count > 0)
            yield return $"has the other school's {string.Join(", ", foreign)}";

        // Whoever has a mandate for the student is named on her pages.
        foreach (var (somebody, account) in school.People.Where(
            person => person.Key != role && (role, person.Key) is not (Role.Student, Role.Drafter)))
        {
            if (whole.Contains(account.Name, StringComparison.Ordinal) || whole.Contains(account.Email, StringComparison.Ordinal))
                yield return $"has the name of the {somebody}";
        }

        if (Marks.Matches(whole).Select(match => match.Value).FirstOrDefault(found => found != mark) is { } strange)
            yield return $"has {strange} of another request";

        if (reply.IsHtml && reply.Status == 200)
        {
            // Her account's language goes before her browser's.
            var expected = role is null ? language : "en";

            if (!reply.Body.Contains($"<html lang=\"{expected}\"", StringComparison.Ordinal))
                yield return "is in another language";

            if (!reply.Body.Contains(school.Canaries[$"profile.names.{expected}"], StringComparison.Ordinal))
                yield return "lacks the school's name";

            if (role is not null && !reply.Body.Contains(school.People[role.Value].Name, StringComparison.Ordinal))
                yield return "lacks her name";

            if (role is not null && !reply.Header("cache-control").Contains("no-store", StringComparison.Ordinal))
                yield return $"may be kept: {reply.Header("cache-control")}";
        }

        if (reply.Path.StartsWith("/account", StringComparison.Ordinal) && role is null && reply.Status != 302)
            yield return "is open to a visitor";
    }

    [GeneratedRegex("mark[0-9]+x", RegexOptions.NonBacktracking)]
    private static partial Regex Marks { get; }
}
