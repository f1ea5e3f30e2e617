namespace Darsgah.Grains.Purposes;

/// <summary>What makes the use of personal data lawful (GDPR Art. 6(1); N07).</summary>
public enum LawfulBasis
{
    /// <summary>She agreed to this purpose (a).</summary>
    Consent = 1,

    /// <summary>What she asked for cannot be done without it (b).</summary>
    Contract = 2,

    /// <summary>A law asks it of the school (c).</summary>
    LegalObligation = 3,

    /// <summary>Somebody's life depends on it (d).</summary>
    VitalInterest = 4,

    /// <summary>A task in the public interest (e).</summary>
    PublicTask = 5,

    /// <summary>An interest of the school's that outweighs hers; she may object (f). No basis under the Emirates' law (E47).</summary>
    LegitimateInterest = 6,
}

/// <summary>What is done with the data (E16).</summary>
public enum DataOperation
{
    /// <summary>Asked for, or noted while she uses the school.</summary>
    Collect = 1,

    /// <summary>Kept.</summary>
    Store = 2,

    /// <summary>Used for the purpose itself.</summary>
    Use = 3,

    /// <summary>Looked at for patterns.</summary>
    Analyse = 4,

    /// <summary>Made such that nobody can be found in it.</summary>
    Depersonalise = 5,

    /// <summary>Given to somebody else.</summary>
    Transfer = 6,

    /// <summary>Shown to everybody.</summary>
    Publish = 7,
}

/// <summary>By which way the purpose reaches her (M17, E41).</summary>
public enum PurposeChannel
{
    /// <summary>The school's own pages.</summary>
    Pages = 1,

    /// <summary>E-mail.</summary>
    Email = 2,

    /// <summary>Telephone calls.</summary>
    Phone = 3,

    /// <summary>Text messages.</summary>
    Sms = 4,

    /// <summary>Letters.</summary>
    Post = 5,

    /// <summary>Social networks.</summary>
    SocialMedia = 6,
}

/// <summary>What a recipient is to the school.</summary>
public enum RecipientRole
{
    /// <summary>Works with the data as the school directs.</summary>
    Processor = 1,

    /// <summary>Uses the data for itself.</summary>
    Partner = 2,

    /// <summary>Belongs to the school's owners.</summary>
    Affiliate = 3,

    /// <summary>An authority.</summary>
    Authority = 4,

    /// <summary>Recognises what was learned.</summary>
    Accreditation = 5,

    /// <summary>Everybody who looks.</summary>
    Public = 6,
}

/// <param name="Name">As it calls itself.</param>
[GenerateSerializer, Immutable, Alias("purposes.recipient")]
public sealed record PurposeRecipient(string Name, RecipientRole Role);

/// <summary>When the data of a purpose are no longer kept for it.</summary>
public enum RetentionKind
{
    /// <summary>When the account is deleted (E36).</summary>
    UntilAccountDeleted = 1,

    /// <summary>When the consent is withdrawn.</summary>
    UntilWithdrawn = 2,

    /// <summary>A period after the purpose began.</summary>
    Period = 3,

    /// <summary>A period after she last did something (E37).</summary>
    AfterLastActivity = 4,

    /// <summary>When consent is withdrawn or a period after she last did something, whichever is earlier (E38).</summary>
    WithdrawnOrInactive = 5,

    /// <summary>When the account is deleted or a period after the purpose began, whichever is earlier (E43).</summary>
    AccountDeletedOrPeriod = 6,

    /// <summary>As long as a law says; the words say which.</summary>
    PerLaw = 7,

    /// <summary>Until she asks; the words say what that means (Q16).</summary>
    UntilRequested = 8,
}

/// <summary>How long, as the school's policy states it.</summary>
/// <param name="Period">ISO 8601 duration of years, months, weeks, days: <c>P3Y</c>; empty where the kind has none.</param>
/// <param name="Words">What else there is to say, by UI language.</param>
[GenerateSerializer, Immutable, Alias("purposes.retention")]
public sealed record PurposeRetention(RetentionKind Kind, string Period, ImmutableDictionary<string, string> Words)
{
    /// <summary>A kind with its period and no words.</summary>
    public static PurposeRetention Of(RetentionKind kind, string period = "") =>
        new(kind, period, ImmutableDictionary<string, string>.Empty);
}

/// <summary>What a school says of a purpose.</summary>
[GenerateSerializer, Immutable, Alias("purposes.terms")]
public sealed record PurposeTerms
{
    /// <summary>What it is called, by UI language. Empty for a purpose of the software that the school does not describe itself.</summary>
    [Id(0)] public ImmutableDictionary<string, string> Titles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why, in a few sentences, by UI language.</summary>
    [Id(1)] public ImmutableDictionary<string, string> Descriptions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The nearest purpose of W3C DPV: <c>DirectMarketing</c>.</summary>
    [Id(2)] public string DpvPurpose { get; init; } = "";

    /// <summary>What it rests on; null until stated.</summary>
    [Id(3)] public LawfulBasis? Basis { get; init; }

    /// <summary>Which data, and no others (M19, E50).</summary>
    [Id(4)] public ImmutableArray<DataCategory> Categories { get; init; } = [];

    /// <summary>What is done with them.</summary>
    [Id(5)] public ImmutableArray<DataOperation> Operations { get; init; } = [];

    /// <summary>How it reaches her.</summary>
    [Id(6)] public ImmutableArray<PurposeChannel> Channels { get; init; } = [];

    /// <summary>Who gets the data beside the school.</summary>
    [Id(7)] public ImmutableArray<PurposeRecipient> Recipients { get; init; } = [];

    /// <summary>How long; null until stated.</summary>
    [Id(8)] public PurposeRetention? Retention { get; init; }

    /// <summary>She can say no to it: always where it rests on consent.</summary>
    [Id(9)] public bool Withdrawable { get; init; }

    /// <summary>It goes on where she restricts or objects to the rest (B12).</summary>
    [Id(10)] public bool SurvivesRestriction { get; init; }

    /// <summary>Where the school's policy says so: <c>7.1(e)</c>; or why a default holds.</summary>
    [Id(11)] public string Clause { get; init; } = "";

    /// <summary>True where some of the data are of a special category.</summary>
    public bool IsSpecial => Categories.Any(category => category.IsSpecial());
}
