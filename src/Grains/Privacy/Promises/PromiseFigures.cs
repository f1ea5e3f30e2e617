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
        ["registration.required.student"] = ["person.created"],
        ["registration.required.instructor"] = ["person.created"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Actions of <see cref="AuditRow.Action"/> that count for a setting; none where nothing is counted.</summary>
    /// <param name="setting">Its path.</param>
    public static ImmutableArray<string> Of(string setting) => Actions.GetValueOrDefault(setting, []);

    /// <summary>Every action that counts for some setting.</summary>
    public static ImmutableArray<string> All { get; } = [.. Actions.Values.SelectMany(actions => actions).Distinct(StringComparer.Ordinal)];
}
