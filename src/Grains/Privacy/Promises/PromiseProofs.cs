using System.Collections.Frozen;
using System.Text.Json;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>The tests that prove a rule, as a run of all tests wrote them down when this version was made.</summary>
public static class PromiseProofs
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Tests = Read();

    /// <summary>Names of the tests that carry the rule's id and passed: <c>GateRulesTests.Use_accepts_after_the_notice</c>.</summary>
    /// <param name="rule">Id of a rule: M04.</param>
    public static ImmutableArray<string> Of(string rule) => Tests.GetValueOrDefault(rule, []);

    /// <summary>The tests of all rules that a setting serves, each once.</summary>
    public static ImmutableArray<string> Of(PrivacySetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return [.. setting.Rules.SelectMany(rule => Of(rule)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Read()
    {
        using var file = typeof(PromiseProofs).Assembly.GetManifestResourceStream("proofs.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, ImmutableArray<string>>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
