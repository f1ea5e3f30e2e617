using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>What holds for every course of a school that says nothing else.</summary>
/// <remarks>Key <c>tenant/learning</c>.</remarks>
[Alias("learning.rules")]
public interface ILearningRulesGrain : ITenantScopedGrain
{
    /// <summary>The rules.</summary>
    [Alias("rules")]
    Task<LearningRules> Rules();

    /// <summary>Changes them. The same again changes nothing.</summary>
    /// <returns>The rules; or <see cref="LearningErrors.BadWatchPercent"/>, <see cref="CourseErrors.NotCompletedSo"/>.</returns>
    [Alias("change")]
    Task<Outcome<LearningRules>> Change(LearningRules rules);
}

/// <param name="WatchPercent">Percent of a video or recording that completes its lesson, 1 to 100, where neither lesson nor course says it.</param>
[GenerateSerializer, Immutable, Alias("learning.school_rules")]
public sealed record LearningRules(int WatchPercent)
{
    /// <summary>Those of a school that has said nothing.</summary>
    public static LearningRules Unset { get; } = new(CompletionRules.UsualWatchPercent);

    /// <summary>What completes lessons of which neither lesson nor course says it; where nothing is said here either, what is usual.</summary>
    [Id(1)] public CompletionByKind Completion { get; init; } = CompletionByKind.Unsaid;
}

/// <summary>A school's rules of learning, as stored.</summary>
[GenerateSerializer, Immutable, Alias("learning.rules.state")]
internal sealed record LearningRulesRecord
{
    [Id(0)] public LearningRules Rules { get; init; } = LearningRules.Unset;
}

[GrainType("learning.rules")]
internal sealed class LearningRulesGrain(
    [PersistentState("rules", Storage.School)] IPersistentState<LearningRulesRecord> record,
    TimeProvider clock) : Grain, ILearningRulesGrain
{
    public Task<LearningRules> Rules() => Task.FromResult(record.State.Rules);

    public async Task<Outcome<LearningRules>> Change(LearningRules rules)
    {
        if (rules.WatchPercent is < 1 or > 100)
            return LearningErrors.BadWatchPercent();

        if (!CompletionRules.Fits(rules.Completion))
            return CourseErrors.NotCompletedSo();

        if (rules != record.State.Rules)
        {
            var ways = rules.Completion;
            var detail = string.Create(CultureInfo.InvariantCulture, $"{rules.WatchPercent} {ways.Recording} {ways.Quiz} {ways.Assignment}").TrimEnd();
            await this.Commit(record, new LearningRulesRecord { Rules = rules }, new Effects
            {
                Audit = [new AuditRow("learning.rules_changed", TenantScope.Actor, "learning", clock.GetUtcNow(), detail)],
            });
        }

        return rules;
    }
}
