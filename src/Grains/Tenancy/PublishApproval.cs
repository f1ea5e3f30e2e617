namespace Darsgah.Grains.Tenancy;

/// <summary>Who has to agree before a version is published. In order of weight.</summary>
public enum PublishApproval
{
    /// <summary>Whoever publishes.</summary>
    None = 1,

    /// <summary>Another admin or owner than the one who asks for it.</summary>
    SecondPerson = 2,
}
