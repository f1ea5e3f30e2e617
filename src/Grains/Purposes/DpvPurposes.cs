namespace Darsgah.Grains.Purposes;

/// <summary>The purposes of W3C DPV 2.2 that a school's purpose can be a kind of (https://w3id.org/dpv): a choice that fits teaching.</summary>
public static class DpvPurposes
{
    /// <summary>All of them, in alphabetical order.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "AccountManagement", "Advertising", "CommunicationForCustomerCare", "CommunicationManagement", "CustomerSolvencyMonitoring",
        "DirectMarketing", "DisputeManagement", "EnforceSecurity", "IdentityVerification", "ImproveExistingProductsAndServices",
        "LegalCompliance", "Marketing", "MemberPartnerManagement", "PaymentManagement", "PersonalisedAdvertising", "PublicRelations",
        "RecordManagement", "RepairImpairments", "RequestedServiceProvision", "ResearchAndDevelopment", "ServicePersonalisation",
        "ServiceUsageAnalytics", "SocialMediaMarketing",
    ];
}
