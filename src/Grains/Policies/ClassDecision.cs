using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>How it was decided what class a change is: proposed from the differences, confirmed or corrected by a person (T56).</summary>
/// <param name="Proposed">What the differences looked like.</param>
/// <param name="Cues">Why.</param>
/// <param name="Reason">Why she chose another class, in her words, at most <see cref="LongestReason"/> characters; empty where she said nothing.</param>
[GenerateSerializer, Immutable, Alias("policies.class_decision")]
public sealed record ClassDecision(ChangeClass Proposed, ImmutableArray<ChangeCue> Cues, string Reason)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 1000;
}

/// <summary>What a change does to a person.</summary>
public static class ChangeTreatments
{
    /// <summary>What a school's rules do to whoever knows an older version.</summary>
    public static ChangeTreatment For(this ChangeRule rule, ChangeClass change, bool newPurpose)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return rule.NewPurposeNeedsAct && newPurpose ? ChangeTreatment.AskAgain : change switch
        {
            ChangeClass.Editorial => ChangeTreatment.Nothing,
            ChangeClass.Ordinary => rule.Ordinary,
            _ => rule.Significant,
        };
    }

    /// <summary>Whether the school writes to its members about such a change. The first version is announced to nobody.</summary>
    public static bool Mails(this ChangeRule rule, ChangeClass change) =>
        For(rule, change, newPurpose: false) == ChangeTreatment.NoticeAndMail;
}
