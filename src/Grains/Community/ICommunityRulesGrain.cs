namespace Darsgah.Grains.Community;

/// <summary>What a school says and wants about names in what people write to each other.</summary>
/// <remarks>Key <c>tenant/community</c>.</remarks>
[Alias("community.rules")]
public interface ICommunityRulesGrain : ITenantScopedGrain
{
    /// <summary>The rules.</summary>
    [Alias("rules")]
    Task<CommunityRules> Rules();

    /// <summary>Changes them. What changes a text or the name is a new edition, which everybody confirms once more.</summary>
    /// <returns>The rules; or <see cref="CommunityErrors.Changed"/>, <see cref="CommunityErrors.TextTooLong"/>.</returns>
    [Alias("change")]
    Task<Outcome<CommunityRules>> Change(CommunityRules rules);
}

/// <summary>The name that others see beside what somebody wrote.</summary>
public enum ShownName
{
    /// <summary>That of her account; of an account without one, a name that she chooses.</summary>
    Account = 1,

    /// <summary>One that she chooses.</summary>
    Chosen = 2,
}

/// <param name="Edition">From 1, one more with each change.</param>
/// <param name="Name">Which name is shown.</param>
/// <param name="Notices">The school's own words by language, at most <see cref="LongestNotice"/> characters; the software's where one is missing.</param>
[GenerateSerializer, Immutable, Alias("community.school_rules")]
public sealed record CommunityRules(int Edition, ShownName Name, ImmutableDictionary<string, string> Notices)
{
    /// <summary>Characters of a notice.</summary>
    public const int LongestNotice = 1_000;

    /// <summary>Those of a school that has said nothing.</summary>
    public static CommunityRules Unset { get; } = new(1, ShownName.Account, ImmutableDictionary<string, string>.Empty);
}

/// <summary>A school's rules about names, as stored.</summary>
[GenerateSerializer, Immutable, Alias("community.rules.state")]
internal sealed record CommunityRulesRecord
{
    [Id(0)] public CommunityRules Rules { get; init; } = CommunityRules.Unset;

    public Outcome<CommunityRulesRecord> Change(CommunityRules rules) =>
        rules.Edition != Rules.Edition ? CommunityErrors.Changed()
        : rules.Notices.Values.Any(text => text.Length > CommunityRules.LongestNotice) ? CommunityErrors.TextTooLong(CommunityRules.LongestNotice)
        : rules.Name == Rules.Name && Same(rules.Notices, Rules.Notices) ? this
        : new CommunityRulesRecord { Rules = rules with { Edition = Rules.Edition + 1 } };

    private static bool Same(ImmutableDictionary<string, string> one, ImmutableDictionary<string, string> other) =>
        one.Count == other.Count && one.All(text => other.TryGetValue(text.Key, out var known) && known == text.Value);
}

[GrainType("community.rules")]
internal sealed class CommunityRulesGrain(
    [PersistentState("rules", Storage.School)] IPersistentState<CommunityRulesRecord> record,
    TimeProvider clock) : Grain, ICommunityRulesGrain
{
    public Task<CommunityRules> Rules() => Task.FromResult(record.State.Rules);

    public async Task<Outcome<CommunityRules>> Change(CommunityRules rules)
    {
        if (!record.State.Change(rules).Succeeded(out var next, out var refusal))
            return refusal;

        if (next != record.State)
        {
            await this.Commit(record, next, new Effects
            {
                Audit = [new AuditRow("community.rules_changed", TenantScope.Actor, "community", clock.GetUtcNow())],
            });
        }

        return next.Rules;
    }
}
