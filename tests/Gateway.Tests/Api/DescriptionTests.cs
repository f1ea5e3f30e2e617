using System.Text.Json;
using Darsgah.Gateway.Tests.People;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>The description of the API says of every operation what a program has to know.</summary>
[Collection("people")] // one after another, because some of them count hashes
public class DescriptionTests(PeopleSite people)
{
    [Fact]
    public async Task Every_operation_has_a_summary_described_parameters_answers_and_problems()
    {
        var document = await Document();
        var gaps = new List<string>();

        foreach (var (name, operation) in Operations(document))
        {
            if (!operation.TryGetProperty("summary", out var summary) || !summary.GetString()!.EndsWith('.'))
                gaps.Add($"{name}: no summary");

            foreach (var parameter in Members(operation, "parameters"))
            {
                if (!parameter.TryGetProperty("description", out _))
                    gaps.Add($"{name}: {parameter.GetProperty("name")} is not described");
            }

            var responses = operation.GetProperty("responses").EnumerateObject().ToList();

            if (!responses.Any(answer => answer.Name[0] == '2' && (answer.Name is "204" || answer.Value.TryGetProperty("content", out _))))
                gaps.Add($"{name}: no answer");

            if (!responses.Any(answer => answer.Name[0] == '4' && answer.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)))
                gaps.Add($"{name}: no problem");

            if (responses.Any(answer => answer.Name is "401") != (Members(operation, "security").Count > 0))
                gaps.Add($"{name}: security and 401 do not fit");
        }

        Assert.Empty(gaps);
    }

    [Fact]
    public async Task Every_member_of_a_body_is_described()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        var gaps = schemas.EnumerateObject()
            .Where(schema => schema.Value.TryGetProperty("properties", out _))
            .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject()
                .Where(member => !IsDescribed(member.Value))
                .Select(member => $"{schema.Name}.{member.Name}"));

        Assert.Empty(gaps);
    }

    [Fact]
    public async Task Every_list_is_paged_and_every_create_takes_an_idempotency_key()
    {
        // A body with a password is never kept, and a second answer of these changes nothing.
        string[] repeatable =
        [
            "/sign-up", "/sign-up/guardian", "/sign-up/age", "/sign-up/resend", "/sign-up/confirm", "/sign-in", "/sign-in/second-step", "/sign-out",
            "/password/reset", "/password", "/me/closing",
            "/receipts/verify",
        ];
        var gaps = new List<string>();

        foreach (var (name, operation) in Operations(await Document()))
        {
            var parameters = Members(operation, "parameters").Select(parameter => parameter.GetProperty("name").GetString()).ToList();

            if (operation.GetProperty("responses").ToString().Contains("/ListOf", StringComparison.Ordinal)
                && !(parameters.Contains("after") && parameters.Contains("limit")))
                gaps.Add($"{name}: not paged");

            if (name.StartsWith("post ", StringComparison.Ordinal) && !parameters.Contains("Idempotency-Key")
                && !repeatable.Contains(name["post /api/v1".Length..], StringComparer.Ordinal))
                gaps.Add($"{name}: no Idempotency-Key");
        }

        Assert.Empty(gaps);
    }

    private static bool IsDescribed(JsonElement member) => member.TryGetProperty("description", out _)
        || member.TryGetProperty("$ref", out _)
        || member.TryGetProperty("oneOf", out _)
        || (member.TryGetProperty("items", out var items) && items.TryGetProperty("$ref", out _));

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name.TrimEnd('/')}", operation.Value);

    private static List<JsonElement> Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out var members) ? [.. members.EnumerateArray()] : [];

    private async Task<JsonElement> Document()
    {
        using var visitor = people.Site.Visit(await people.School());
        var answer = await visitor.Get("/openapi/v1.json");
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
