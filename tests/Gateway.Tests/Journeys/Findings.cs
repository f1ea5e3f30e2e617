using System.Text.Json;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>What stops a policy from being published, and deciding about it over the API.</summary>
internal static class Findings
{
    /// <summary>Finds that exactly these rules stop the draft, and decides to leave what each of them found.</summary>
    /// <param name="rules">Codes with spaces between them. The date that a version promises is entered at publishing.</param>
    public static async Task Decide(ApiClient admin, string note, string rules)
    {
        var stopping = (await admin.Get("/api/v1/policies/privacy/findings?limit=100")).Body.GetProperty("items").EnumerateArray()
            .Where(finding => finding.GetProperty("stopsPublishing").GetBoolean() && Rule(finding) is not "lint.date_missing").ToList();

        Assert.Equal(rules, string.Join(' ', stopping.Select(Rule).Order(StringComparer.Ordinal)));

        foreach (var finding in stopping)
        {
            var decided = await admin.Put($"/api/v1/policies/privacy/findings/{finding.GetProperty("finding").GetString()}/decision", new { note });
            Assert.True(decided.Status == 200, decided.Body.GetRawText());
        }
    }

    private static string? Rule(JsonElement finding) => finding.GetProperty("rule").GetString();
}
