using System.Collections.Frozen;

namespace Darsgah.Grains.Purposes;

/// <summary>What the software itself uses personal data for, at every school, with the least that it needs.</summary>
/// <remarks>
/// None rests on consent: without them there is no account, and a consent that cannot be refused is none (GDPR Art. 7(4)).
/// Their words are the interface's own texts (<c>purpose.builtin_…</c>) until a school writes its own.
/// </remarks>
public static class BuiltInPurposes
{
    /// <summary>Making and keeping an account, signing in.</summary>
    public static Id<Purpose> Accounts { get; } = Id<Purpose>.Parse("accounts");

    /// <summary>Keeping accounts and the school safe.</summary>
    public static Id<Purpose> Security { get; } = Id<Purpose>.Parse("security");

    /// <summary>Courses, lessons, how far she is.</summary>
    public static Id<Purpose> Teaching { get; } = Id<Purpose>.Parse("teaching");

    /// <summary>Questions and replies, messages, reviews: what people of a course write to each other.</summary>
    public static Id<Purpose> Community { get; } = Id<Purpose>.Parse("community");

    /// <summary>Certificates, and anybody's check of one.</summary>
    public static Id<Purpose> Certificates { get; } = Id<Purpose>.Parse("certificates");

    /// <summary>Letters that an account or a course causes, which no preference stops (M18).</summary>
    public static Id<Purpose> ServiceMail { get; } = Id<Purpose>.Parse("service-mail");

    /// <summary>Telling members that a policy changed.</summary>
    public static Id<Purpose> PolicyNotices { get; } = Id<Purpose>.Parse("policy-notices");

    /// <summary>The record of what was shown and agreed to, and its receipts.</summary>
    public static Id<Purpose> ConsentRecords { get; } = Id<Purpose>.Parse("consent-records");

    /// <summary>Asking parents and guardians of those who are not of age, and noting who acts for whom; for nothing else.</summary>
    public static Id<Purpose> Guardians { get; } = Id<Purpose>.Parse("guardians");

    /// <summary>Running the school: who is a member, who may do what.</summary>
    public static Id<Purpose> Administration { get; } = Id<Purpose>.Parse("administration");

    /// <summary>All of them, in the order they are shown.</summary>
    public static ImmutableArray<Purpose> All { get; } =
    [
        Of(Accounts, "AccountManagement", LawfulBasis.Contract, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Credentials, DataCategory.Contact, DataCategory.Profile),
        Of(Security, "EnforceSecurity", LawfulBasis.LegitimateInterest, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Credentials, DataCategory.Contact, DataCategory.Technical),
        Of(Teaching, "RequestedServiceProvision", LawfulBasis.Contract, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Profile, DataCategory.Learning),
        Of(Community, "RequestedServiceProvision", LawfulBasis.Contract, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Profile, DataCategory.Learning, DataCategory.Communications, DataCategory.Feedback),
        Of(Certificates, "RequestedServiceProvision", LawfulBasis.Contract, RetentionKind.UntilAccountDeleted,
            DataCategory.Profile, DataCategory.Learning),
        Of(ServiceMail, "CommunicationManagement", LawfulBasis.Contract, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Contact, DataCategory.Profile, DataCategory.Technical),
        Of(PolicyNotices, "LegalCompliance", LawfulBasis.LegalObligation, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Contact, DataCategory.Profile),
        Of(ConsentRecords, "RecordManagement", LawfulBasis.LegalObligation, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Consents),
        Of(Guardians, "LegalCompliance", LawfulBasis.LegalObligation, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Contact, DataCategory.Profile),
        Of(Administration, "MemberPartnerManagement", LawfulBasis.Contract, RetentionKind.UntilAccountDeleted,
            DataCategory.Account, DataCategory.Contact, DataCategory.Profile),
    ];

    private static readonly FrozenDictionary<Id<Purpose>, Purpose> ByKey = All.ToFrozenDictionary(purpose => purpose.Key);

    /// <summary>One by its key; null for a school's own.</summary>
    public static Purpose? Find(Id<Purpose> key) => ByKey.GetValueOrDefault(key);

    /// <summary>A purpose of the software where a law or the school's settings leave its basis out.</summary>
    /// <remarks>Keeping people's data safe is an interest of the school's, and where there is no such basis a duty.</remarks>
    internal static LawfulBasis BasisFor(Purpose purpose, ImmutableArray<LawfulBasis> allowed) =>
        purpose.Terms.Basis is LawfulBasis.LegitimateInterest && !allowed.Contains(LawfulBasis.LegitimateInterest)
            ? LawfulBasis.LegalObligation
            : purpose.Terms.Basis ?? LawfulBasis.Contract;

    private static Purpose Of(
        Id<Purpose> key, string dpv, LawfulBasis basis, RetentionKind kept, params ImmutableArray<DataCategory> categories) => new(
        key,
        Version: 1,
        PurposeState.Enabled,
        BuiltIn: true,
        new PurposeTerms
        {
            DpvPurpose = dpv,
            Basis = basis,
            Categories = categories,
            Operations = key.Value is "certificates" or "community"
                ? [DataOperation.Store, DataOperation.Use, DataOperation.Publish]
                : [DataOperation.Collect, DataOperation.Store, DataOperation.Use],
            Channels = key.Value is "service-mail" or "policy-notices" or "guardians" ? [PurposeChannel.Email] : [PurposeChannel.Pages],
            Retention = PurposeRetention.Of(kept),
            SurvivesRestriction = true,
        },
        Earlier: []);
}
