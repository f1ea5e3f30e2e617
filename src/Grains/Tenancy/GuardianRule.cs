namespace Darsgah.Grains.Tenancy;

/// <summary>What happens to somebody who is younger than the school's rule asks for.</summary>
public enum MinorAction
{
    /// <summary>She is refused, and nothing about her is kept (N30).</summary>
    Refuse = 1,

    /// <summary>Her parent or guardian is asked (GDPR Art. 8(1); E49).</summary>
    Guardian = 2,
}

/// <param name="Action">What happens under the age.</param>
/// <param name="WaitDays">Days that a request waits for the guardian's answer before it is deleted: 1 to 30.</param>
[GenerateSerializer, Immutable, Alias("tenancy.guardian_rule")]
public sealed record GuardianRule(MinorAction Action, int WaitDays);

/// <summary>Whether somebody can act for another at the school (E33).</summary>
public enum RepresentativeRule
{
    /// <summary>Nobody can.</summary>
    None = 1,

    /// <summary>Who has a mandate that staff have seen and noted.</summary>
    Recorded = 2,
}
