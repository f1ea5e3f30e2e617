namespace Darsgah.Grains.Consent;

/// <summary>Where a person stood with a document at a moment.</summary>
/// <param name="Head">Of the version in force then.</param>
/// <param name="Answer">The last thing she had done about it; null for nothing.</param>
/// <param name="Shown">The last entry that put this version before her; null where none did.</param>
/// <param name="Demand">What the school's rules of that moment asked of her; null where those rules were not kept.</param>
[GenerateSerializer, Immutable, Alias("consent.document_then")]
public sealed record DocumentThen(
    Id<Document> Document, Policies.PolicyVersionHead Head, ConsentEntry? Answer, ConsentEntry? Shown, GateDemand? Demand);
