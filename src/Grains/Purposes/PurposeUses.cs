using static Darsgah.Grains.Purposes.DataCategory;

namespace Darsgah.Grains.Purposes;

/// <summary>Every use that the software itself makes of people's accounts. A new one is added here, or it reads nothing.</summary>
public static class PurposeUses
{
    /// <summary>Who the request's session belongs to, and whether it is still alive.</summary>
    public static PurposeUse Session { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Account, Credentials, Contact, Profile);

    /// <summary>Finding the account that somebody signs in to, and checking what she brings.</summary>
    public static PurposeUse SignIn { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Account, Credentials, Contact, Profile);

    /// <summary>Making an account, or seeing that there is one.</summary>
    public static PurposeUse SignUp { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Account, Credentials, Contact, Profile);

    /// <summary>Changing an account; what is read is saved again, so it is all of it.</summary>
    public static PurposeUse AccountChange { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Account, Credentials, Contact, Profile);

    /// <summary>Her own copy of all that is held of her (GDPR Art. 15(3), 20); of what proves that she is it, names and days alone.</summary>
    public static PurposeUse OwnCopy { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Account, Credentials, Contact, Profile);

    /// <summary>Whether the holder of a name has an account.</summary>
    public static PurposeUse NameHolder { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Account);

    /// <summary>Writing a letter that an account or a course causes.</summary>
    public static PurposeUse ServiceLetter { get; } = PurposeUse.OfSoftware(BuiltInPurposes.ServiceMail, Account, Contact, Profile);

    /// <summary>Telling members that a policy changed.</summary>
    public static PurposeUse PolicyNotice { get; } = PurposeUse.OfSoftware(BuiltInPurposes.PolicyNotices, Account, Contact, Profile);

    /// <summary>The account of a child whose guardian agreed: whose it is, and her country for the law that counts.</summary>
    public static PurposeUse Guarded { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Guardians, Account, Contact, Profile);

    /// <summary>Who acts for whom with a mandate: names, and the country for the law that counts.</summary>
    public static PurposeUse Represented { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Guardians, Account, Contact, Profile);

    /// <summary>The list of members.</summary>
    public static PurposeUse MemberList { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Administration, Account, Contact, Profile);

    /// <summary>One member's page in the administration.</summary>
    public static PurposeUse MemberPage { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Administration, Account, Contact, Profile);

    /// <summary>The name of whoever did something, for those who work with it at the same school.</summary>
    public static PurposeUse ActorName { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Administration, Account, Contact, Profile);

    /// <summary>Walking the members to see who agreed to a purpose; whoever did not is not looked at further.</summary>
    public static PurposeUse ConsentCount { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Administration, Account);

    /// <summary>Whether whoever asks for a version, or approves it, has that role.</summary>
    public static PurposeUse Approval { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Administration, Account);

    /// <summary>Her name beside what she writes to others of a course; never her address (M21).</summary>
    public static PurposeUse ShownName { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Community, Account, Profile);

    /// <summary>The name of who teaches a course, on its page and in the list of who could.</summary>
    public static PurposeUse TeacherName { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Teaching, Account, Profile);

    /// <summary>Her name on her certificate.</summary>
    public static PurposeUse CertificateName { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Certificates, Profile);

    /// <summary>Her name in the lists of the course that she is in. Her address is in none (M21).</summary>
    public static PurposeUse RosterName { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Teaching, Account, Profile);

    /// <summary>Walking the members to write the rosters of their courses anew.</summary>
    public static PurposeUse RosterRebuild { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Teaching, Account);

    /// <summary>A student's address on her page in a course, for who may see it by the school's rules.</summary>
    public static PurposeUse StudentAddress { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Administration, Account, Contact, Profile);

    /// <summary>Whose work it is, for those who grade it.</summary>
    public static PurposeUse StudentWork { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Teaching, Account, Profile);

    /// <summary>The fingerprint of her own address, in a badge that she takes along and wants bound to it.</summary>
    public static PurposeUse BadgeAddress { get; } = PurposeUse.OfSoftware(BuiltInPurposes.Accounts, Contact);
}
