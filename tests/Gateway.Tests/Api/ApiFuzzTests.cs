using System.Globalization;
using System.Text.Json;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>
/// Every operation of the description, with values that its schema never meant: never 5xx, never a stack trace (SEC-M09).
/// </summary>
/// <remarks><c>DARSGAH_FUZZ</c>: how many requests; <c>DARSGAH_FUZZ_SEED</c>: which.</remarks>
[Collection("people")] // one after another, because some of them count hashes
public class ApiFuzzTests(PeopleSite people)
{
    private const int Usual = 2_000;
    private const int UsualSeed = 1;
    private const int MostShown = 40;

    [Fact]
    [Trait("Threat", "SEC-M09")]
    public async Task Nothing_that_is_sent_to_the_API_is_answered_with_5xx_or_a_stack_trace()
    {
        var seed = Setting("DARSGAH_FUZZ_SEED") ?? UsualSeed;
        var values = new HostileValues(new Random(seed));
        var school = await people.School();
        await people.Publish(school);
        using var member = await people.Member(school, "fuzz@nine.example");
        using var console = people.Site.Visit(Site.PlatformHost);
        var schoolKey = await people.Site.Schools.IssueAdminKey(school.Id, "fuzz", "test");
        var operatorKey = await people.Site.Schools.IssueAdminKey(TenantKey.Platform, "fuzz", "test");
        using var description = JsonDocument.Parse((await console.Get("/openapi/v1.json")).Body);
        var operations = Operations(description.RootElement).ToList();
        var understood = 0;
        var wrong = new List<string>();

        for (var number = 0; number < (Setting("DARSGAH_FUZZ") ?? Usual); number++)
        {
            var (method, path, operation) = operations[number % operations.Count];
            var (visitor, key) = path.StartsWith("/api/v1/schools", StringComparison.Ordinal) ? (console, operatorKey)
                : path.StartsWith("/api/v1/me", StringComparison.Ordinal) ? (member, null)
                : (member, schoolKey);
            using var request = values.Request(method, path, operation, description.RootElement);

            if (key is not null)
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
            else
                request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");

            var sent = $"{request.RequestUri} {(request.Content is null ? "" : await request.Content.ReadAsStringAsync())}";
            var answer = await visitor.Send(request);
            understood += answer.Status < 300 ? 1 : 0;

            if (answer.Status >= 500 || answer.Body.Contains("   at ", StringComparison.Ordinal))
                wrong.Add($"request {number}: {method} {sent} was answered {answer.Status}: {people.Site.Logs.Lines.LastOrDefault()?.Exception}");
        }

        Assert.True(wrong.Count == 0, $"DARSGAH_FUZZ_SEED={seed}: {wrong.Count} wrong answers\n{string.Join('\n', wrong.Take(MostShown))}");
        Assert.True(understood > 20, $"Only {understood} requests of seed {seed} were understood: they are not near enough to real ones.");
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? int.Parse(value, CultureInfo.InvariantCulture)
        : null;

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name is "get" or "post" or "put" or "delete"
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);
}
