using System.Collections.Frozen;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>What the audit trail counts of a setting's work: what was done because of it.</summary>
public static class PromiseFigures
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Actions = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["acceptance.initial.mode"] = ["consent.accepted", "consent.refused", "consent.withdrawn"],
        ["acceptance.refusal"] = ["consent.refused", "consent.withdrawn"],
        ["acceptance.onChange"] = ["policy.published", "consent.accepted"],
        ["change.any.channels"] = ["policy.published", "consent.noticeserved"],
        ["change.significant.channels"] = ["policy.published", "consent.noticeserved", "notice.mailed", "notice.undeliverable"],
        ["notice.quietHours"] = ["notice.mailed"],
        ["change.significant.summaryRequired"] = ["policy.published"],
        ["version.effectiveDate"] = ["policy.published"],
        ["notice.servedFirst"] = ["consent.noticeserved"],
        ["notice.history"] = ["policy.published"],
        ["policy.onTranslationStale"] = ["policy.translation_confirmed"],
        ["publish.approval"] = ["policy.publish_requested", "policy.published"],
        ["age.basis"] = ["person.erased"],
        ["age.minimum"] = ["person.erased"],
        ["age.action"] = ["guardian.asked", "guardian.agreed", "guardian.refused"],
        ["guardian.wait"] = ["guardian.asked", "guardian.run_out"],
        ["representative.acts"] = ["mandate.noted", "mandate.ended"],
        ["purpose.lawfulBases"] = ["purpose.denied"],
        ["consent.impliedUnlocksPurpose"] = ["purpose.denied"],
        ["change.newPurpose.needsAct"] = ["consent.accepted", "purpose.denied"],
        ["signUp.purposes"] = ["consent.accepted"],
        ["registration.required.student"] = ["person.created"],
        ["registration.required.instructor"] = ["person.created"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Actions of <see cref="AuditRow.Action"/> that count for a setting; none where nothing is counted.</summary>
    /// <param name="setting">Its path.</param>
    public static ImmutableArray<string> Of(string setting) => Actions.GetValueOrDefault(setting, []);

    /// <summary>Actions that are counted for each purpose by itself.</summary>
    public static ImmutableArray<string> OfPurposes { get; } = ["consent.accepted", "consent.refused", "consent.withdrawn", "purpose.denied"];

    /// <summary>Every action that counts for some setting or purpose.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. Actions.Values.SelectMany(actions => actions).Union(OfPurposes, StringComparer.Ordinal)];
}
